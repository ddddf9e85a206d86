"""Circles of an application's people besides those of its card."""

from kehityspolku import grants
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides, desk, team


def officials(application, _event):
    """Those who decide for the source."""
    return grants.holders(application.call.source, "rahoitus.decide_source")


def officials_once_sent(application, event):
    return officials(application, event) if application.is_sent else []


def answerers(application, event):
    """For whom a funder's request for more waits: for Sukkula alone once the applicants have
    answered."""
    who = desk if event.facts["supplied"] else together(team, desk)
    return who(application, event)


both_sides_and_funder = together(both_sides, officials_once_sent)
