"""Wishes: acts begun before sign-in, kept in the database until the person's e-mail is confirmed.

The confirmation may be opened on another device, so the wish follows the person, not the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kehityspolku import by_name, moments
from kehityspolku.events.models import Wish
from kehityspolku.events.steps import WrongState

IN_SESSION = "wish"
KEPT = timedelta(days=2)  # a wish that nobody signs up or in for is then forgotten


@dataclass(frozen=True)
class Wished:
    """How an act begun before sign-in is done, told by each app in its `wishes.py`."""

    act: Callable  # (target, by=…, **facts) -> the record on whose page it ends
    said: Callable  # (that record) -> what was done and what comes next, in words
    written: str = ""  # the fact that holds what the person wrote


@dataclass(frozen=True)
class Done:
    """What became of a wish: the page on which it ends, a sentence, whether it was done."""

    url: str
    words: str
    well: bool


def make(request, target, verb, **facts):
    """Keep an act of `wishes.py` on a target for the person who is about to sign in."""
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
    """Do what the person wished, once each; returns [Done]. What cannot be done any more is told,
    with what was written."""
    done = []
    with transaction.atomic():
        for wish in Wish.objects.select_for_update().filter(user=user, done_at=None).order_by("pk"):
            wish.done_at = moments.now()
            wish.save(update_fields=["done_at"])
            if wish.target:
                done.append(_done(wish, user))
    return done


def _done(wish, user):
    wished = acts()[wish.verb]
    try:
        with transaction.atomic():
            record = wished.act(wish.target, by=user, **wish.facts)
            page = record if hasattr(record, "get_absolute_url") else record.about()
            return Done(page.get_absolute_url(), str(wished.said(record)), True)
    except (WrongState, PermissionDenied, ValidationError) as problem:
        why = " ".join(getattr(problem, "messages", [])) or str(problem)
    told = [_("What you began could not be done: %(what)s.") % {"what": wish.target}, why]
    if text := wish.facts.get(wished.written):
        told.append(_("You had written: “%(text)s”") % {"text": text})
    return Done(wish.target.get_absolute_url(), " ".join(filter(None, told)), False)


def acts():
    """{verb: Wished} of all apps."""
    return {v: w for told in by_name.found("wishes", "WISHES").values() for v, w in told.items()}


def drop(user):
    """Let go of what was wished in a person's name and is not done yet."""
    Wish.objects.filter(user=user, done_at=None).delete()


def forget():
    """Delete the wishes nobody came for and those that were done; returns how many."""
    old = Wish.objects.filter(made_at__lt=moments.now() - KEPT)
    return old.filter(Q(user=None) | Q(done_at__isnull=False)).delete()[0]
