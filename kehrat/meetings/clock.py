"""What the clock does for meetings: reminds of near ones, asks of past ones, fills freed seats,
reminds of polls that nobody has settled.

Each reminder is an event with a key that exists once, so any number of runs, also at the same
time, makes one; of missed runs only the nearest reminder is sent. A new time begins them anew.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from kehityspolku import moments
from kehityspolku.events.steps import lock
from kehrat.meetings import seats
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.poll import NEAR, Poll
from kehrat.meetings.models.rsvp import Rsvp

MARKS = (1, 7)  # days before the meeting, for those who come
NUDGES = (1, 7)  # days after one that nobody has closed, for its coordinators
ASKED = timedelta(days=14)  # older ones are not asked about any more


def watch():
    """Do all that is due; returns (reminders, nudges, people moved up from the queue)."""
    now = moments.now()
    last = moments.start_of(moments.in_days(max(MARKS) + 1))
    near = Meeting.objects.coming().filter(starts__gt=now, starts__lt=last)
    over = Meeting.objects.to_ask().filter(ends__gt=now - ASKED)
    seated = Q(rsvps__answer=Rsvp.Answer.WAITING) | Q(public=False, rsvps__isnull=False)
    queued = Meeting.objects.coming().filter(seated).distinct()
    return (
        sum(remind(meeting) for meeting in near.order_by("pk")),
        sum(nudge(meeting) for meeting in over.order_by("pk")),
        sum(fill(meeting) for meeting in queued.order_by("pk")),
    )


def watch_polls():
    """Remind of the polls that nobody has settled and whose last moment is near or gone; returns
    how many reminders were made."""
    return sum(settle(poll) for poll in Poll.objects.to_settle().order_by("pk"))


@transaction.atomic
def settle(poll):
    """Remind the coordinators of one poll; False when it is not due: one asked lately is reminded
    of only when its moments are gone."""
    lock(poll)
    now, last = moments.now(), poll.last
    gone = last <= now
    due = last > now - ASKED if gone else poll.made_at < last - NEAR
    return due and poll.is_open and poll.poll_waits(gone=gone)


@transaction.atomic
def remind(meeting):
    """Record the nearest reminder of one meeting; False when there is none to make."""
    days = moments.days_between(moments.now(), meeting.starts)
    mark = min(mark for mark in MARKS if mark >= days)
    if moments.days_between(meeting.changed_at, meeting.starts) <= mark:
        return False  # its time was told that day or later: the next one is its first
    return _as_read(meeting) and meeting.remind_of_meeting(mark=mark, days=days)


@transaction.atomic
def nudge(meeting):
    """Ask the coordinators of one past meeting whether it was held; False when it is not due."""
    days = moments.days_between(meeting.ends, moments.now())
    mark = max((mark for mark in NUDGES if mark <= days), default=None)
    if mark is None:
        return False
    return _as_read(meeting) and meeting.nudge_meeting(mark=mark, days=days)


def _as_read(meeting):
    """Hold the meeting; whether it still is called, and for the time that was read."""
    read = meeting.starts, meeting.ends
    lock(meeting)
    return meeting.state == Meeting.State.CALLED and (meeting.starts, meeting.ends) == read


@transaction.atomic
def fill(meeting):
    """Let those who wait in where somebody went without saying so; returns how many.

    Who left the Kehrä has no seat in its members' meeting.
    """
    lock(meeting)
    rsvps = list(meeting.rsvps.interested().filter(guest=None).select_related("user"))
    may = Meeting.objects.readable((meeting, rsvp.user) for rsvp in rsvps)
    for rsvp in rsvps:
        if (meeting.pk, rsvp.user_id) not in may:
            seats.give(rsvp, Rsvp.Answer.NO)
    return seats.move_up(meeting)
