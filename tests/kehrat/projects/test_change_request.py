"""Changes asked for in single fields of a card: asked, answered, settled; whose words they are."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehrat.models import ChangeRequest
from tests import make

pytestmark = pytest.mark.django_db


def talk(card):
    """[(field, state, asked, answered)] of the card, oldest first."""
    rows = card.change_requests.order_by("pk")
    return [(row.field, row.state, row.words, row.answer) for row in rows]


def test_each_field_is_asked_answered_and_settled_by_itself():
    card = make.project(state="in_review")
    team = card.made_by
    card.ask_changes(
        by=card.adviser, message="Hyvä alku.", changes={"goals": "Kenelle?", "budget": "Vuokra?"}
    )
    goals, budget = card.change_requests.order_by("pk")
    goals.answer_change(by=team, words="Nuorille.")
    card.resubmit(by=team)
    goals.resolve_change(by=card.adviser)
    assert talk(card) == [
        ("goals", "resolved", "Kenelle?", "Nuorille."),
        ("budget", "open", "Vuokra?", ""),
    ]
    assert (goals.by, goals.answered_by, goals.settled_by) == (card.adviser, team, card.adviser)
    assert goals.asked_at < goals.answered_at < goals.settled_at


def test_asking_again_keeps_what_both_said_before():
    first = make.change(state="answered")
    card = first.project
    card.refresh_from_db()
    card.resubmit(by=card.made_by)
    card.ask_changes(by=card.adviser, changes={"goals": "Minkä ikäisille?"})
    assert talk(card) == [
        ("goals", "reopened", "Kenelle?", "Lisäsimme kohderyhmän."),
        ("goals", "open", "Minkä ikäisille?", ""),
    ]


def test_an_answer_said_anew_leaves_the_earlier_in_the_events():
    asked = make.change(state="answered")
    asked.answer_change(by=asked.answered_by, words="Lisäsimme myös iän.")
    said = Event.objects.filter(verb="answer_change").order_by("pk")
    assert [event.facts["words"] for event in said] == [
        "Lisäsimme kohderyhmän.",
        "Lisäsimme myös iän.",
    ]
    assert asked.answer == "Lisäsimme myös iän."


@pytest.mark.parametrize("changes", [{"password": "Mikä?"}, {"goals": ""}, {"legacy": "Mikä?"}])
def test_no_other_field_and_no_empty_words_are_asked(changes):
    card = make.project(state="in_review")
    with pytest.raises(ValidationError):
        card.ask_changes(by=card.adviser, changes=changes)
    card.refresh_from_db()
    assert (card.state, talk(card)) == ("in_review", [])


def test_changes_are_not_asked_for_without_a_word():
    card = make.project(state="in_review")
    with pytest.raises(ValidationError):
        card.ask_changes(by=card.adviser)


def test_an_empty_answer_is_none():
    asked = make.change()
    with pytest.raises(ValidationError):
        asked.answer_change(by=asked.project.made_by, words="")
    asked.refresh_from_db()
    assert asked.state == "open"


def test_when_the_card_is_back_with_sukkula_no_answer_is_changed():
    asked = make.change()
    team = asked.project.made_by
    asked.project.refresh_from_db()
    asked.project.resubmit(by=team)
    with pytest.raises(WrongState):
        asked.answer_change(by=team, words="Vielä yksi.")


def test_what_is_in_order_is_not_answered_any_more():
    asked = make.change(state="resolved")
    with pytest.raises(WrongState):
        asked.answer_change(by=asked.project.made_by, words="Vielä yksi.")


def test_once_the_review_has_ended_nothing_is_settled():
    asked = make.change(state="answered")
    card = asked.project
    card.refresh_from_db()
    card.withdraw(by=card.made_by)
    with pytest.raises(WrongState):
        asked.resolve_change(by=card.adviser)


def test_the_two_sides_read_them_and_nobody_else():
    asked = make.change(state="answered")
    card = asked.project
    team, member = card.made_by, make.member(card.kehra)
    card.refresh_from_db()
    card.resubmit(by=team)
    card.approve(by=card.adviser)
    readers = [team, member, card.adviser, make.user("lead"), make.user("adviser")]
    others = [
        make.user(),
        make.coordinator(make.kehra()),
        *(make.user(role) for role in ("reviewer", "city_official", "admin")),
    ]
    seen = {p for p in [*readers, *others] if ChangeRequest.objects.visible_to(p).exists()}
    assert seen == set(readers)


@pytest.mark.parametrize(
    "broken",
    [
        {"words": ""},
        {"state": "answered"},
        {"answer": "Kyllä."},
        {"state": "resolved"},
    ],
)
def test_the_database_refuses_a_broken_one(broken):
    asked = make.change()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=asked.pk).update(**broken)


def test_one_request_at_a_time_is_pending_on_a_field():
    asked = make.change()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.create(project=asked.project, field="goals", words="Toinen?")


def test_the_mail_names_each_field_in_the_readers_language():
    make.change(title="Lyhyemmin.", goals="Kenelle?")
    with translation.override("en"):
        body = Event.objects.get(verb="ask_changes").body
    assert "Title:\nLyhyemmin.\n\nGoals:\nKenelle?\n" in body
    with translation.override("sv"):
        assert "Mål:\nKenelle?\n" in Event.objects.get(verb="ask_changes").body
