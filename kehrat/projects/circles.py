"""Circles of a card's people, for `tells` and `waits_for` of the verbs of all that is its own.

Each takes a record, which is a project or has one, and the event.
"""

from django.db.models import Q

from kehityspolku import grants
from kehityspolku.events import duties, follows
from kehityspolku.models import User
from kehrat.groups import circles as groups
from kehrat.groups.circles import leads, together
from kehrat.places.models import District


def coordinators(record, event):
    """The Kehrä's; a card of Sukkula's host has none."""
    return groups.coordinators(_project(record), event)


def co_editors(record, _event):
    """Those who are its co-editors now, as guardian holds it."""
    return grants.holders(_project(record), "kehrat.edit_project")


def adviser(record, event):
    """The adviser; before one has taken the card, or when the adviser works at Sukkula no more,
    Sukkula's leads."""
    found = _project(record).adviser
    return [found] if found and found.is_sukkula else leads(record, event)


def adviser_before(_record, event):
    """The adviser in whose place another is now, if the event tells of one."""
    before = event.facts.get("before")
    return User.objects.filter(pk=before) if before else []


both_sides = together(adviser, coordinators)
both_sides_and_leads = together(both_sides, leads)
everyone = together(both_sides, co_editors)
handed_on = together(both_sides, adviser_before)


def desk(record, _event):
    """For whom it waits at Sukkula: who answers for it today, the adviser or the deputy; else the
    leads (see `duties.reached`)."""
    found = _project(record).answerer
    return duties.or_sukkula([found]) if found else duties.sukkula()


def team(record, event):
    """For whom it waits in the Kehrä: its coordinators, and Sukkula when none of them can be
    reached."""
    return _or_sukkula(record, event, coordinators(record, event))


def writers(record, event):
    """The team and the co-editors, and Sukkula when none of them can be reached."""
    people = [*coordinators(record, event), *co_editors(record, event)]
    return _or_sukkula(record, event, people)


def desk_behind(record, event):
    """The desk, for what has waited long for a card's own people; not for a draft, which is theirs
    alone."""
    return [] if _project(record).is_draft else desk(record, event)


def followers(record, _event):
    """Those who follow the card, its Kehrä or a district that it is for.

    A new version, which is not public, has none.
    """
    project = _project(record)
    if project.revises_id:
        return []
    areas = District.objects.filter(Q(projects=project) | Q(sub_areas__projects=project))
    return follows.followers(project, project.kehra, *areas.distinct())


def _or_sukkula(record, event, people):
    """The people of a Kehrä's card; of Sukkula's host's, the desk."""
    return duties.or_sukkula(people) if _project(record).kehra else desk(record, event)


def _project(record):
    return getattr(record, "project", record)
