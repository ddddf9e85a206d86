"""The path line: idea, card, Sukkula's review, call, decision, work, evaluation, from events."""

from datetime import date
from decimal import Decimal
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


AT_WORK = (Project.State.RUNNING, Project.State.ENDED)


@cache
def stations():
    """{key: name} of the stations in their order, as each app tells its own in portal.py."""
    told = by_name.found("portal", "STATIONS").values()
    return {key: name for _place, key, name in sorted(chain.from_iterable(told))}


class Turn(NamedTuple):
    """What happened to a project or its application: the day, None where nobody told it, and the
    stations it begins and ends."""

    day: date | None
    begins: str
    ends: str
    target: tuple  # the kind and key of the record that it happened to


class Place(NamedTuple):
    """Where a path has come: the station's key, None when all of it is behind; whether it ends
    there for good; a few words. `key` of an application is None too where its project goes on."""

    key: str | None
    is_over: bool = False
    note: str = ""
    since: date | None = None
    is_untold: bool = False  # nobody told the day of it
    granted: Decimal | None = None  # what an application got, of the project's money
    decided_on: date | None = None  # by the decision on it that stands


def paths(projects, events=None, application=None):
    """{project.pk: [station, ...]} for any number of projects in two queries, and those by which
    apps tell of the work of projects that have begun it (`path_notes` in portal.py).

    `events`: what happened to them, oldest first, if that is at hand. `application`: the line is
    its own, and tells nothing of the project's other applications; its `place` is a `Place`.

    A station has key, name, state ("done", "current", "waiting"), is_over (the path has ended
    before its end: here, or without coming here), when (the day it was done, or since when it is
    current), is_untold (nobody told that day), days (how many it took), note and url.
    """
    projects = list(projects)
    turns = {project.pk: [] for project in projects}
    for event in turning(turns) if events is None else events:
        verb = verbs.behind(event)
        if verb.station or verb.ends_station:
            day = _day_of(event, verb)
            target = event.target_type_id, event.target_id
            turns[event.about_id].append(Turn(day, verb.station, verb.ends_station, target))
    prefetch_related_objects(projects, "idea")  # of those that came without it
    lines = {p.pk: _stations(p, p.idea, turns[p.pk], application) for p in projects}
    if not application:
        _add_notes(projects, lines)
    return lines


def _add_notes(projects, lines):
    """Add to the stations what apps tell of the work, after what they tell already."""
    at_work = [project for project in projects if project.state in AT_WORK]
    for notes in by_name.found("portal", "path_notes").values() if at_work else ():
        for key, told in notes(at_work).items():
            for station in lines[key]:
                if station.state != "waiting" and station.key in told:
                    words = filter(None, (station.note, told[station.key]))
                    station.note = ", ".join(map(str, words))


def turning(keys):
    """The events by which stations of these projects begin or end, oldest first."""
    kind = ContentType.objects.get_for_model(Project)
    told = verbs.events_of(verbs.where(verbs.on_path))
    events = Event.objects.filter(told, about_type=kind, about_id__in=keys)
    return events.order_by("at", "pk")


def on_path(projects):
    """The projects as a list, each with its stations as `path`."""
    projects = list(projects)
    lines = paths(projects)
    for project in projects:
        project.path = lines[project.pk]
    return projects


def path_of(record, events=None, application=None):
    """The stations of one project (`events` and `application` as in `paths`), or of an idea.

    An idea's own line tells only that it was taken up: how its card fares is for those who may
    see the card, whose line is the card's.
    """
    if isinstance(record, Project):
        return paths([record], events, application)[record.pk]
    first, second, *rest = stations()
    taken = record.state == record.State.TAKEN_UP
    here, day = record.get_absolute_url(), moments.day_of(record.made_at)
    return [
        _station(first, "done" if taken else "current", when=day, url=here if taken else ""),
        _station(second, "current" if taken else "waiting"),
        *(_station(key, "waiting") for key in rest),
    ]


