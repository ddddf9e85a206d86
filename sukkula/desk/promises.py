"""Promised answers: staff is reminded before the day, the applicants and the leads are told when it
has passed. Cards whose adviser works at Sukkula no more: the leads are told.

Run at will: each is an event with a key that exists once, a new promise has keys of its own.
"""

from datetime import timedelta

from kehityspolku import moments
from kehityspolku.models import User
from kehrat.models import Project

REMINDED = (7, 1)  # days before the promised day


def watch(today=None):
    """Returns (reminders, late answers told)."""
    today = today or moments.today()
    waiting = Project.objects.filter(state__in=Project.ANSWERED).select_related("adviser", "kehra")
    near = waiting.filter(promised_on__range=(today, today + timedelta(days=max(REMINDED))))
    late = waiting.filter(promised_on__lt=today)
    return sum(remind(card, today) for card in near), sum(card.answer_late() for card in late)


def watch_advisers():
    """Tell of the cards that nobody answers for any more; returns of how many it was now."""
    with_one = Project.objects.filter(state__in=["submitted", *Project.WITH_ADVISER])
    gone = with_one.exclude(adviser=None).exclude(adviser__in=User.objects.of_sukkula())
    return sum(card.adviser_gone() for card in gone.select_related("adviser", "kehra"))


def remind(card, today):
    days = (card.promised_on - today).days
    mark = min(mark for mark in REMINDED if mark >= days)
    return card.promise_near(mark=mark)
