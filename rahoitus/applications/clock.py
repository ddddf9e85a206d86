"""Reminders before a call closes, and the end of what was not sent in time. Run as often as liked.

Each reminder is an event with a key that exists once, so any number of runs, also at the same
time, makes one; of missed runs only the nearest reminder is sent. What has been told is asked in
one question, so that with nothing to do thousands of applications are looked through at once.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Coalesce, TruncDate

from kehityspolku import moments
from kehityspolku.events.models import Event
from kehityspolku.events.steps import WrongState, lock
from rahoitus.applications.models.application import Application

MARKS = (0, 2, 7, 14)  # days before the closing day


def watch(today=None):
    """Remind of the deadlines that are near on a date, expire what was not sent in time.

    An application opened after its call had closed waits only for a past decision to be recorded
    and has no deadline. Returns (reminders made, applications expired).
    """
    today = today or moments.today()
    unsent = Application.objects.filter(state__in=Application.UNSENT).select_related("call")
    near = unsent.annotate(
        last_day=Coalesce("late_until", TruncDate("call__closes_at", tzinfo=moments.HELSINKI))
    ).filter(last_day__lte=today + timedelta(days=max(MARKS)))
    waiting = [found for found in near.order_by("pk") if not found.is_for_record]
    late = [found for found in waiting if found.deadline < today]
    due = {key: found for found in waiting if (key := key_of(found, today))}
    told = set(Event.objects.filter(once__in=due).values_list("once", flat=True))
    expired = sum(expire(found) for found in late)
    reminded = sum(remind(found, today) for key, found in due.items() if key not in told)
    return reminded, expired


def expire(application):
    """Expire one unsent application; False when somebody sent or expired it meanwhile."""
    try:
        application.expire(by=None)
    except WrongState:
        return False
    return True


def mark_of(application, today):
    """The nearest mark at or before its deadline, in days; None when there is none to make."""
    days = (application.deadline - today).days
    mark = min((mark for mark in MARKS if mark >= days), default=None)
    opened = application.opened_at.astimezone(moments.HELSINKI).date()
    if days < 0 or mark is None or application.deadline - timedelta(days=mark) < opened:
        return None  # it had passed before the application was opened: the next is its first
    return mark


def key_of(application, today):
    """The key of the reminder that is due; None when none is."""
    mark = mark_of(application, today)
    return None if mark is None else application.reminder_key(mark)


def remind(application, today):
    """Record the nearest reminder of one application; False when somebody acted meanwhile."""
    deadline, mark = application.deadline, mark_of(application, today)
    days = (deadline - today).days
    with transaction.atomic():
        lock(application)
        if application.state not in Application.UNSENT or application.deadline != deadline:
            return False
        return application.deadline_near(mark=mark, days=days)
