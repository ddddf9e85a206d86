"""Digests: what waits for a person's daily or weekly mail leaves together, newest first."""

from functools import partial
from itertools import groupby

from django.db import connection

from kehityspolku import delivery, letters
from kehityspolku.models import Notice

LOCK = 7_003_001  # of the database: one worker at a time gathers, so that nobody gets two halves


def send(now=None):
    """Send the digests that are due, one to a person; run as often as liked.

    `now`: as if it were this moment. Returns how many letters were sent.
    """
    return delivery.send_all(partial(_digests, now), now)


def _digests(now):
    due = Notice.objects.waiting(Notice.Mail.DIGEST, now)
    people = due.order_by("recipient").values_list("recipient", flat=True).distinct()
    people = list(people[: delivery.BATCH]) if _alone() else []
    batch = list(due.filter(recipient__in=people).locked().listed().order_by("recipient", "pk"))
    groups = groupby(delivery.wanted(unread(batch)), key=lambda notice: notice.recipient_id)
    return batch, letters.digest, [list(notices) for _person, notices in groups]


def unread(batch):
    """Those not read in the portal meanwhile; the others need no mail any more."""
    for notice in batch:
        if notice.read_at:
            notice.mail = Notice.Mail.NONE
    return [notice for notice in batch if not notice.read_at]


def _alone():
    """Whether no other worker gathers digests until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
