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

from kehityspolku import broker
from kehityspolku.models.notice import Notice

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
    """Write a notice for each active person but the actor; mail leaves after commit."""
    wakes = not _quiet.get()
    people = receivers(event, people)
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                recipient=person,
                mail=Notice.Mail.WAITING
                if wakes and person.mail_notices == person.MailNotices.AT_ONCE
                else Notice.Mail.NONE,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
    if people and wakes:
        transaction.on_commit(partial(broker.hand, "kehityspolku.tasks.deliver_notices"))


def receivers(event, people):
    """Those of the people who are told of an event: active ones but the actor, each once."""
    return list({p.pk: p for p in people if p.is_active and p.pk != event.actor_id}.values())


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
