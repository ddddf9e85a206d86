"""Notices: written with their event, delivered by mail after commit in the reader's language."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from kehityspolku import broker, follows, moments
from kehityspolku.models.notice import Notice
from kehityspolku.models.preference import Preference

BATCH = 50
MOST_TRIES = 12  # the last about three days after the first
log = logging.getLogger(__name__)
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
    keys = [follows.key(record) for record in follows.around(event.target)]
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


def deliver():
    """Send the mail that waits; safe to run at the same time in many workers. Returns how many."""
    sent = 0
    while batch := _deliver_batch():
        sent += sum(batch)
    return sent


def _deliver_batch():
    """Try one batch; [whether sent]. Its rows are locked from others; a failing one fails alone."""
    with transaction.atomic():
        batch = list(
            Notice.objects.waiting()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("recipient", "event__actor", "event__target_type", "event__about_type")
            .order_by("made_at")[:BATCH]
        )
        sent = [_send(notice) for notice in batch]
        Notice.objects.bulk_update(batch, ["mail", "tries", "not_before", "sent_at"])
    return sent


def _send(notice):
    notice.tries += 1
    try:
        message(notice).send()
    except Exception as problem:  # a bad address or a server away must not stop the others
        log.warning("Notice %s was not sent: %s", notice.pk, problem)
        notice.not_before = timezone.now() + timedelta(minutes=2**notice.tries)
        if notice.tries >= MOST_TRIES:
            notice.mail = Notice.Mail.FAILED
        return False
    notice.mail, notice.sent_at = Notice.Mail.SENT, timezone.now()
    return True


def message(notice):
    """The mail of a notice, in the reader's language."""
    with translation.override(notice.recipient.language):
        notice.event.__dict__.pop("text", None)
        foot = translation.gettext("You can change what is mailed to you: %(url)s") % {
            "url": f"{settings.SITE_URL}{reverse('me')}"
        }
        return EmailMessage(
            subject=" ".join(notice.event.sentence.split()),  # a title may hold line breaks
            body=f"{notice.event.body or notice.event.sentence}\n\n-- \n{foot}\n",
            to=[notice.recipient.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
