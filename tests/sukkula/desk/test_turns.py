"""Every state of what the desk lists has its place there."""

import pytest

from kehrat.models import Kehra, Project
from rahoitus.models import Application
from sukkula.desk import turns

NOT_OF_THE_DESK = {
    turns.CARD: {"draft"},
    turns.APPLICATION: set(),
    turns.GROUP: {"active", "dormant", "ended", "dropped"},
}
OVER = {  # nobody's turn
    turns.CARD: {"draft", "rejected", "withdrawn", "ended", "taken_in"},
    turns.APPLICATION: {
        "granted",
        "declined",
        "closed",
        "withdrawn",
        "expired",
        "turned_down",
        "lapsed",
    },
    turns.GROUP: {"active", "dormant", "ended", "dropped"},
}


@pytest.mark.parametrize(
    ("kind", "model"),
    [(turns.CARD, Project), (turns.APPLICATION, Application), (turns.GROUP, Kehra)],
)
def test_every_state_is_in_a_stage_has_a_turn_and_a_next_step(kind, model):
    states = set(model.State.values)
    staged = {state for stage in turns.STAGES.values() for state in stage.states[kind]}
    turned = {
        s for turn in (turns.OPEN, turns.ADVISER, turns.OTHERS) for s in turns.states(kind, turn)
    }
    assert staged == states - NOT_OF_THE_DESK[kind]
    assert turned == states - OVER[kind]
    assert states - NOT_OF_THE_DESK[kind] <= set(turns.NEXT[kind])
