"""Seats of a meeting and the queue for them. Who calls these has locked the meeting.

Each who comes has a seat with a number of its own, none beyond the meeting's capacity; who waits
has a place in the queue. The database refuses anything else (models/rsvp.py).
"""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext

from kehityspolku import moments
from kehrat.meetings.models.rsvp import Rsvp

Answer = Rsvp.Answer


def free(meeting):
    """The smallest number of a free seat; None when there is no room."""
    taken = set(meeting.rsvps.exclude(seat=None).values_list("seat", flat=True))
    seat = next(n for n in range(1, len(taken) + 2) if n not in taken)
    return seat if meeting.capacity is None or seat <= meeting.capacity else None


def is_full(meeting):
    """Whether who comes now has to wait for a place."""
    return free(meeting) is None


def give(rsvp, answer):
    """Store an answer with its seat, or when all are taken a place in the queue."""
    rsvp.answer, rsvp.seat, rsvp.queue = answer, None, None
    if answer == Answer.YES:
        rsvp.seat = free(rsvp.meeting)
        if not rsvp.seat:
            last = rsvp.meeting.rsvps.aggregate(place=Max("queue"))["place"] or 0
            rsvp.answer, rsvp.queue = Answer.WAITING, last + 1
    rsvp.answered_at = moments.now()
    rsvp.save()


def move_up(meeting):
    """Let those who wait in, in order, while there is room; each is told. Returns how many."""
    waiting, moved = meeting.rsvps.filter(answer=Answer.WAITING).order_by("queue"), 0
    while meeting.is_called_ahead and (first := waiting.first()) and (seat := free(meeting)):
        first.move_up(seat)
        moved += 1
    return moved


def number_anew(meeting):
    """Number the seats from one without gaps, so that they fit in a smaller room.

    ValidationError when more people are in than the meeting takes.
    """
    seated = list(meeting.rsvps.exclude(seat=None).order_by("seat"))
    if meeting.capacity and len(seated) > meeting.capacity:
        told = gettext("%(n)s people are in already: there has to be room for them.")
        raise ValidationError({"capacity": told % {"n": len(seated)}})
    for seat, rsvp in enumerate(seated, start=1):
        if rsvp.seat != seat:
            rsvp.seat = seat
            rsvp.save(update_fields=["seat"])
