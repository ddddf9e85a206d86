"""The path line: where a project is, and how long each part took."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.models import Idea, Project
from kehrat.projects.path import path_of, paths
from kehrat.projects.path import stations as all_stations
from rahoitus.models import Application
from tests import make

pytestmark = pytest.mark.django_db


def states(stations):
    return [station.state for station in stations]


@pytest.mark.parametrize(
    ("state", "current"),
    [
        ("draft", "card"),
        ("submitted", "handling"),
        ("in_review", "handling"),
        ("changes_requested", "handling"),
        ("approved", "call"),
        ("rejected", "handling"),
        ("withdrawn", "card"),
        ("running", "work"),
        ("ended", "evaluation"),
    ],
)
def test_each_state_stands_at_its_station(state, current):
    stations = path_of(make.project(state=state))
    assert [station.key for station in stations] == list(all_stations())
    at = list(all_stations()).index(current)
    assert states(stations) == ["done"] * at + ["current"] + ["waiting"] * (6 - at)


def test_all_is_done_when_lessons_are_told():
    project = make.project(state="ended")
    project.tell_lessons(by=make.coordinator(project.kehra), good="Talkoot", improve="Tiedotus")
    assert states(path_of(project)) == ["done"] * 7


def test_days_of_each_part():
    project = make.project(state="approved")
    begin, submit, take, approve = Event.objects.about(project)
    for event, days in ((begin, 40), (submit, 26), (take, 24), (approve, 17)):
        noon = approve.at.replace(hour=10)  # a change of the clocks in between moves no day
        Event.objects.filter(pk=event.pk).update(at=noon - timedelta(days=days))
    stations = {station.key: station for station in path_of(project)}
    assert [stations[key].days for key in ("idea", "card", "handling", "call")] == [
        None,
        14,
        9,
        None,
    ]


def test_a_decision_recorded_afterwards_stands_on_its_own_day():
    project = make.project(state="approved")
    day = moments.in_days(-40)
    closed = make.call(opens_on=day, closes_on=day)
    application = Application.objects.open(project, closed, by=project.adviser)
    application.record_past(by=project.adviser, decided_on=day)
    project.refresh_from_db()
    stations = {station.key: station for station in path_of(project)}
    assert [(stations[key].state, stations[key].when) for key in ("decision", "work")] == [
        ("done", day),
        ("current", day),
    ]


def test_money_is_told_with_the_day_of_its_own_decision_not_of_a_refusal_before():
    project = make.project(state="approved")
    make.application("declined", project)
    refusals = Event.objects.filter(verb="decline")
    assert refusals.update(facts={"decided_on": "2025-01-02"}) == 1
    make.application("granted", project)
    project.refresh_from_db()
    decision = {station.key: station for station in path_of(project)}["decision"]
    granted = project.applications.get(state="granted").decisions.get()
    assert (decision.note, decision.when) == ("900\u00a0€", granted.decided_on)


def test_an_application_at_the_funder_waits_for_its_decision():
    project = make.project(state="approved")
    make.application("sent", project)
    project.refresh_from_db()
    assert states(path_of(project)) == ["done"] * 4 + ["current"] + ["waiting"] * 2
    turned_down = make.project(project.kehra, "approved")
    make.application("declined", turned_down)
    turned_down.refresh_from_db()
    assert states(path_of(turned_down)) == ["done"] * 3 + ["current"] + ["waiting"] * 3


def test_an_idea_tells_that_it_was_taken_up_not_how_its_card_fares(client):
    kehra = make.kehra()
    idea = Idea.objects.suggest(kehra, by=make.user(), title="Kirpputori", text="", language="fi")
    assert states(path_of(idea)) == ["current"] + ["waiting"] * 6
    idea.take_up(by=make.coordinator(kehra))
    assert states(path_of(idea))[:3] == ["done", "current", "waiting"]
    assert path_of(idea)[0].url == idea.get_absolute_url()
    idea.project.withdraw(by=make.coordinator(kehra))
    assert [station.note for station in path_of(idea)] == [""] * 7
    seen = client.get(idea.get_absolute_url()).context["path"]
    assert states(seen)[:3] == ["done", "current", "waiting"]


def test_many_paths_take_as_many_queries_as_one(django_assert_num_queries):
    kehra = make.kehra()
    for state in ("draft", "submitted", "approved", "running", "running", "running"):
        make.project(kehra, state)
    path_of(Project.objects.first())  # the content type is looked up once
    for state, asked in (("running", 3), (("draft", "submitted", "approved"), 2)):
        found = Project.objects.filter(state__in=[state] if type(state) is str else state)
        for many in (1, 3):
            with django_assert_num_queries(asked):
                assert len(paths(found[:many])) == many


def named(stations):
    return {station.key: station for station in stations}


@pytest.mark.parametrize(("state", "at"), [("rejected", "handling"), ("withdrawn", "card")])
def test_a_path_that_has_ended_says_so_with_the_day_it_ended(state, at):
    project = make.project(state=state)
    *before, last = Event.objects.about(project)
    earlier = last.at - timedelta(days=9)
    Event.objects.filter(pk__in=[event.pk for event in before]).update(at=earlier)
    end, call = (named(path_of(project))[key] for key in (at, "call"))
    assert (end.state, end.is_over, end.when) == ("current", True, moments.today())
    assert (call.state, call.is_over) == ("waiting", True)


def test_a_card_ended_without_funding_has_no_decision_and_asks_for_no_lessons(client):
    with moments.days_ago(9):
        project = make.project(state="approved")
    project.end_unfunded(by=project.adviser, reason="Rahaa ei ollut.")
    line = named(path_of(project))
    assert [line[key].state for key in ("handling", "call", "decision", "work")] == [
        "done",
        "current",
        "waiting",
        "waiting",
    ]
    assert (line["call"].is_over, line["call"].when) == (True, moments.today())
    client.force_login(project.made_by)
    shown = client.get(project.get_absolute_url())
    assert shown.context["next"].text == "Ei mitään: hanke päättyi ilman rahoitusta."
    assert reverse("kehrat:project_lessons", args=[project.pk]) not in shown.text
    assert "nyt tässä" not in shown.text


def test_what_is_done_has_the_day_it_was_done():
    with moments.days_ago(20):
        project = make.project(state="submitted")
    with moments.days_ago(8):
        project.take(by=(adviser := make.user("adviser")))
        project.approve(by=adviser)
    line = named(path_of(project))
    assert [line[key].when for key in ("card", "handling", "call")] == [
        moments.in_days(-20),
        moments.in_days(-8),
        moments.in_days(-8),
    ]
    assert line["handling"].days == 12


def test_an_applications_line_tells_nothing_of_its_siblings():
    project = make.project(state="approved")
    declined = make.application("declined", project)
    waiting = make.application("preparing", project)
    granted = make.application("granted", project)
    project.refresh_from_db()
    told = {}
    for application in (declined, waiting, granted):
        line = named(path_of(project, application=application))
        decision = line["decision"]
        told[application.state] = (decision.state, decision.is_over, decision.note)
        assert (line["work"].state == "current") == (application == granted)
    assert told == {
        "declined": ("current", True, declined.get_state_display()),
        "preparing": ("waiting", False, ""),
        "granted": ("done", False, "900\u00a0€"),
    }


def test_a_grants_line_tells_the_day_of_its_own_decision_that_stands():
    project = make.project(state="approved")
    first, second = (make.application("granted", project) for _time in range(2))
    right = {"amount": second.amount, "decided_on": moments.in_days(-3)}
    second.decisions.get().correct(by=project.adviser, why="Väärä päivä.", **right)
    days = []
    for application in (first, second, None):
        found = application and Application.objects.get(pk=application.pk)
        project.refresh_from_db()
        line = named(path_of(project, application=found))
        days.append((line["decision"].when, line["work"].when))
    of_first, of_second = first.decided_on, right["decided_on"]
    assert of_first != of_second
    assert days == [(of_first,) * 2, (of_second,) * 2, (of_first,) * 2]


def test_work_begins_with_the_grant_that_came_after_one_that_was_lost():
    lost = make.application("lapsed")
    project = Project.objects.get(pk=lost.project_id)
    make.application("granted", project)
    later = moments.in_days(-3)
    grant = Event.objects.filter(verb="grant", about_id=project.pk).latest("pk")
    Event.objects.filter(pk=grant.pk).update(facts=grant.facts | {"decided_on": later.isoformat()})
    project.refresh_from_db()
    line = named(path_of(project))
    assert (line["decision"].when, line["work"].when) == (later, later)
