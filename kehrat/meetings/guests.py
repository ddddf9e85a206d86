"""Writing to guests of meetings: one mail whenever what they were told is no longer so.

A guest's row knows what was told last, so any number of runs, also at the same time, writes once.
"""

from kehityspolku import moments
from kehityspolku.events import outbox
from kehrat.meetings.models.guest import Guest


def deliver():
    """Write to those for whom something has changed: the time or place, their seat, a day before
    the meeting, a letter to those who come. Returns how many were written to."""
    rows = Guest.objects.select_related("meeting__kehra")
    coming = rows.exclude(confirmed_at=None).filter(meeting__ends__gt=moments.now())
    changed = [
        guest.pk
        for guest in coming.filter(mail_at=None, tries__lt=outbox.MOST_TRIES)
        if guest.told_of()
    ]
    Guest.objects.filter(pk__in=changed, mail_at=None).update(mail_at=moments.now())
    return outbox.deliver(rows, letter_to)


def letter_to(guest):
    """What has changed, in the guest's language; None when it is as it was told."""
    rsvp = guest.told_of()
    if not rsvp:
        return None
    letter = guest.meeting.circulars.order_by("-pk").first()
    new = letter and not guest.told.endswith(f"-{letter.pk}")
    return guest.letter("guest", rsvp=rsvp, letter=letter if new else None)
