"""Duties: what waits for somebody because of a role. They are no news, so nobody mutes them, and
they are not lost to an address that doesn't answer: others are told then.

A verb says by `waits_for` for whom its event waits (verbs.py).
"""

from datetime import timedelta
from enum import Enum

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from kehityspolku import moments
from kehityspolku.events import hearers
from kehityspolku.events.models import Event, Notice

PASSED_ON = timedelta(days=60)  # older ones have been seen to, or the clock has reminded of them


def reached(*circles):
    """The people of the first circle in which somebody can be reached, and of those before it.

    Who isn't of the first circle is marked `stands_in`.
    """
    found = []
    for number, circle in enumerate(circles):
        people = list(circle)
        for person in people:
            person.stands_in = number > 0
        found += people
        if any(person.is_reachable for person in people):
            break
    return found


def sukkula():
    """Who answers for Sukkula: its leads; its advisers too when no lead can be reached."""
    return reached(*_of_sukkula())


def or_sukkula(people):
    """The people; when none of them can be reached, Sukkula too."""
    return reached(people, *_of_sukkula())


def _of_sukkula():
    people = get_user_model().objects
    return people.holding("lead"), people.holding("adviser")


class Told(Enum):
    """Who was told of a duty and can be reached."""

    HOLDERS = "those for whom it waits"
    STAND_INS = "others in their place"
    ONESELF = "the one who did it"
    NOBODY = "nobody"


def who_heard(record, verb, **facts):
    """Who was told of the newest event of this verb, with these facts, on a record."""
    kind = ContentType.objects.get_for_model(record)
    happened = Event.objects.filter(verb=verb, target_type=kind, target_id=record.pk)
    event = happened.filter(facts__contains=facts).order_by("-pk").first()
    if not event:
        return Told.NOBODY
    rows = event.notices.filter(
        kind__in=Notice.ALWAYS, recipient__in=get_user_model().objects.reachable()
    )
    standing_in = set(rows.values_list("stands_in", flat=True))
    if standing_in:
        return Told.HOLDERS if False in standing_in else Told.STAND_INS
    actor = next((p for p in hearers.holders(event) if p.pk == event.actor_id), None)
    if not actor:
        return Told.NOBODY
    return Told.STAND_INS if actor.stands_in else Told.ONESELF


@transaction.atomic
def bounced(email, reason):
    """Mail to the address came back: none is sent there until the person says so, and what waits
    for the person goes to others."""
    found = get_user_model().objects.filter(email=email.strip().lower())
    found.update(bounced_at=moments.now(), bounce_reason=reason[:200])
    for person in found:
        pass_on(waiting(person))


def pass_on(events):
    """Tell others of what waits for a person who can't be reached any more, if nobody else was."""
    for event in events:
        hearers.tell(event, again=True)


def waiting(person):
    """Events that wait for the person: not read, and nobody has done anything to the record since.

    Of each record the newest.
    """
    since = moments.now() - PASSED_ON
    unread = person.notices.unread().filter(kind=Notice.Kind.TASK, made_at__gte=since)
    newest = {}
    for notice in hearers.tellable(unread.listed().order_by("event")):
        event = notice.event
        newest[event.target_type_id, event.target_id] = event
    return [event for event in newest.values() if not _acted_on(event)]


def _acted_on(event):
    later = Event.objects.filter(target_type=event.target_type, target_id=event.target_id)
    return later.filter(pk__gt=event.pk).exclude(actor=None).exists()
