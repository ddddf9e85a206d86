"""Circles of a review's people, for `tells` and `waits_for` of its verbs.

Each takes a review and the event.
"""

from kehityspolku.events import duties
from kehityspolku.people.circles import person
from kehrat.projects import circles

reviewer = person("reviewer")
adviser = person("panel.project.adviser")  # the card's, if it has one


def desk(review, event):
    """For whom it waits at Sukkula, see `kehrat.projects.circles.desk`."""
    return circles.desk(review.panel, event)


def asked(review, event):
    """The reviewer; the desk too when the person can't be reached, or is none any more."""
    found = reviewer(review, event) if review.reviewer.is_reviewer else []
    return duties.reached(found, desk(review, event))
