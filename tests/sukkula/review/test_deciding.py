"""Many cards decided at once: with reasons and a preview, then announced as any decision."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehityspolku.models import Event
from sukkula.models import Verdict
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
PAGE = "/en/sukkula/paatokset/monta/"


@pytest.fixture
def lead(client):
    lead = make.user("lead")
    client.force_login(lead)
    return lead


def cards_in_review(number, **content):
    kehra, adviser = make.kehra(), make.user("adviser")
    return [
        make.project(kehra, "in_review", adviser, **{"title": f"Kortti {n}", **content})
        for n in range(number)
    ]


def typed(cards, **more):
    """The form of the cards as it is opened now, with what is typed into it."""
    seen = {f"seen{card.pk}": card.state_since.isoformat() for card in cards}
    return {"cards": [card.pk for card in cards], **seen, **more}


def told(client, data):
    """The messages that follow on deciding."""
    answer = client.post(PAGE, data | {"decide": "1"}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def decided():
    rows = Verdict.objects.pending().order_by("project__title")
    return [(str(row.project), row.outcome, row.reason) for row in rows]


def test_one_decision_for_all_but_one_with_reasons_of_their_own(client, lead):
    one, two, three = cards = cards_in_review(3)
    data = typed(cards, outcome="reject", reason="Ei tällä kierroksella.")
    data |= {f"outcome{one.pk}": "approve", f"reason{two.pk}": "Liian laaja."}
    data |= {f"outcome{three.pk}": "none"}
    preview = main(client.post(PAGE, data))
    assert "Liian laaja." in preview
    assert ("Kortti 1" in preview, "Decide on 2 cards" in preview) == (True, True)
    assert not Verdict.objects.exists()
    assert told(client, data) == ["2 decisions are kept. Announce them below."]
    assert decided() == [
        ("Kortti 0", "approve", "Ei tällä kierroksella."),
        ("Kortti 1", "reject", "Liian laaja."),
    ]


def test_the_preview_carries_all_to_the_decision_and_back_to_the_form(client, lead):
    [card] = cards_in_review(1)
    data = typed([card], outcome="approve", reason="Hyvä <b>kortti</b>.")
    carried = dict(client.post(PAGE, data).context["typed"])
    back = client.post(PAGE, {**carried, "cards": [card.pk], "edit": "1"})
    assert back.context["form"]["reason"].value() == "Hyvä <b>kortti</b>."
    assert "<b>kortti</b>" not in back.text
    told(client, {**carried, "cards": [card.pk]})
    assert decided() == [("Kortti 0", "approve", "Hyvä <b>kortti</b>.")]


def test_nobody_outside_hears_before_it_is_announced_as_any_decision(client, lead):
    cards = cards_in_review(2)
    team = make.coordinator(cards[0].kehra)
    told(client, typed(cards, outcome="approve"))
    assert not team.notices.filter(event__verb__in=["decide_later", "approve"]).exists()
    keys = list(Verdict.objects.values_list("pk", flat=True))
    client.post("/en/sukkula/paatokset/ilmoita/", {"verdict": keys})
    assert Event.objects.filter(verb="approve").count() == 2
    assert team.notices.filter(event__verb="approve").count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [({}, "outcome"), ({"outcome": "reject"}, "reason"), ({"reason": "x" * 4001}, "reason")],
)
def test_what_lacks_is_asked_for_and_what_was_typed_stays(client, lead, given, field):
    [card] = cards_in_review(1)
    answer = client.post(PAGE, typed([card], **given))
    names = {f"{field}{card.pk}" if given == {"outcome": "reject"} else field}
    assert set(answer.context["form"].errors) == names
    assert given.get("reason", "") in answer.text
    assert told(client, typed([card], **given)) == []
    assert not Verdict.objects.exists()


def test_a_stale_form_decides_nothing_of_what_changed_and_loses_no_words(client, lead):
    kept, moved, again, other = cards = cards_in_review(4)
    data = typed(cards, outcome="approve", reason="")
    data |= {f"reason{card.pk}": f"Sana {n}" for n, card in enumerate(cards)}
    moved.withdraw(by=make.coordinator(moved.kehra))
    again.ask_changes(by=lead, message="Lisää.")
    again.resubmit(by=make.coordinator(again.kehra))
    Verdict.objects.decide(other, by=lead, outcome="reject", reason="Ei.")
    said = told(client, data)
    assert said[0] == "1 decision is kept. Announce it below."
    assert sorted(said[1:]) == [
        "“Kortti 1” was left out. It is not in review: withdrawn. You wrote: Sana 1",
        "“Kortti 2” was left out. It was given back anew meanwhile. You wrote: Sana 2",
        "“Kortti 3” was left out. A decision on it waits to be announced. You wrote: Sana 3",
    ]
    assert decided() == [("Kortti 0", "approve", "Sana 0"), ("Kortti 3", "reject", "Ei.")]


def test_the_same_form_sent_twice_decides_once(client, lead):
    cards = cards_in_review(2)
    data = typed(cards, outcome="approve")
    told(client, data)
    assert len(told(client, data)) == 2
    assert Verdict.objects.count() == 2


def test_cards_ticked_on_the_work_list_are_decided_on_too(client):
    [card] = cards_in_review(1)
    make.project(state="submitted", adviser=card.adviser)
    client.force_login(card.adviser)
    page = client.get("/en/sukkula/?tab=all")
    [button] = re.findall(r'<button[^>]* name="choose"[^>]*>', page.text)
    assert "formnovalidate" in button  # no adviser is needed for it
    to = f"{reverse('sukkula:assign_many')}?tab=all"
    for chosen in ({"cards": [card.pk]}, {"all": "on"}):
        page = client.post(to, {**chosen, "adviser": "", "choose": "1"}, follow=True)
        assert page.context["form"].cards == [card]


def test_an_adviser_decides_on_the_own_cards_alone(client):
    own, foreign = cards_in_review(1)[0], cards_in_review(1, title="Toisen")[0]
    client.force_login(own.adviser)
    page = client.get(PAGE, {"cards": [own.pk, foreign.pk]})
    assert page.context["form"].cards == [own]
    assert "Its adviser or a lead decides." in main(page)
    told(client, typed([own, foreign], outcome="approve"))
    assert decided() == [("Kortti 0", "approve", "")]
    client.force_login(make.coordinator(own.kehra))
    assert client.get(PAGE, {"cards": [own.pk]}).status_code == 403


@pytest.mark.parametrize("number", [0, 101, 999])
def test_too_many_or_none_are_told_in_words(client, lead, number):
    answer = client.post(PAGE, {"cards": list(range(1, number + 1)), "choose": "1"}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    wanted = "Choose at most 100 cards at a time." if number else "Tick the cards first."
    assert said == [wanted]


def test_more_fields_than_a_form_may_have_are_refused_without_a_fault(client, lead):
    answer = client.post(PAGE, {"cards": list(range(5000)), "decide": "1"})
    assert answer.status_code in (400, 413)
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("keys", [["x"], ["²"], ["9" * 40], ["9" * 5000], ["-1"], ["0"]])
def test_what_is_no_card_is_passed_by(client, lead, keys):
    assert client.post(PAGE, {"cards": keys, "choose": "1"}).status_code in (200, 302)
    assert client.get(PAGE, {"cards": keys}).status_code in (200, 302)


def test_form_and_preview_take_the_same_queries_for_1_3_and_30_cards(client, lead):
    cards = cards_in_review(3)
    kehra, adviser = cards[0].kehra, cards[0].adviser
    rows = ({"kehra": kehra, "adviser": adviser, "state": "in_review"} for _ in range(27))
    cards += [type(cards[0]).objects.create(title="Lisä", **row) for row in rows]
    form, preview = [], []
    for many in (1, 3, 30):
        data = typed(cards[:many], outcome="approve")
        client.post(PAGE, data)
        for counts, sent in ((form, data | {"choose": "1"}), (preview, data)):
            with CaptureQueriesContext(connection) as taken:
                client.post(PAGE, sent)
            counts.append(len(taken))
    assert form == [form[0]] * 3
    assert preview == [preview[0]] * 3


@pytest.mark.django_db(transaction=True)
def test_two_decide_the_same_at_once_and_each_card_is_decided_once():
    cards = cards_in_review(3)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make.user("lead"))
    data = typed(cards, outcome="reject", reason="Ei nyt.") | {"decide": "1"}
    codes = at_once(
        *(lambda client=client: client.post(PAGE, data).status_code for client in clients)
    )
    assert codes == [302, 302]
    assert Verdict.objects.pending().count() == 3
    assert Event.objects.filter(verb="decide_later").count() == 3
