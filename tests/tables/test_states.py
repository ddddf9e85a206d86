"""No state without a way out, no open turn without a clock."""

import pytest
from django.apps import apps

from kehityspolku.events import verbs
from tests.tables import states

MACHINES = states.machines()
WAITS = [
    (model, state)
    for model in MACHINES
    for state in model.State.values
    if state not in states.NOBODY_WAITS.get(model._meta.label, {})
]


def test_why_nobody_waits_is_said_of_states_that_there_are():
    for label, rows in states.NOBODY_WAITS.items():
        assert set(rows) <= set(apps.get_model(label).State.values)
    assert set(states.NOBODY_WAITS) == {model._meta.label for model in MACHINES}


@pytest.mark.parametrize(
    ("model", "state"), WAITS, ids=lambda each: str(getattr(each, "__name__", each))
)
def test_a_state_that_waits_leads_on_and_has_a_clock(model, state):
    assert states.ways_out(model, state) != []
    assert states.reminders(model, state) != []


def test_the_clock_leaves_alone_where_nobody_waits():
    reminded = {
        (verb.model._meta.label, state)
        for verb in verbs.where(lambda verb: verb.reminds)
        for state in verb.reminds
    }
    assert reminded == {(model._meta.label, state) for model, state in WAITS}


def test_the_document_tells_the_table():
    assert states.DOCUMENT.read_text(encoding="utf-8") == states.text()
