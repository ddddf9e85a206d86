"""Every state of what the desk lists has its place there."""

import pytest

from kehityspolku import moments
from kehrat.models import Kehra, Project
from rahoitus.applications.next_step import ASKING, next_step
from rahoitus.models import Application
from sukkula.desk import parts, turns
from sukkula.desk.worklist import WorkList
from tests import make

NOT_OF_THE_DESK = {
    turns.CARD: {"draft"},
    turns.APPLICATION: set(),
    turns.GROUP: {"active", "dormant", "ended", "dropped"},
}
OVER = {  # nobody's turn
    turns.CARD: {"draft", "rejected", "withdrawn", "ended", "taken_in"},
    turns.APPLICATION: {
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


@pytest.mark.django_db
def test_a_grant_whose_applicants_ask_for_a_change_is_at_its_advisers_turn():
    """Of the budget, the last day or the purpose: until the funder's answer is recorded."""
    made = make.grant()
    adviser, reason = made.project.adviser, {"reason": "Talvi tuli väliin."}

    def turn():
        made.refresh_from_db()
        (found,) = parts.applications(adviser).filter(pk=made.pk).values_list("turn", flat=True)
        return found, next_step(made) == ASKING

    waits, rests = (turns.ADVISER, True), (turns.DONE, False)
    assert turn() == rests
    make.amendment(made)
    assert turn() == waits
    made.take_back_amendment(by=make.coordinator(made.project.kehra))
    assert turn() == rests
    later = {"ends_on": moments.in_days(90)}
    made.ask_alteration_for(by=adviser, **later, **reason)
    assert turn() == waits
    made.agree_alteration(by=adviser, decided_on=moments.today(), **later, because="Sovittu.")
    assert turn() == rests
    made.ask_alteration(by=make.coordinator(made.project.kehra), purpose="Puisto.", **reason)
    assert turn() == waits
    made.refuse_alteration(by=adviser, decided_on=moments.today(), **reason)
    assert turn() == rests
    assert turns.next_of(turns.APPLICATION, "granted", turns.ADVISER) == ASKING.short


@pytest.mark.django_db
def test_an_application_waits_since_it_came_to_its_adviser_not_since_its_grant_or_request():
    """In the list, its order, its files and the page of all that waits, which read one column."""
    with moments.days_ago(150):
        granted, asked_more = make.grant(), make.application("supplement_requested")
    checked = make.application("in_check")
    waits = {
        "asked": (granted, 5, lambda by: granted.ask_alteration(by=by, purpose="P", reason="S")),
        "again": (granted, 2, lambda by: granted.ask_alteration(by=by, purpose="Q", reason="S")),
        "supplied": (asked_more, 3, lambda by: asked_more.supply(by=by, message="Liite.")),
    }
    for made, days, act in waits.values():
        with moments.days_ago(days):
            act(make.coordinator(made.project.kehra))
    part = WorkList.of(make.user("lead")).parts[1].at_turn(turns.ADVISER)
    rows = {row["key"]: row for row in part.rows("since", down=False)}
    told = {made: rows[made.pk] for made in (granted, asked_more, checked)}
    days = {made: moments.days_between(row["since"], moments.now()) for made, row in told.items()}
    assert days == {granted: 5, asked_more: 3, checked: 0}
    assert all(row["sort"] == row["since"] for row in told.values())
    assert sorted(told, key=lambda made: told[made]["sort"]) == [granted, asked_more, checked]
