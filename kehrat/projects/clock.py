"""Changes that Sukkula asked for: who writes the card is reminded before the day, and told with the
adviser when it has passed.

Run at will: each is an event with a key that exists once, a new day has keys of its own.
"""

from datetime import timedelta

from kehityspolku import moments
from kehrat.projects.models.project import Project

REMINDED = (7, 2)  # days before the day the changes are wanted by


def watch(today=None):
    """Returns (reminders, late changes told)."""
    today = today or moments.today()
    waiting = Project.objects.filter(state=Project.State.CHANGES_REQUESTED)
    waiting = waiting.select_related("adviser", "kehra")
    near = waiting.filter(changes_by__range=(today, today + timedelta(days=max(REMINDED))))
    late = waiting.filter(changes_by__lt=today)
    return sum(remind(card, today) for card in near), sum(card.changes_late() for card in late)


def remind(card, today):
    days = (card.changes_by - today).days
    mark = min(mark for mark in REMINDED if mark >= days)
    return card.changes_near(mark=mark)
