"""The path line: idea, card, Sukkula's review, call, decision, work, evaluation, from events."""

from datetime import date
from functools import cache
from itertools import chain
from types import SimpleNamespace
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import by_name, moments, money
from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehrat.projects.models.project import Project

# Where a card is by its state; of one that has been approved the funding's events tell more.
AT = {
    "draft": "card",
    "submitted": "handling",
    "in_review": "handling",
    "changes_requested": "handling",
    "rejected": "handling",
    "taken_in": "handling",
    "approved": "call",
    "running": "work",
    "ended": "evaluation",
}


@cache
def stations():
    """{key: name} of the stations in their order, as each app tells its own in portal.py."""
    told = by_name.found("portal", "STATIONS").values()
    return {key: name for _place, key, name in sorted(chain.from_iterable(told))}


class Turn(NamedTuple):
    """What happened to a project or its application: the day, the stations it begins and ends."""

    day: date
    begins: str
    ends: str
    target_id: int


def paths(projects, events=None):
    """{project.pk: [station, ...]} for any number of projects in two queries.

    `events`: what happened to them, oldest first, if that is at hand.

    A station has key, name, state ("done", "current", "waiting"), when (its date: the idea's, a
    decision's, or since when it is current), days (how many it took), note and url.
    """
    projects = list(projects)
    turns = {project.pk: [] for project in projects}
    for event in turning(turns) if events is None else events:
        verb = verbs.behind(event)
        if verb.station or verb.ends_station:
            day = _day(event.at, event.facts)
            turn = Turn(day, verb.station, verb.ends_station, event.target_id)
            turns[event.about_id].append(turn)
    prefetch_related_objects(projects, "idea")  # of those that came without it
    return {p.pk: _stations(p, p.idea, turns[p.pk]) for p in projects}


def turning(keys):
    """The events by which stations of these projects begin or end, oldest first."""
    kind = ContentType.objects.get_for_model(Project)
    told = verbs.events_of(verbs.where(lambda verb: verb.station or verb.ends_station))
    events = Event.objects.filter(told, about_type=kind, about_id__in=keys)
    return events.order_by("at", "pk")


def on_path(projects):
    """The projects as a list, each with its stations as `path`."""
    projects = list(projects)
    lines = paths(projects)
    for project in projects:
        project.path = lines[project.pk]
    return projects


def path_of(record, events=None):
    """The stations of one project (`events` as in `paths`), or of an idea.

    An idea's own line tells only that it was taken up: how its card fares is for those who may
    see the card, whose line is the card's.
    """
    if isinstance(record, Project):
        return paths([record], events)[record.pk]
    first, second, *rest = stations()
    taken = record.state == record.State.TAKEN_UP
    here, day = record.get_absolute_url(), _day(record.made_at)
    return [
        _station(first, "done" if taken else "current", when=day, url=here if taken else ""),
        _station(second, "current" if taken else "waiting"),
        *(_station(key, "waiting") for key in rest),
    ]


def _stations(project, idea, turns):
    here = _current(project, turns)
    keys = list(stations())
    at = keys.index(here) if here else len(keys)
    line = []
    for place, key in enumerate(keys):
        state = "done" if place < at else "current" if place == at else "waiting"
        facts = _idea(idea) if key == "idea" else _facts(key, state, project, turns)
        line.append(_station(key, state, **({} if state == "waiting" else facts)))
    return line


def _current(project, turns):
    """The key of the station where the project is now; None when all of it is behind."""
    if project.state == "ended" and _ended(turns, "evaluation"):
        return None
    if project.state == "withdrawn":
        return "handling" if _begun(turns, "handling") else "card"
    if project.state == "approved" and _open_at_funder(turns):
        return "decision"
    return AT[project.state]


def _begun(turns, key):
    return [turn.day for turn in turns if turn.begins == key]


def _ended(turns, key):
    return [turn.day for turn in turns if turn.ends == key]


def _open_at_funder(turns):
    """Whether an application was sent after which no decision has come."""
    is_open = {}
    for turn in turns:
        if "decision" in (turn.begins, turn.ends):
            is_open[turn.target_id] = turn.begins == "decision"
    return any(is_open.values())


def _idea(idea):
    if not idea:
        return {"note": _("began as a card")}
    return {"when": _day(idea.made_at), "url": idea.get_absolute_url()}


def _facts(key, state, project, turns):
    begun = _edge(_begun(turns, key), first=state == "done" or key == "work")
    if state == "current":
        return {"when": begun or _day(project.state_since), "note": _note(project, turns)}
    ended = _edge(_ended(turns, key), first=key != "handling")
    took = (ended - begun).days if begun and ended and ended >= begun else None
    note = _money(project) if key == "decision" else ""
    if note and (granted := _begun(turns, "work")):
        ended = min(granted)  # the day of the money told beside it, not of a refusal before it
    if key == "call" and not _begun(turns, "decision") and _ended(turns, "decision"):
        note = gettext("recorded afterwards")
    dated = key == "decision" or took is None
    return {"when": ended if dated else None, "days": None if dated else took, "note": note}


def _edge(days, *, first):
    """The first or last of the days; None of none."""
    return (min if first else max)(days) if days else None


def _note(project, turns):
    if project.state == "running":
        return _money(project)
    if project.state == "approved":
        if _open_at_funder(turns):
            return gettext("at the funder")
        declined = _ended(turns, "decision")
        return gettext("declined once") if declined else gettext("looking for money")
    return "" if project.state == "draft" else project.get_state_display()


def _money(project):
    return money.euros(project.granted) if project.granted else ""


def _day(at, facts=()):
    """The day in Helsinki; of a decision recorded afterwards, the day it was made."""
    if decided := dict(facts).get("decided_on"):
        return date.fromisoformat(decided)
    return at.astimezone(moments.HELSINKI).date()


def _station(key, state, *, when=None, days=None, note="", url=""):
    name = stations()[key]
    return SimpleNamespace(
        key=key, name=name, state=state, when=when, days=days, note=note, url=url
    )
