"""Circles of an idea's people, for `tells` and `waits_for` of its verbs."""

from kehityspolku.events import follows
from kehityspolku.models import User
from kehrat.groups import circles
from kehrat.groups.circles import together


def answerers(idea, event):
    """The coordinators; of what is addressed to Sukkula, its leads; while it waits, none."""
    if idea.kehra:
        return circles.coordinators(idea, event)
    return [] if idea.district else circles.leads(idea, event)


def team(idea, event):
    """For whom it waits: those who answer, and Sukkula when none of them can be reached."""
    waits_for_a_kehra = idea.district and not idea.kehra
    return [] if waits_for_a_kehra else circles.team(idea, event)


def supporters(idea, _event):
    """Those who support it; its author among them."""
    return User.objects.filter(supports__idea=idea)


def followers(idea, _event):
    return follows.followers(idea)


def followers_around(idea, event):
    """Those who follow the place it was suggested to, or a district of the Kehrä."""
    return circles.followers_around(idea, event) if idea.kehra else follows.followers(idea.district)


interested = together(supporters, followers)


def interested_outside(idea, event):
    """The interested but those who answer: they know already what became of the card."""
    team = {person.pk for person in answerers(idea, event)}
    return [person for person in interested(idea, event) if person.pk not in team]
