"""Circles of a running project's people besides those of its card."""

from kehityspolku.events import duties
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides, team


def owner(milestone, _event):
    """Who answers for a milestone, as long as the person belongs to the Kehrä."""
    person, kehra = milestone.owner, milestone.project.kehra
    return [person] if person and kehra and kehra.members().filter(pk=person.pk).exists() else []


def owner_or_team(milestone, event):
    """For whom a milestone waits: who answers for it, with the team when it is nobody or the
    person cannot be reached."""
    people = owner(milestone, event)
    return duties.reached(people, team(milestone, event))


owner_and_both_sides = together(owner, both_sides)
