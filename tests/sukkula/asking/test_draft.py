"""What to ask to have changed: written part by part on the card's page, inside until it is sent."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehrat.projects.models import FIELDS
from sukkula.models import PlannedChange
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(client):
    card = make.project(state="in_review")
    client.force_login(card.adviser)
    return card


def address(card, part):
    return f"/en/sukkula/hankkeet/{card.pk}/muutokset/{part}/"


def page(card, act=""):
    return f"/en/sukkula/hankkeet/{card.pk}/{act}"


def plan(card, by=None, **texts):
    given = {"texts": texts, "seen": seen_of(card), "language": "fi"}
    return PlannedChange.objects.plan(card, by=by or card.adviser, **given)


def seen_of(card):
    return {row.part: row.mark() for row in PlannedChange.objects.filter(project=card)}


def words_of(card):
    return dict(PlannedChange.objects.filter(project=card).values_list("part", "words"))


def test_a_part_is_written_beside_itself_and_kept_until_all_is_sent(client, card):
    assert address(card, "goals") in main(client.get(page(card)))
    piece = client.get(address(card, "goals"), headers={"HX-Request": "true"})
    assert (b"<textarea" in piece.content, b"<html" in piece.content) == (True, False)
    answer = client.post(address(card, "goals"), {"words": "Kenelle?", "seen": ""})
    assert answer.url.endswith(f"/sukkula/hankkeet/{card.pk}/#h-goals")
    client.post(address(card, "card"), {"words": "Lyhyemmin.", "seen": ""})
    shown = main(client.get(page(card)))
    assert "Kenelle?" in shown
    assert "2 parts of the draft of changes wait to be sent." in shown
    asking = client.get(page(card, "pyyda-muutoksia/")).context["form"]
    given = {name: field.value() or "" for name, field in ((f.html_name, f) for f in asking)}
    assert (given["change_goals"], given["change_"]) == ("Kenelle?", "Lyhyemmin.")
    client.post(page(card, "pyyda-muutoksia/"), given)
    assert dict(card.change_requests.values_list("field", "words")) == {
        "goals": "Kenelle?",
        "": "Lyhyemmin.",
    }
    assert words_of(card) == {}


def test_emptied_words_are_asked_of_no_more(client, card):
    plan(card, goals="Kenelle?")
    seen = seen_of(card)["goals"]
    client.post(address(card, "goals"), {"words": " ", "seen": seen})
    assert words_of(card) == {}
    assert "draft of changes" not in main(client.get(page(card)))


@pytest.mark.parametrize("act", ["hyvaksy/", "hylkaa/"])
def test_a_decision_tells_first_of_a_draft_that_is_not_sent(client, card, act):
    told = "of the draft of changes wait"
    assert told not in main(client.get(page(card, act)))
    plan(card, goals="Kenelle?", budget="Mistä?")
    assert told in main(client.get(page(card, act)))


def test_nobody_outside_sukkula_sees_it_and_no_one_is_told(client, card):
    before = Event.objects.count()
    plan(card, goals="Vielä salassa", message="Salainen viesti")
    team = make.coordinator(card.kehra)
    assert list(PlannedChange.objects.visible_to(team)) == []
    client.force_login(team)
    for address in (card.get_absolute_url(), f"{card.get_absolute_url()}kortti.json"):
        assert "Salai" not in client.get(address).text
        assert "Vielä salassa" not in client.get(address).text
    assert Event.objects.count() == before


def test_who_may_not_ask_neither_writes_nor_sees_the_way_to(client, card):
    plan(card, goals="Kenelle?")
    other = make.user("adviser")
    with pytest.raises(PermissionDenied):
        plan(card, by=other, goals="Muuta")
    client.force_login(other)
    assert client.get(address(card, "goals")).status_code == 403
    assert "Kenelle?" not in main(client.get(page(card)))
    assert client.post(page(card, "muutokset/"), {"message": "x"}).status_code == 403


@pytest.mark.parametrize("part", ["x", "message", "legacy", "lessons_good"])
def test_what_is_no_part_is_not_found(client, card, part):
    assert client.get(address(card, part)).status_code == 404


@pytest.mark.parametrize("part", [name or "card" for name in FIELDS])
def test_each_field_leads_back_to_where_it_stands(client, card, part):
    answer = client.post(address(card, part), {"words": "Mitä?"})
    assert f'id="{answer.url.partition("#")[2]}"' in client.get(page(card)).text
    assert "Mitä?" in main(client.get(page(card)))


def test_two_who_write_one_part_are_told_and_lose_nothing(client, card):
    lead = make.user("lead", name="Liisa Esimerkki")
    plan(card, by=lead, goals="Liisan sanat")
    answer = client.post(address(card, "goals"), {"words": "Omat sanat", "seen": ""})
    shown = main(answer)
    assert (answer.status_code, words_of(card)) == (409, {"goals": "Liisan sanat"})
    assert ("Liisan sanat" in shown, "Omat sanat" in shown) == (True, True)
    seen = answer.context["form"]["seen"].value()
    client.post(address(card, "goals"), {"words": "Omat sanat", "seen": seen})
    assert words_of(card) == {"goals": "Omat sanat"}


def test_the_whole_is_kept_as_a_draft_and_a_stale_form_is_told(client, card):
    keep, message = page(card, "muutokset/"), {"message": "Hyvä!", "change_goals": "Kenelle?"}
    assert client.post(keep, message).url == f"/en/sukkula/hankkeet/{card.pk}/"
    assert words_of(card) == {"message": "Hyvä!", "goals": "Kenelle?"}
    stale = client.post(keep, {"message": "Toinen", "change_goals": "Kenelle?", "seen": ""})
    assert (stale.status_code, "wrote here meanwhile: “Hyvä!”" in main(stale)) == (409, True)
    assert words_of(card)["message"] == "Hyvä!"
    again = {"message": "Toinen", "seen": stale.context["form"]["seen"].value()}
    client.post(keep, again)
    assert words_of(card) == {"message": "Toinen"}


def test_what_another_wrote_after_the_form_was_opened_is_not_lost_by_sending(client, card):
    plan(card, goals="Kenelle?")
    seen = " ".join(f"{part}:{mark}" for part, mark in seen_of(card).items())
    plan(card, by=make.user("lead"), budget="Vuokra?")
    client.post(page(card, "pyyda-muutoksia/"), {"change_goals": "Kenelle?", "seen": seen})
    card.refresh_from_db()
    assert (card.state, words_of(card)) == ("changes_requested", {"budget": "Vuokra?"})


def test_a_card_that_left_the_review_takes_no_draft(client, card):
    card.withdraw(by=make.coordinator(card.kehra))
    with pytest.raises(WrongState):
        plan(card, goals="Kenelle?")
    assert client.get(address(card, "goals")).status_code == 409
    late = client.post(address(card, "goals"), {"words": "Pitkään mietitty"})
    assert (late.status_code, "Pitkään mietitty" in late.text) == (409, True)


def test_too_long_words_stay_in_the_box(client, card):
    answer = client.post(address(card, "goals"), {"words": "x" * 4001})
    assert (list(answer.context["form"].errors), "x" * 4001 in main(answer)) == (["words"], True)
    assert words_of(card) == {}


def test_marks_that_are_none_are_passed_by(client, card):
    plan(card, goals="Kenelle?")
    nonsense = {"change_goals": "Muuta", "seen": "a b:c :: goals"}
    assert client.post(page(card, "muutokset/"), nonsense).status_code == 409
    assert words_of(card) == {"goals": "Kenelle?"}


def test_the_page_takes_the_same_queries_for_one_three_and_all_parts(client, card):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            client.get(page(card))
        return len(taken)

    counts = []
    for number in (1, 3, len(FIELDS)):
        plan(card, **dict.fromkeys(FIELDS[:number], "Mitä?"))
        client.get(page(card))
        counts.append(queries())
    assert counts == [counts[0]] * 3


@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_one_part_one_is_told():
    card = make.project(state="in_review")
    lead = make.user("lead")

    def write(by, words):
        given = {"texts": {"goals": words}, "seen": {}, "language": "fi"}
        return lambda: len(PlannedChange.objects.plan(card, by=by, **given))

    assert sorted(at_once(write(card.adviser, "Yksi"), write(lead, "Kaksi"))) == [0, 1]
    assert words_of(card)["goals"] in ("Yksi", "Kaksi")


def test_the_box_in_place_names_its_part_and_can_be_cancelled(client, card):
    piece = client.get(address(card, "goals"), headers={"HX-Request": "true"}).text
    assert "What should be changed in “Goals”?" in piece
    back = f'<a href="{page(card)}#h-goals" hx-get="{page(card)}#h-goals" hx-target="#plan-goals"'
    assert back in " ".join(piece.split())
    assert 'id="plan-goals"' in main(client.get(page(card)))  # where the page takes it from
