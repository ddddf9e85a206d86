"""Wishes: acts begun before sign-in, kept in the database until the person's e-mail is confirmed.

The confirmation may be opened on another device, so the wish follows the person, not the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from kehityspolku.text import inner_quotes

IN_SESSION = "wishes"  # [[the wish's token, the key of its form]], the newest last
MOST = 20  # of one browser
FORM_KEY = "form_key"  # a form sent again, maybe changed, takes the place of what it sent first
KEPT = timedelta(days=2)  # a wish that nobody signs up or in for is then forgotten


@dataclass(frozen=True)
class Wished:
    """How an act begun before sign-in is done, told by each app in its `wishes.py`."""

    act: Callable  # (target, by=…, **facts) -> the record on whose page it ends
    said: Callable  # (that record) -> what was done and what comes next, in words
    waits: str  # what waits to be done with %(what)s, in words
    written: str = ""  # the fact that holds what the person wrote
    called: tuple = ()  # the facts that may hold its name, where that is not its target's


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
    form = request.POST.get(FORM_KEY) or f"{verb} {wish.target_type_id} {target.pk}"
    others = [each for each in request.session.get(IN_SESSION, []) if each[1] != form]
    request.session[IN_SESSION] = [*others, [str(wish.token), form]][-MOST:]
    return wish


def claim(request, user):
    """Tie the wishes of this browser to the person who signs up or in."""
    if begun(request):
        begun(request).update(user=user)
        del request.session[IN_SESSION]


def begun(request):
    """The wishes of this browser that nobody has signed up or in for, in their order."""
    tokens = [token for token, _form in request.session.get(IN_SESSION, [])]
    recent = Wish.objects.filter(made_at__gte=moments.now() - KEPT)
    return recent.filter(token__in=tokens, user=None).order_by("pk")


def wished(user):
    """What waits to be done for the person, in words."""
    return waiting(Wish.objects.filter(user=user, done_at=None).order_by("pk"))


def let_go(request):
    """What was begun in this browser is not to be done."""
    begun(request).delete()
    request.session.pop(IN_SESSION, None)


def page_of(wish):
    """The page on which an act on what is there was begun; None where it makes something new."""
    if wish and wish.target and not acts()[wish.verb].called:
        return wish.target.get_absolute_url()
    return None


def named(wish):
    """What a wish is about: what is to be made by the name given to it, else what is there."""
    names = (wish.facts.get(fact) for fact in acts()[wish.verb].called)
    return str(next(filter(None, names), wish.target))


def waiting(wishes):
    """What waits to be done, in words, each once."""
    told = (acts()[w.verb].waits % {"what": named(w)} for w in wishes if w.target)
    return list(dict.fromkeys(told))


def fulfil(user):
    """Do what the person wished, once each; returns [Done]. What cannot be done any more is told,
    with what was written; of several each tells its name."""
    done = []
    with transaction.atomic():
        for wish in Wish.objects.select_for_update().filter(user=user, done_at=None).order_by("pk"):
            wish.done_at = moments.now()
            wish.save(update_fields=["done_at"])
            if wish.target:
                done.append((wish, _done(wish, user)))
    if len(done) < 2:
        return [each for _wish, each in done]
    return [replace(each, words=f"{named(wish)}: {each.words}") for wish, each in done]


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
        told.append(_("You had written: “%(text)s”") % {"text": inner_quotes(text)})
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
