"""Circles of a review's people, for `tells` and `waits_for` of its verbs.

Each takes a review and the event.
"""

from kehityspolku.events import duties
from kehrat.projects import circles


def reviewer(review, _event):
    return [review.reviewer]


def desk(review, event):
    """For whom it waits at Sukkula, see `kehrat.projects.circles.desk`."""
    return circles.desk(review.panel, event)


def asked(review, event):
    """The reviewer; the desk too when the person can't be reached."""
    return duties.reached(reviewer(review, event), desk(review, event))


def adviser(review, _event):
    """The card's adviser, if it has one."""
    found = review.panel.project.adviser
    return [found] if found else []
