"""Reminders before what is agreed comes due. Run as often as liked: each is an event with a key
that exists once. Of what is late the models remind themselves (`clock.reminder`).
"""

from datetime import timedelta

from kehityspolku import moments
from rahoitus.running.models.milestone import Milestone

MARKS = (14, 3)  # days before a milestone's day


def watch(today=None):
    """Returns how many reminders were made."""
    today = today or moments.today()
    return sum(remind(found, today) for found in near(Milestone.objects.open(), today))


def near(rows, today):
    """Those of running projects that come due within the first mark."""
    days = (today, today + timedelta(days=max(MARKS)))
    return rows.filter(due_on__range=days, project__state="running").select_related("project")


def remind(found, today):
    days = (found.due_on - today).days
    return found.milestone_near(mark=min(mark for mark in MARKS if mark >= days))
