"""Why an act is refused: the step before it, another's card, one's own Kehrä, writers who answer.
Never as a matter of rights without a reason; what was typed stays."""

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku import moments
from kehityspolku.events.steps import NotYours, WrongState, check_step
from kehrat.models import Absence, Project
from sukkula.desk.worklist import WorkList
from sukkula.review.acts import ACTS
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db
STATES = ["submitted", "in_review", "changes_requested", "approved", "running", "ended", "rejected"]
WORDS = "Kirjoitin tätä päätöstä koko aamun."


@once
def cards():
    aino = make.user("adviser", name="Aino Esimerkki")
    return {state: make.project(state=state, adviser=aino) for state in STATES}


def why(card, person, verb):
    """(what is raised, in which words) of an act."""
    try:
        check_step(card, person, verb)
    except (WrongState, PermissionDenied) as problem:
        return type(problem), str(problem)
    return None, ""


def test_no_act_of_sukkula_is_refused_to_its_people_without_a_reason(cards):
    """A lead alone reopens: that is a matter of rights."""
    other, bare = make.user("adviser"), set()
    for state, card in cards.items():
        for verb in ACTS:
            raised, words = why(card, other, verb)
            if raised and not words:
                bare.add((state, verb))
    alone = {"reopen"}
    rests = {"ended", "rejected"}  # nobody has these before them
    assert {(s, v) for s, v in bare if s not in rests and v not in alone} == set()


def test_the_step_before_is_told(cards):
    other = make.user("adviser")
    for verb in ("approve", "reject", "ask_changes"):
        assert why(cards["submitted"], other, verb) == (
            WrongState,
            "Kukaan ei ole vielä ottanut tätä korttia käsittelyyn. Ota se ensin.",
        )
    raised, words = why(cards["in_review"], other, "approve")
    assert (raised, words) == (
        NotYours,
        "Kortti on toisella Sukkulan työntekijällä. Ota se ensin hoitoosi. "
        "Kortista vastaa nyt Aino Esimerkki.",
    )


def test_it_stands_on_the_page_with_what_was_typed(client, cards):
    client.force_login(make.user("adviser"))
    page = f"/sukkula/hankkeet/{cards['submitted'].pk}/hyvaksy/"
    opened, sent = client.get(page), client.post(page, {"reason": WORDS, "when": "now"})
    assert (opened.status_code, sent.status_code) == (409, 409)
    assert ["Ota se ensin" in main(answer) for answer in (opened, sent)] == [True, True]
    assert sent.context["form"]["reason"].value() == WORDS
    page = f"/sukkula/hankkeet/{cards['in_review'].pk}/hyvaksy/"
    sent = client.post(page, {"reason": WORDS, "when": "now"})
    assert (sent.status_code, WORDS in main(sent), "Aino Esimerkki" in main(sent)) == (
        403,
        True,
        True,
    )


def test_writers_who_answer_withdraw_themselves(cards):
    raised, words = why(cards["changes_requested"], make.user("lead"), "withdraw_for")
    assert (raised, "tavoitettavissa" in words) == (WrongState, True)


def test_a_deputy_is_told_why_the_own_kehras_card_is_not_theirs(client, cards):
    card = cards["in_review"]
    deputy = make.user("adviser")
    make.member(card.kehra, user=deputy)
    days = {"starts_on": moments.today(), "ends_on": moments.in_days(7)}
    Absence.objects.create(person=card.adviser, deputy=deputy, **days)
    rows = {row.key: row.barred for row in WorkList.of(deputy).tab("mine").page("since", 99)}
    told = "et sijaista tässä (Aino Esimerkki). Kortista vastaavat Sukkulan vetäjät."
    assert (told in rows[card.pk], rows[cards["approved"].pk]) == (True, "")
    client.force_login(deputy)
    page = main(client.get(f"/sukkula/hankkeet/{card.pk}/"))
    assert "Kortista vastaavat nyt Sukkulan vetäjät." in page
    raised, words = why(Project.objects.get(pk=card.pk), deputy, "approve")
    assert (raised, "Kuulut kortin Kehrään" in words) == (NotYours, True)
