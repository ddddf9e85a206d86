"""The path line: idea, card, Sukkula's review, call, decision, work, evaluation, from events."""

from datetime import date
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.models import Event
from kehrat.projects.models.project import Project

STATIONS = {
    "idea": pgettext_lazy("station", "Idea"),
    "card": pgettext_lazy("station", "Project card"),
    "handling": pgettext_lazy("station", "Sukkula's review"),
    "call": pgettext_lazy("station", "Funding call"),
    "decision": pgettext_lazy("station", "Decision"),
    "work": pgettext_lazy("station", "Work"),
    "evaluation": pgettext_lazy("station", "Evaluation"),
}
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
STARTS = {
    "card": ("begin", "begin_version", "reopen"),
    "handling": ("submit",),
    "call": ("approve",),
    "decision": ("record_sent",),
    "work": ("grant", "record_past", "note_grant"),
    "evaluation": ("end",),
}
ENDS = {
    "card": ("submit",),
    "handling": ("approve",),
    "call": ("record_sent",),
    "decision": ("grant", "record_past", "decline"),
    "work": ("end",),
    "evaluation": ("tell_lessons",),
}
VERBS = {verb for verbs in (*STARTS.values(), *ENDS.values()) for verb in verbs}


def paths(projects, events=None):
    """{project.pk: [station, ...]} for any number of projects in two queries.

    `events`: what happened to them, oldest first, if that is at hand.

    A station has key, name, state ("done", "current", "waiting"), when (its date: the idea's, a
    decision's, or since when it is current), days (how many it took), note and url.
    """
    projects = list(projects)
    happened = {project.pk: {} for project in projects}
    for event in turns(happened) if events is None else events:
        when = _day(event.at, event.facts), event.facts
        happened[event.about_id].setdefault(event.verb, []).append(when)
    prefetch_related_objects(projects, "idea")  # of those that came without it
    return {p.pk: _stations(p, p.idea, happened[p.pk]) for p in projects}


def turns(keys):
    """The turns of the projects with these keys, oldest first, as rows of what the line needs."""
    kind = ContentType.objects.get_for_model(Project)
    events = Event.objects.filter(about_type=kind, about_id__in=keys, verb__in=VERBS)
    return events.order_by("at", "pk").values_list("about_id", "verb", "at", "facts", named=True)


def on_path(projects):
    """The projects as a list, each with its stations as `path`."""
    projects = list(projects)
    stations = paths(projects)
    for project in projects:
        project.path = stations[project.pk]
    return projects


def path_of(record, events=None):
    """The stations of one project (`events` as in `paths`), or of an idea.

    An idea's own line tells only that it was taken up: how its card fares is for those who may
    see the card, whose line is the card's.
    """
    if isinstance(record, Project):
        return paths([record], events)[record.pk]
    first, second, *rest = STATIONS
    taken = record.state == record.State.TAKEN_UP
    here, day = record.get_absolute_url(), _day(record.made_at)
    return [
        _station(first, "done" if taken else "current", when=day, url=here if taken else ""),
        _station(second, "current" if taken else "waiting"),
        *(_station(key, "waiting") for key in rest),
    ]


def _stations(project, idea, happened):
    here = _current(project, happened)
    keys = list(STATIONS)
    at = keys.index(here) if here else len(keys)
    stations = []
    for place, key in enumerate(keys):
        state = "done" if place < at else "current" if place == at else "waiting"
        facts = _idea(idea, happened) if key == "idea" else _facts(key, state, project, happened)
        stations.append(_station(key, state, **({} if state == "waiting" else facts)))
    return stations


def _current(project, happened):
    """The key of the station where the project is now; None when all of it is behind."""
    if project.state == "ended" and "tell_lessons" in happened:
        return None
    if project.state == "withdrawn":
        return "handling" if "submit" in happened else "card"
    if project.state == "approved" and _open_at_funder(happened):
        return "decision"
    return AT[project.state]


def _open_at_funder(happened):
    return len(happened.get("record_sent", ())) > len(
        [*happened.get("grant", ()), *happened.get("decline", ())]
    )


def _idea(idea, happened):
    if not idea:
        return {"note": _("began as a card")}
    return {"when": _day(idea.made_at), "url": idea.get_absolute_url()}


def _facts(key, state, project, happened):
    begun = _edge(happened, STARTS[key], first=state == "done" or key == "work")
    if state == "current":
        return {"when": begun or _day(project.state_since), "note": _note(project, happened)}
    ended = _edge(happened, ENDS[key], first=key != "handling")
    took = (ended - begun).days if begun and ended and ended >= begun else None
    note = _money(project) if key == "decision" else ""
    if key == "call" and took is None and "record_past" in happened:
        note = gettext("recorded afterwards")
    dated = key == "decision" or took is None
    return {"when": ended if dated else None, "days": None if dated else took, "note": note}


def _edge(happened, verbs, *, first):
    """The first or last day on which one of the verbs happened; None if never."""
    days = [day for verb in verbs for day, _facts in happened.get(verb, ())]
    return (min if first else max)(days) if days else None


def _note(project, happened):
    if project.state == "running":
        return _money(project)
    if project.state == "approved":
        if _open_at_funder(happened):
            return gettext("at the funder")
        return gettext("declined once") if "decline" in happened else gettext("looking for money")
    return "" if project.state == "draft" else project.get_state_display()


def _money(project):
    return money.euros(project.granted) if project.granted else ""


def _day(at, facts=()):
    """The day in Helsinki; of a decision recorded afterwards, the day it was made."""
    if decided := dict(facts).get("decided_on"):
        return date.fromisoformat(decided)
    return at.astimezone(moments.HELSINKI).date()


def _station(key, state, *, when=None, days=None, note="", url=""):
    name = STATIONS[key]
    return SimpleNamespace(
        key=key, name=name, state=state, when=when, days=days, note=note, url=url
    )
