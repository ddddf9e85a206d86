"""Notices: written with their event, in the same transaction; the worker mails them after it."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction

from kehityspolku import broker, follows, moments
from kehityspolku.delivery import deliver  # noqa: F401 (the other end of what is told here)
from kehityspolku.models.notice import Notice
from kehityspolku.models.preference import Preference

_quiet = ContextVar("quiet", default=False)


@contextmanager
def quietly():
    """What is told inside shows in the portal only: no mail waits, the worker isn't woken."""
    before = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(before)


def tell(event, people):
    """Write a notice for each active person but the actor; mail leaves after commit.

    Who has muted the event's record, or one that it lies in, is told decisions only.
    """
    wakes = not _quiet.get()
    hearing = heard(event, receivers(event, people))
    paces = Preference.objects.paces([person for person, _kind in hearing])
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                recipient=person,
                kind=kind,
                followed=person.only_follows,
                **leaving(person, kind, paces if wakes else None),
            )
            for person, kind in hearing
        ],
        ignore_conflicts=True,
    )
    if hearing and wakes:
        transaction.on_commit(partial(broker.hand, "kehityspolku.tasks.deliver_notices"))


def receivers(event, people):
    """Those of the people who are told of an event: active ones but the actor, each once.

    Who is there as a follower and otherwise too, is no mere follower.
    """
    told = {}
    for person in people:
        if person.pk not in told or told[person.pk].only_follows:
            told[person.pk] = person
    told.pop(event.actor_id, None)
    return [person for person in told.values() if person.is_active]


def heard(event, people):
    """[(person, kind)] of those who hear of the event: all but who muted something of it."""
    kind = kind_of(event)
    soft = getattr(event.target, "followers_kind", Notice.Kind.PROJECT)
    for_followers = soft if kind in (Notice.Kind.DECISION, Notice.Kind.TASK) else kind
    muted = follows.muted_keys(people)
    keys = [follows.key(record) for record in follows.around(event)]
    pairs = [(person, for_followers if person.only_follows else kind) for person in people]
    return [
        (person, kind)
        for person, kind in pairs
        if kind == Notice.Kind.DECISION or not any((person.pk, key) in muted for key in keys)
    ]


def kind_of(event):
    """What the event is to those whom it concerns: its target says."""
    told = getattr(event.target, "notice_kind", None)
    return told(event) if told else Notice.Kind.PROJECT


def leaving(person, kind, paces):
    """When the mail of a notice leaves, as fields; `paces` None: never."""
    if paces is None or person.bounced_at:
        return {"mail": Notice.Mail.NONE}
    pace = paces.get((person.pk, kind), Preference.Pace.AT_ONCE)
    if kind == Notice.Kind.DECISION or pace == Preference.Pace.AT_ONCE:
        return {"mail": Notice.Mail.WAITING}
    if pace == Preference.Pace.NEVER:
        return {"mail": Notice.Mail.NONE}
    return {"mail": Notice.Mail.DIGEST, "not_before": moments.next_digest(pace)}
