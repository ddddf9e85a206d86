"""Promised answers: staff is reminded before the day, the applicants are told when it has passed.

Run at will: each is an event with a key that exists once, a new promise has keys of its own.
"""

from datetime import timedelta

from kehityspolku import moments
from kehrat.models import Project

REMINDED = (7, 1)  # days before the promised day


def watch(today=None):
    """Returns (reminders, late answers told)."""
    today = today or moments.today()
    waiting = Project.objects.filter(state__in=Project.ANSWERED).select_related("adviser", "kehra")
    near = waiting.filter(promised_on__range=(today, today + timedelta(days=max(REMINDED))))
    late = waiting.filter(promised_on__lt=today)
    return sum(remind(card, today) for card in near), sum(card.answer_late() for card in late)


def remind(card, today):
    days = (card.promised_on - today).days
    mark = min(mark for mark in REMINDED if mark >= days)
    return card.promise_near(mark=mark)
