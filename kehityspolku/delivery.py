"""Sending batches of letters and keeping what became of each. The rows are locked meanwhile.

A worker killed between sending and commit sends the same letters again, with the same Message-ID,
so that a mailbox keeps one; stopped in any other way, what was sent is kept as sent.
"""

import logging
from datetime import timedelta
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPServerDisconnected
from socket import gaierror

from django.core.mail import mailers
from django.db import transaction
from django.utils import timezone

from kehityspolku import duties, letters, tellable
from kehityspolku.models.notice import Notice
from kehityspolku.models.preference import Preference

BATCH = 30  # letters
MOST_TRIES = 12  # the last about three days after the first
FIELDS = ["mail", "problem", "tries", "not_before", "sent_at"]
AWAY = (ConnectionError, TimeoutError, gaierror, SMTPConnectError, SMTPServerDisconnected)
log = logging.getLogger(__name__)


def deliver():
    """Send the mail that leaves one by one; many workers may do it at the same time.

    Returns how many letters were sent.
    """
    return send_all(_singles)


def _singles():
    waiting = Notice.objects.waiting().locked().listed().order_by("not_before", "pk")
    batch = list(waiting[:BATCH])
    return batch, letters.single, [[notice] for notice in wanted(batch)]


def wanted(batch):
    """Those of the batch that are to be mailed; the others never will be."""
    left = tellable.mailable(batch)
    for notice in set(batch) - set(left):
        notice.mail = Notice.Mail.NONE
    return left


def send_again(notice):
    """Try a mail again that was given up; what went in a digest goes in the next one."""
    paces = Preference.objects.paces([notice.recipient_id])
    gathered = paces.get((notice.recipient_id, notice.kind)) in Preference.GATHERED
    Notice.objects.filter(pk=notice.pk, mail=Notice.Mail.FAILED).update(
        mail=Notice.Mail.DIGEST if gathered else Notice.Mail.WAITING,
        tries=0,
        problem="",
        not_before=timezone.now(),
    )


def send_all(next_batch, now=None):
    """Send batch after batch, each in its own transaction; returns how many letters were sent.

    `next_batch()` gives locked notices, how to write a letter of some of them, and [notices of
    one letter]; no notices end it. `now`: as if it were this moment.
    """
    sent = 0
    while True:
        with transaction.atomic():
            batch, write, groups = next_batch()
            number, stopped = _post(write, groups, now or timezone.now())
            Notice.objects.bulk_update(batch, FIELDS)
            _note_refused(batch)
        sent += number
        if stopped:
            raise stopped
        if not batch:
            return sent


def _note_refused(batch):
    """Mail to an address that the server refused to the last try has come back from it."""
    for notice in batch:
        refused = notice.problem.startswith(SMTPRecipientsRefused.__name__)
        if notice.mail == Notice.Mail.FAILED and refused:
            duties.bounced(notice.recipient.email, notice.problem)


def _post(write, groups, now):
    """Write and send a letter of each group: (how many were sent, what stopped us or None)."""
    written = [(notices, *_tried(write, notices)) for notices in groups]
    connection, sent, away = mailers.default, 0, None
    for notices, letter, problem in written:
        if not problem:
            try:
                # Waiting for a server that is away each time would hold the rows for long.
                problem = away or _tried(_send, connection, letter)[1]
            except BaseException as stop:  # the worker has to end: first, what was sent is kept
                return sent, stop
        away = problem if isinstance(problem, AWAY) else None
        _keep(notices, problem, now)
        sent += not problem
    connection.close()
    return sent, None


def _send(connection, letter):
    try:
        connection.open()
        connection.send_messages([letter])
    except Exception:
        connection.close()
        raise


def _tried(act, *given):
    """(what the act gives, the problem or None): one bad letter must not stop the others."""
    try:
        return act(*given), None
    except Exception as problem:
        log.warning("A notice was not mailed: %s", problem)
        return None, problem


def _keep(notices, problem, now):
    """What became of a letter, on the notices it told; a failed one waits before the next try."""
    for notice in notices:
        notice.tries += 1
        notice.problem = f"{type(problem).__name__}: {problem}"[:200] if problem else ""
        if not problem:
            notice.mail, notice.sent_at = Notice.Mail.SENT, timezone.now()
            continue
        notice.not_before = now + timedelta(minutes=2**notice.tries)
        if notice.tries >= MOST_TRIES:
            notice.mail = Notice.Mail.FAILED
