"""Wishes: acts begun before sign-in, kept in the database until the person's e-mail is confirmed.

The confirmation may be opened on another device, so the wish follows the person, not the browser.
"""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from kehityspolku import moments
from kehityspolku.events.models import Wish
from kehityspolku.events.steps import WrongState

IN_SESSION = "wish"
KEPT = timedelta(days=2)  # a wish that nobody signs up or in for is then forgotten


def make(request, target, verb, **facts):
    """Keep an act `target.verb(by=user, **facts)` for the person who is about to sign in."""
    wish = Wish.objects.create(
        token=uuid4(),
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        verb=verb,
        facts=facts,
    )
    request.session[IN_SESSION] = str(wish.token)
    return wish


def claim(request, user):
    """Tie the wish of this browser, if any, to the person who signs up or in."""
    if token := request.session.pop(IN_SESSION, None):
        recent = Wish.objects.filter(made_at__gte=moments.now() - KEPT)
        recent.filter(token=token, user=None).update(user=user)


def wished(user):
    """The targets of what waits to be done for the person."""
    return [wish.target for wish in Wish.objects.filter(user=user, done_at=None) if wish.target]


def fulfil(user):
    """Do what the person wished, once each; returns the targets of what was done.

    What cannot be done any more is let go.
    """
    done = []
    with transaction.atomic():
        for wish in Wish.objects.select_for_update().filter(user=user, done_at=None):
            wish.done_at = moments.now()
            wish.save(update_fields=["done_at"])
            if wish.target:
                with suppress(WrongState, PermissionDenied):
                    getattr(wish.target, wish.verb)(by=user, **wish.facts)
                    done.append(wish.target)
    return done


def drop(user):
    """Let go of what was wished in a person's name and is not done yet."""
    Wish.objects.filter(user=user, done_at=None).delete()


def forget():
    """Delete the wishes nobody came for and those that were done; returns how many."""
    old = Wish.objects.filter(made_at__lt=moments.now() - KEPT)
    return old.filter(Q(user=None) | Q(done_at__isnull=False)).delete()[0]
