"""Circles of a running project's people besides those of its card."""

from kehityspolku.events import duties
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides, desk, team, writers


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


def who_brought(proof, _event):
    """Who brought in a voucher or logged work, and who did the work."""
    return list({person for person in (proof.by, getattr(proof, "worker", None)) if person})


def approvers(proof, event):
    """For whom it waits that a proof is approved: those who write the card, but who brought it;
    the desk when nobody else is left."""
    brought = {person.pk for person in who_brought(proof, event)}
    return [p for p in writers(proof, event) if p.pk not in brought] or desk(proof, event)
