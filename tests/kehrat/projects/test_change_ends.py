"""What becomes of the changes asked for when the card is given back, decided on or withdrawn."""

import pytest
from django.urls import reverse
from django.utils import translation

from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehrat.models import ChangeRequest, Project
from tests import make
from tests.kehrat.projects.test_races import act
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


def asked_two(answered="goals"):
    """A card given back to Sukkula with one change answered and one not."""
    card = make.change(goals="Kenelle?", budget="Vuokra?").project
    team = card.made_by
    ChangeRequest.objects.get(project=card, field=answered).answer_change(
        by=team, words="Lapsille."
    )
    card.refresh_from_db()
    card.resubmit(by=team, message="Kiitos.")
    return card


def states(card):
    return dict(card.change_requests.values_list("field", "state"))


def told(verb, language="en"):
    """[subject, body] of the newest event of the verb."""
    event = Event.objects.filter(verb=verb).latest("pk")
    with translation.override(language):
        return event.sentence, event.body


def test_giving_back_tells_the_adviser_what_has_an_answer_and_what_has_not():
    asked_two()
    body = told("resubmit")[1]
    assert "Changes answered: 1 (Goals)\nChanges without an answer: 1 (Budget)\n" in body


def test_giving_back_tells_nothing_of_changes_when_none_was_asked_for():
    card = make.project(state="changes_requested")
    card.resubmit(by=card.made_by)
    assert Event.objects.get(verb="resubmit").facts == {"message": ""}
    assert "answer" not in told("resubmit")[1]


@pytest.mark.parametrize(
    ("verb", "facts"), [("approve", {}), ("reject", {"reason": "Ei sovi ohjelmaan."})]
)
def test_a_decision_closes_what_is_not_settled_and_tells_which(verb, facts):
    card = asked_two()
    getattr(card, verb)(by=card.adviser, **facts)
    assert states(card) == {"goals": "closed", "budget": "closed"}
    closed = card.change_requests.get(field="goals")
    assert (closed.answer, closed.settled_by) == ("Lapsille.", card.adviser)
    assert Event.objects.get(verb="close_changes").facts == {"fields": ["goals", "budget"]}
    assert "left as they are:\nGoals, Budget\n" in told(verb)[1]


def test_the_applicants_taking_it_back_closes_them_too():
    card = make.change().project
    card.refresh_from_db()
    card.withdraw(by=card.made_by)
    assert states(card) == {"goals": "closed"}
    assert card.change_requests.get().settled_by == card.made_by


def test_what_is_in_order_or_asked_again_stays_so():
    card = asked_two()
    card.ask_changes(by=card.adviser, changes={"goals": "Entä vanhat?"})
    goals = card.change_requests.get(field="goals", state="open")
    goals.resolve_change(by=card.adviser)
    card.refresh_from_db()
    card.resubmit(by=card.made_by)
    card.approve(by=card.adviser)
    rows = card.change_requests.order_by("pk").values_list("field", "state")
    assert list(rows) == [("goals", "reopened"), ("budget", "closed"), ("goals", "resolved")]


def test_nothing_is_told_when_all_is_settled():
    card = make.change(state="resolved").project
    card.refresh_from_db()
    card.resubmit(by=card.made_by)
    card.approve(by=card.adviser)
    assert not Event.objects.filter(verb="close_changes").exists()
    assert "left" not in Event.objects.get(verb="approve").facts


def test_the_history_tells_the_cards_people_and_nobody_else(client):
    card = asked_two()
    card.approve(by=card.adviser)
    line = f"2 changes asked for on the card “{card.title}” were not settled and stay as they are"
    page = "/en" + reverse("kehrat:project", args=[card.pk])
    for reader, sees in [(make.member(card.kehra), True), (make.user(), False)]:
        client.force_login(reader)
        assert (line in main(client.get(page))) == sees
    client.force_login(card.made_by)
    assert "It was not settled when the card left the review on" in main(client.get(page))


def test_nobody_is_mailed_twice_of_a_decision():
    card = asked_two()
    card.approve(by=card.adviser)
    assert not Event.objects.get(verb="close_changes").notices.exists()


def test_what_is_closed_takes_no_word_more():
    card = asked_two()
    card.reject(by=card.adviser, reason="Ei sovi.")
    closed = card.change_requests.first()
    with pytest.raises(WrongState):
        closed.answer_change(by=card.made_by, words="Vielä yksi.")
    with pytest.raises(WrongState):
        closed.resolve_change(by=card.adviser)


def test_a_card_opened_again_can_be_asked_the_same_anew():
    card = asked_two()
    card.reject(by=card.adviser, reason="Ei sovi.")
    card.reopen(by=make.user("lead"), reason="Uusi tieto.")
    card.submit(by=card.made_by)
    card.take(by=make.user("adviser"))
    card.ask_changes(by=card.adviser, changes={"goals": "Yhä: kenelle?"})
    rows = card.change_requests.filter(field="goals").order_by("pk")
    assert list(rows.values_list("state", "answer")) == [("closed", "Lapsille."), ("open", "")]


@pytest.mark.django_db(transaction=True)
def test_settled_while_the_card_is_decided_on_it_is_settled_once():
    card = asked_two()
    goals, lead = card.change_requests.get(field="goals"), make.user("lead")
    outcomes = at_once(
        act(card, "approve", card.adviser),
        lambda: goals.resolve_change(by=lead) or "resolve_change",
    )
    assert outcomes[0] == "approve"
    assert outcomes[1] in ("resolve_change", "PermissionDenied", "WrongState")
    settled = {"resolve_change": "resolved"}.get(outcomes[1], "closed")
    assert states(card) == {"goals": settled, "budget": "closed"}
    assert Project.objects.get(pk=card.pk).state == "approved"


@pytest.mark.django_db(transaction=True)
def test_answered_while_another_gives_the_card_back_the_mail_tells_what_was_there():
    asked = make.change()
    card, other = Project.objects.get(pk=asked.project_id), make.coordinator(asked.project.kehra)
    outcomes = at_once(
        act(card, "resubmit", other),
        lambda: asked.answer_change(by=card.made_by, words="Lapsille.") or "answer_change",
    )
    assert outcomes[0] == "resubmit"
    answered = {"answer_change": ["goals"], "WrongState": []}[outcomes[1]]
    assert Event.objects.get(verb="resubmit").facts["answered"] == answered
    assert [row.field for row in ChangeRequest.objects.exclude(answer="")] == answered
