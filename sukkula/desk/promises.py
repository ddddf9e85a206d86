"""Promised answers: staff is reminded before the day, the applicants and the leads are told when it
has passed. Of cards whose adviser works at Sukkula no more, or belongs to the Kehrä, the leads are.

Run at will: each is an event with a key that exists once, a new promise has keys of its own.
"""

from kehityspolku import moments, working_days
from kehrat.models import Project
from sukkula.desk import handover

REMINDED = (5, 1)  # working days before the promised day


def watch(today=None):
    """Returns (reminders, late answers told)."""
    today = today or moments.today()
    waiting = Project.objects.filter(state__in=Project.ANSWERED).select_related("adviser", "kehra")
    near = waiting.filter(promised_on__range=(today, working_days.after(today, max(REMINDED))))
    late = waiting.filter(promised_on__lt=today)
    return sum(remind(card, today) for card in near), sum(card.answer_late() for card in late)


def watch_advisers():
    """Tell of the cards that nobody answers for any more; returns of how many it was now."""
    gone = handover.cards().select_related("adviser", "kehra")
    return sum(card.adviser_gone() for card in gone)


def remind(card, today):
    days = working_days.left(today, card.promised_on)
    mark = min(mark for mark in REMINDED if mark >= days)
    return card.promise_near(mark=mark)