def _stations(project, idea, turns, application=None):
    if application:
        kinds = ContentType.objects.get_for_models(Project, type(application))
        card, own = (kinds[Project].pk, project.pk), (kinds[type(application)].pk, application.pk)
        turns = [
            turn
            for turn in turns
            if turn.target == own or (turn.target == card and turn.begins != "work")
        ]  # when the card's work began, another grant may have come first
    place = (application and application.place) or _place(project, turns)
    if application and not place.key:
        here = _place(project, turns)
        place = here._replace(granted=place.granted, decided_on=place.decided_on)
    turns = _of_this_money(turns)
    keys = list(stations())
    at = keys.index(place.key) if place.key else len(keys)
    line = []
    for number, key in enumerate(keys):
        state = "done" if number < at else "current" if number == at else "waiting"
        facts = _idea(idea) if key == "idea" else _facts(key, state, project, turns, place)
        told = {} if state == "waiting" else facts
        line.append(_station(key, state, is_over=place.is_over and state != "done", **told))
    return line


def _of_this_money(turns):
    """Without the work for which a grant was lost again, before another came."""
    lost = [n for n, turn in enumerate(turns) if turn.ends == "work" and not turn.begins]
    after = lost[-1] if lost else -1
    return [
        turn for n, turn in enumerate(turns) if n > after or "work" not in (turn.begins, turn.ends)
    ]


def _place(project, turns):
    """Where the project is now."""
    note = project.get_state_display()
    if project.ended_unfunded and not _begun(turns, "work"):
        return Place("decision" if _ended(turns, "decision") else "call", True, gettext("no money"))
    if project.state == "ended" and _ended(turns, "evaluation"):
        return Place(None)
    if project.state == "withdrawn":
        return Place("handling" if _begun(turns, "handling") else "card", True, note)
    if project.state == "approved":
        if _open_at_funder(turns):
            return Place("decision", note=gettext("at the funder"))
        declined = _ended(turns, "decision") and not _begun(turns, "work")
        words = gettext("declined once") if declined else ""
        return Place("call", note=words or gettext("looking for money"))
    if project.state == "running":
        note = _money(project.granted)
    is_over = project.state in {"rejected", "taken_in"}
    return Place(AT[project.state], is_over, "" if project.state == "draft" else note)


def _begun(turns, key):
    return [turn.day for turn in turns if turn.begins == key]


def _ended(turns, key):
    return [turn.day for turn in turns if turn.ends == key]


def _open_at_funder(turns):
    """Whether an application was sent after which no decision has come."""
    is_open = {}
    for turn in turns:
        if "decision" in (turn.begins, turn.ends):
            is_open[turn.target] = turn.begins == "decision"
    return any(is_open.values())


def _idea(idea):
    if not idea:
        return {"note": _("began as a card")}
    return {"when": moments.day_of(idea.made_at), "url": idea.get_absolute_url()}


def _facts(key, state, project, turns, place):
    begun = _edge(_begun(turns, key), first=state == "done" or key == "work")
    if key == "work" and begun and place.decided_on:
        begun = place.decided_on
    if state == "current" and place.is_untold:
        return {"note": place.note, "is_untold": True}
    if state == "current":
        since = place.since or (None if place.is_over else begun)
        untold = not since and None in _begun(turns, key)
        when = None if untold else since or moments.day_of(project.state_since)
        return {"when": when, "note": place.note, "is_untold": untold}
    ended = _edge(_ended(turns, key), first=key != "handling")
    took = (ended - begun).days if begun and ended and ended >= begun else None
    granted = project.granted if place.granted is None else place.granted
    note = _money(granted) if key == "decision" else ""
    if key == "decision" and (started := _begun(turns, "work")):
        ended = place.decided_on or _edge(started, first=True)  # of the money, not of a no before
    if key == "call" and not _begun(turns, "decision") and _ended(turns, "decision"):
        note = gettext("recorded afterwards")
    days = None if key == "decision" else took
    untold = key == "decision" and not ended and None in [turn.day for turn in turns]
    return {"when": ended, "days": days, "note": note, "is_untold": untold}


def _edge(days, *, first):
    """The first or last of the days; None of none, and where nobody told one of them."""
    return None if not days or None in days else (min if first else max)(days)


def _money(amount):
    return money.euros(amount) if amount else ""


def _day_of(event, verb):
    """The day of an event; of what is told afterwards (a sending, a decision) the day on which it
    happened, None where nobody told that."""
    if verb.dated:
        told = event.facts.get(verb.dated)
        return moments.day_of_text(told) if told else None
    return moments.day_of(event.at)


def _station(key, state, *, is_over=False, when=None, is_untold=False, days=None, note="", url=""):
    name = stations()[key]
    told = {"is_over": is_over, "when": when, "is_untold": is_untold, "days": days, "note": note}
    return SimpleNamespace(key=key, name=name, state=state, url=url, **told)
