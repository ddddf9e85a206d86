"""Reminders of reviews, and the end of panels whose card has left the review. Run at will."""

from datetime import timedelta

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehrat.models import Project
from sukkula.panels.models.panel import Panel
from sukkula.panels.models.review import Review

REMINDED = (3, 0)  # days before the day the scores are wanted by
IN_REVIEW = (Project.State.IN_REVIEW, Project.State.CHANGES_REQUESTED)


def watch(today=None):
    """Remind reviewers before the day and advisers after it; close what is over.

    Each reminder is made once, however often this runs. Returns (reminders, panels closed).
    """
    today = today or moments.today()
    panels = Panel.objects.open().select_related("project__adviser")
    closed = sum(close(panel) for panel in panels.exclude(project__state__in=IN_REVIEW))
    standing = panels.filter(project__state__in=IN_REVIEW)
    due = standing.filter(due_on__range=(today, today + timedelta(days=max(REMINDED))))
    unfinished = Review.objects.unfinished().select_related("panel__project", "reviewer")
    made = sum(remind(review, today) for review in unfinished.filter(panel__in=due))
    late = standing.filter(due_on__lt=today, reviews__in=Review.objects.unfinished()).distinct()
    return made + sum(panel.panel_late() for panel in late), closed


def close(panel):
    try:
        panel.close_panel(by=None)
    except WrongState:
        return False
    return True


def remind(review, today):
    days = (review.panel.due_on - today).days
    mark = min(mark for mark in REMINDED if mark >= days)
    return review.review_due_near(mark=mark)
