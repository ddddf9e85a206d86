"""Decisions made now and announced later: one waits on a card, and nothing of it shows outside."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import Project
from sukkula.models import Verdict
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
SECRET = "Vielä-salainen-perustelu"


@pytest.fixture
def card():
    return make.project(state="in_review")


def state_of(card):
    return Project.objects.get(pk=card.pk).state


def decide(client, card, act, **words):
    client.force_login(card.adviser)
    address = reverse(f"sukkula:{act}", args=[card.pk])
    return client.post(address, {"when": "later", **words})


@pytest.mark.parametrize(
    ("outcome", "state"), [("approve", "approved"), ("reject", "rejected")], ids=str
)
def test_what_is_decided_is_announced_as_any_decision(card, outcome, state):
    verdict = make.verdict(card, outcome, reason="Näin päätettiin.")
    assert state_of(card) == "in_review"
    verdict.announce(by=card.adviser)
    verdict.refresh_from_db()
    assert (state_of(card), verdict.announced_at is not None) == (state, True)
    event = Event.objects.about(card).last()
    assert (event.verb, event.facts["reason"]) == (outcome, "Näin päätettiin.")
    told = Notice.objects.filter(event=event).values_list("recipient", flat=True)
    assert list(told) == [make.coordinator(card.kehra).pk]


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_a_decision_is_kept_from_the_act_s_page(client, card, act):
    assert decide(client, card, act, reason=SECRET).status_code == 302
    verdict = card.verdicts.get()
    assert (verdict.outcome, verdict.reason, verdict.decided_by) == (act, SECRET, card.adviser)
    assert state_of(card) == "in_review"


def test_at_once_is_what_it_was(client, card):
    client.force_login(card.adviser)
    client.post(reverse("sukkula:approve", args=[card.pk]), {"reason": "Hyvä.", "when": "now"})
    assert (state_of(card), card.verdicts.count()) == ("approved", 0)


def test_a_rejection_needs_a_reason(client, card):
    response = decide(client, card, "reject", reason=" ")
    assert list(response.context["form"].errors) == ["reason"]
    with pytest.raises(IntegrityError), transaction.atomic():
        make.verdict(card, "reject", reason="")


def test_one_decision_waits_on_a_card(client, card):
    make.verdict(card)
    with pytest.raises(WrongState):
        make.verdict(card, "reject")
    for when in ("now", "later"):
        client.force_login(card.adviser)
        words = {"reason": "Toinen.", "when": when}
        response = client.post(reverse("sukkula:reject", args=[card.pk]), words)
        assert response.status_code == 409
        assert response.context["form"]["reason"].value() == "Toinen."
    assert (state_of(card), card.verdicts.count()) == ("in_review", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(project=card, outcome="approve")


def test_only_who_may_decide_decides_announces_and_takes_back(card):
    other = make.user("adviser")
    with pytest.raises(PermissionDenied):
        Verdict.objects.decide(card, by=other, outcome="approve")
    verdict = make.verdict(card)
    for act in (verdict.announce, verdict.take_back):
        with pytest.raises(PermissionDenied):
            act(by=other)
    verdict.take_back(by=make.user("lead"))
    assert state_of(card) == "in_review"


def test_a_card_that_is_not_in_review_is_not_decided_on():
    card = make.project(state="changes_requested")
    with pytest.raises(WrongState):
        make.verdict(card)


def test_taken_back_it_is_as_if_it_had_not_been(client, card):
    verdict = make.verdict(card, "reject")
    client.force_login(card.adviser)
    client.post(reverse("sukkula:verdict_take_back", args=[verdict.pk]))
    verdict.refresh_from_db()
    assert verdict.withdrawn_at is not None
    with pytest.raises(WrongState):
        verdict.announce(by=card.adviser)
    with pytest.raises(WrongState):
        verdict.take_back(by=card.adviser)
    assert make.verdict(card).is_pending


def test_what_was_written_comes_back_to_the_form(client, card):
    make.verdict(card, "reject", reason=SECRET).take_back(by=card.adviser)
    client.force_login(card.adviser)
    pages = [client.get(reverse(f"sukkula:{act}", args=[card.pk])) for act in ("reject", "approve")]
    assert [page.context["form"]["reason"].value() for page in pages] == [SECRET, None]


def leave(card, verb):
    """The card leaves the review by another way than its decision."""
    by = make.coordinator(card.kehra) if verb == "withdraw" else card.adviser
    facts = {"ask_changes": {"message": "Aikataulu?"}, "reject": {"reason": "Ei sovi."}}
    getattr(card, verb)(by=by, **facts.get(verb, {}))


@pytest.mark.parametrize("verb", ["ask_changes", "withdraw", "approve", "reject"])
def test_the_decision_is_void_once_the_card_leaves_the_review(card, verb):
    verdict = make.verdict(card)
    leave(card, verb)
    verdict.refresh_from_db()
    ended = verdict.withdrawn_at is not None
    assert (verdict.is_pending, verdict.is_void, ended) == (False, True, True)
    for act in (verdict.announce, verdict.take_back):
        with pytest.raises(WrongState):
            act(by=card.adviser)
    verdict.refresh_from_db()
    assert (verdict.announced_at, verdict.matters) == (None, verb in ("ask_changes", "withdraw"))


def test_what_was_decided_on_an_older_text_does_not_come_back(card):
    old = make.verdict(card)
    leave(card, "ask_changes")
    card.resubmit(by=make.coordinator(card.kehra))
    new = make.verdict(card, "reject")
    assert list(Verdict.objects.pending()) == [new]
    old.refresh_from_db()
    assert (old.is_void, new.matters) == (True, True)


def test_what_keeps_the_card_in_review_leaves_the_decision(card):
    verdict = make.verdict(card)
    card.assign(by=card.adviser, adviser=make.user("adviser"))
    card.take_over(by=make.user("lead"))
    verdict.refresh_from_db()
    assert verdict.is_pending


def waiting(client):
    """{what waits: how many} as the desk tells it."""
    return {w.words: w.number for w in client.get("/en/sukkula/").context["besides"]}


def test_the_desk_tells_that_a_decision_is_void(client, card):
    make.verdict(card, reason=SECRET)
    leave(card, "ask_changes")
    client.force_login(card.adviser)
    page = client.get(f"/en/sukkula/hankkeet/{card.pk}/")
    assert "The decision that waited is void" in main(page)
    assert reverse("sukkula:verdicts_preview") not in page.text
    assert "Decisions to announce" not in waiting(client)


def test_the_reason_keeps_its_language(client, card):
    client.force_login(card.adviser)
    words = {"reason": "Kortet passar.", "when": "later"}
    client.post(f"/sv/sukkula/hankkeet/{card.pk}/hyvaksy/", words)
    verdict = card.verdicts.get()
    assert verdict.language == "sv"
    page = client.get(f"/en/sukkula/hankkeet/{card.pk}/")
    assert '<blockquote lang="sv">' in main(page)
    verdict.announce(by=card.adviser)
    assert Event.objects.about(card).last().facts["language"] == "sv"


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_who_is_mailed_is_said_for_both_choices(client, card, act):
    client.force_login(card.adviser)
    page = client.get(reverse(f"sukkula:{act}", args=[card.pk]).replace("/", "/en/", 1))
    team = make.coordinator(card.kehra)
    assert f"Announced at once; these get mail: {team}." in main(page)
    assert "Announced later, no one gets a mail yet." in main(page)


def test_the_adviser_is_told_of_a_lead_s_decision_and_nobody_else(card):
    lead = make.user("lead")
    verdict = Verdict.objects.decide(card, by=lead, outcome="reject", reason=SECRET)
    verdict.take_back(by=lead)
    told = Notice.objects.filter(event__verb__in=["decide_later", "take_back_decision"])
    assert set(told.values_list("recipient", flat=True)) == {card.adviser_id}
    pairs = [(verdict, card.adviser), (verdict, make.coordinator(card.kehra))]
    assert Verdict.objects.readable(pairs) == {(verdict.pk, card.adviser.pk)}


def pages_of(card):
    yield card.get_absolute_url()
    yield card.kehra.get_absolute_url()
    for name in ("project_pdf", "project_text", "project_json", "project_changes"):
        yield reverse(f"kehrat:{name}", args=[card.pk])
    for name in ("messages", "letter_pdf"):
        yield reverse(f"sukkula:{name}", args=[card.pk])
    yield reverse("kehrat:city_feed")
    yield reverse("kehrat:feed", args=[card.kehra.slug])
    yield from ("/", reverse("kehrat:projects"))


def shown(client, card):
    """What each page of the applicants answers, without what changes at each reading."""
    answers = [client.get(address) for address in pages_of(card)]
    return [
        (a.status_code, str(a.context and a.context.get("history"))) for a in answers
    ], b"".join(b"".join(a) for a in answers)


def test_applicants_see_nothing_of_it(client, card, django_capture_on_commit_callbacks):
    team = make.coordinator(card.kehra)
    client.force_login(team)
    before, _body = shown(client, card)
    events, notices = Event.objects.about(card).count(), team.notices.count()
    with django_capture_on_commit_callbacks(execute=True):
        make.verdict(card, "reject", reason=SECRET)
    after, body = shown(client, card)
    assert after == before
    assert SECRET.encode() not in body
    assert (Event.objects.about(card).count(), team.notices.count()) == (events, notices)
    assert mail.outbox == []
    assert list(Verdict.objects.visible_to(team)) == []


def test_the_card_at_the_desk_tells_of_it(client, card):
    verdict = make.verdict(card, reason=SECRET)
    client.force_login(card.adviser)
    address = f"/en{reverse('sukkula:review', args=[card.pk]).removeprefix('/en')}"
    page = client.get(address)
    assert SECRET in main(page)
    buttons = [act.button for act in page.context["acts"]]
    assert {"Approve the card", "Reject the card"} & set(buttons) == set()
    assert waiting(client)["Decisions to announce"] == 1
    verdict.take_back(by=card.adviser)
    assert SECRET not in client.get(address).text
