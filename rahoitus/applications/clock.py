"""Reminders before a call closes, and the end of what was not sent in time. Run as often as liked.

Each reminder is an event with a key that exists once, so any number of runs, also at the same
time, makes one; of missed runs only the nearest reminder is sent.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Coalesce

from kehityspolku import moments
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
    near = unsent.annotate(last_day=Coalesce("late_until", "call__closes_on")).filter(
        last_day__lte=today + timedelta(days=max(MARKS))
    )
    reminded = expired = 0
    for application in near.order_by("pk"):
        if application.is_for_record:
            continue
        if application.deadline < today:
            expired += expire(application)
        else:
            reminded += remind(application, today)
    return reminded, expired


def expire(application):
    """Expire one unsent application; False when somebody sent or expired it meanwhile."""
    try:
        application.expire(by=None)
    except WrongState:
        return False
    return True


def remind(application, today):
    """Record the nearest reminder of one application; False when there is none to make."""
    days = (application.deadline - today).days
    mark = min(mark for mark in MARKS if mark >= days)
    opened = application.opened_at.astimezone(moments.HELSINKI).date()
    if application.deadline - timedelta(days=mark) < opened:
        return False  # the mark had passed before it was opened: the next one is its first
    deadline = application.deadline
    with transaction.atomic():
        lock(application)
        if application.state not in Application.UNSENT or application.deadline != deadline:
            return False
        return application.deadline_near(mark=mark, days=days)
