"""Circles of an application's people besides those of its card."""

from kehityspolku import grants
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides


def officials(application, _event):
    """Those who decide for the source."""
    return grants.holders(application.call.source, "rahoitus.decide_source")


def officials_once_sent(application, event):
    return officials(application, event) if application.is_sent else []


both_sides_and_funder = together(both_sides, officials_once_sent)
