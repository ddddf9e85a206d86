"""Writing to guests of meetings: one mail whenever what they were told is no longer so.

A guest's row knows what was told last, so any number of runs, also at the same time, writes once.
"""

import logging

from django.db import transaction

from kehityspolku import moments
from kehrat.meetings.models.guest import Guest
from kehrat.meetings.models.rsvp import Rsvp

MOST_TRIES = 12
log = logging.getLogger(__name__)


def deliver():
    """Write to those for whom something has changed: the time or place, their seat, a day before
    the meeting, a letter to those who come. Returns how many were written to."""
    coming = Guest.objects.exclude(confirmed_at=None).filter(
        meeting__ends__gt=moments.now(), tries__lt=MOST_TRIES
    )
    return sum(_write(pk) for pk in coming.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _write(pk):
    rows = Guest.objects.select_for_update(skip_locked=True, of=("self",))
    guest = rows.select_related("meeting__kehra").filter(pk=pk).first()
    rsvp = guest and guest.rsvps.first()
    if not rsvp or rsvp.answer == Rsvp.Answer.NO or guest.told == guest.standing(rsvp):
        return False
    letter = guest.meeting.circulars.order_by("-pk").first()
    new_letter = letter and not guest.told.endswith(f"-{letter.pk}")
    guest.tries += 1
    try:
        guest.mail("guest", rsvp=rsvp, letter=letter if new_letter else None)
    except Exception as problem:  # a bad address or a server away must not stop the others
        log.warning("Guest %s was not written to: %s", pk, problem)
    else:
        guest.told, guest.tries = guest.standing(rsvp), 0
    guest.save(update_fields=["told", "tries"])
    return guest.tries == 0
