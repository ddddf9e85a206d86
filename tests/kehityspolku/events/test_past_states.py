"""The states that records were in, and on which days."""

from datetime import UTC, datetime
from importlib import import_module

import pytest

from kehityspolku import moments
from kehityspolku.events.steps import steps_of
from kehityspolku.models import PastState
from kehityspolku.moments import days_ago
from kehrat.models import Kehra, Project
from rahoitus.models import GrantReport
from tests import make

before = import_module("rahoitus.migrations.0028_past_states_of_before")


@pytest.mark.django_db
def test_the_state_of_any_past_day_is_known_from_the_first_step_on():
    with days_ago(100):
        kehra, lead = make.kehra(state="active"), make.user("lead")
        make.coordinator(kehra)
    with days_ago(60):
        kehra.rest(by=lead, reason="Lepo.")
    with days_ago(20):
        kehra.wake(by=lead)
    kehra.end_kehra(by=lead, reason="Valmis.", on=moments.in_days(-10))  # told later
    told = [
        PastState.objects.on(moments.in_days(-day), Kehra).get(kehra.pk)
        for day in (101, 100, 61, 60, 21, 20, 11, 10, 0)
    ]
    assert told == [None, *["active"] * 2, *["dormant"] * 2, *["active"] * 2, *["ended"] * 2]

    with days_ago(9):
        card = make.project(state="submitted")
    with days_ago(5):
        card.take(by=make.user("adviser"))
    states = [PastState.objects.on(moments.in_days(-day), Project)[card.pk] for day in (9, 6, 5)]
    assert states == ["submitted", "submitted", "in_review"]


def at(day):
    return datetime(2026, 1, day, tzinfo=UTC)


def test_events_tell_the_states_of_before():
    leads_to = before.LEADS_TO["kehrat", "kehra"]
    happened = [("confirm", at(1)), ("rest", at(3)), ("fall_silent", at(4)), ("wake", at(7))]
    expected = [("active", at(1), at(3)), ("dormant", at(3), at(7))]
    assert before.past(happened, leads_to) == expected
    assert before.past([("confirm", at(1)), ("rest", at(1))], leads_to) == []


@pytest.mark.parametrize("model", [Kehra, Project, GrantReport])
def test_the_steps_of_before_lead_where_they_did(model):
    key = model._meta.app_label, model._meta.model_name
    known = before.LEADS_TO[key]
    steps = {n: s.to for n, s in steps_of(model).items() if s.to in model.State.values}
    assert {name: steps[name] for name in known if name in steps} == {
        name: state for name, state in known.items() if name in steps
    }
    assert model.keeps_states
