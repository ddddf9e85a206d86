"""Work is tied to whoever answers for it now: a deputy, another adviser, the leads."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku import moments
from kehityspolku.models import Notice, Role
from kehrat.models import Absence, Project
from sukkula.desk import facts, front, promises
from sukkula.desk.worklist import WorkList
from sukkula.models import Message, Note, Review, Verdict
from tests import make

pytestmark = pytest.mark.django_db


def tab(name, user):
    return {row.name for row in WorkList.of(user).tab(name).page("title", 50)}


def told(verb):
    rows = Notice.objects.filter(event__verb=verb).values_list("recipient", flat=True)
    return set(rows)


def away(person, deputy, first=0, last=7):
    days = {"starts_on": moments.in_days(first), "ends_on": moments.in_days(last)}
    return Absence.objects.create(person=person, deputy=deputy, **days)


@pytest.fixture
def advisers():
    return make.user("adviser"), make.user("adviser")


class TestDeputy:
    def test_sees_the_desk_acts_and_is_reminded_and_hands_it_back(self, advisers):
        aino, deputy = advisers
        card = make.project(state="in_review", adviser=aino, title="Piha")
        absence = away(aino, deputy)
        assert (tab("mine", deputy), tab("mine", aino)) == ({"Piha"}, {"Piha"})
        promises.watch(card.promised_on - timedelta(days=7))
        assert told("promise_near") == {deputy.pk}
        absence.delete()
        assert tab("mine", deputy) == set()
        promises.watch(card.promised_on - timedelta(days=1))
        assert told("promise_near") == {deputy.pk, aino.pk}

    def test_may_what_the_adviser_may_while_it_lasts(self, advisers):
        aino, deputy = advisers
        card = make.project(state="in_review", adviser=aino)
        with pytest.raises(PermissionDenied):
            card.ask_changes(by=deputy, message="Lisää.")
        absence = away(aino, deputy)
        verdict = Verdict.objects.decide(card, by=deputy, outcome="approve")
        assert list(Verdict.objects.of(deputy)) == [verdict]
        absence.delete()
        assert list(Verdict.objects.of(deputy)) == []

    def test_a_deputys_deputy_and_days_to_come(self, advisers):
        aino, deputy = advisers
        third = make.user("adviser")
        make.project(state="in_review", adviser=aino, title="Piha")
        away(aino, deputy)
        away(deputy, third)
        assert (tab("mine", third), [*map(str, WorkList.of(third).absent)]) == (
            {"Piha"},
            sorted([str(aino), str(deputy)]),
        )
        later = make.user("adviser")
        away(third, later, first=1)
        assert tab("mine", later) == set()


class TestGone:
    @pytest.mark.parametrize("state", ["submitted", "in_review", "changes_requested", "approved"])
    @pytest.mark.parametrize("how", ["role", "account"])
    def test_an_adviser_whose_role_or_account_ends_is_none(self, advisers, state, how):
        gone, other = advisers
        lead = make.user("lead")
        card = make.project(state=state, adviser=gone, title="Piha")
        Project.objects.filter(pk=card.pk).update(adviser=gone)  # also of a card not taken yet
        assert "Piha" not in tab("open", other)
        if how == "role":
            Role.objects.get(user=gone).end(by=None)
        else:
            gone.close_account(by=make.user("admin"))
        assert "Piha" in tab("open", other)
        assert (promises.watch_advisers(), promises.watch_advisers()) == (1, 0)
        heard = told("adviser_gone")
        assert (lead.pk in heard, gone.pk in heard, other.pk in heard) == (True, False, False)
        card.refresh_from_db()
        card.assign(by=lead, adviser=other)
        assert ("Piha" in tab("open", other), promises.watch_advisers()) == (False, 0)

    def test_a_reviewer_whose_role_ends_is_none(self):
        card = make.project(state="in_review")
        first, second = make.user("reviewer"), make.user("reviewer")
        panel = make.panel(card, [first, second])
        assert facts.of_cards([card.pk], card.adviser)[card.pk].reviewers == 2
        Role.objects.get(user=second).end(by=None)
        assert facts.of_cards([card.pk], card.adviser)[card.pk].reviewers == 1
        assert [r.reviewer for r in Review.objects.unfinished()] == [first]
        second = type(second).objects.get(pk=second.pk)
        with pytest.raises(PermissionDenied):
            panel.reviews.get(reviewer=second).declare_free(by=second)


class TestHandingOver:
    def test_it_is_asked_of_the_leads_and_done_at_once(self, client, advisers):
        gone, other = advisers
        lead = make.user("lead")
        cards = [make.project(state=s, adviser=gone) for s in ("in_review", "approved", "rejected")]
        client.force_login(lead)
        assert "#left" not in client.get("/sukkula/").content.decode()
        Role.objects.get(user=gone).end(by=None)
        [asked] = [w for w in client.get("/sukkula/").context["besides"] if "#left" in w.url]
        assert asked.number == 2
        page = client.get("/en/sukkula/tyokuorma/")
        assert [(person, n) for person, n in page.context["left"]] == [(gone, 2)]
        address = f"/sukkula/tyokuorma/luovuta/{gone.pk}/"
        assert client.post(address, {"adviser": ""}).status_code == 302
        assert Project.objects.filter(adviser=other).count() == 0
        client.post(address, {"adviser": other.pk})
        assert set(Project.objects.filter(adviser=other)) == set(cards[:2])
        assert client.get("/sukkula/tyokuorma/").context["left"] == []

    def test_an_adviser_who_works_here_keeps_theirs(self, client, advisers):
        here, other = advisers
        card = make.project(state="in_review", adviser=here)
        client.force_login(make.user("lead"))
        client.post(f"/sukkula/tyokuorma/luovuta/{here.pk}/", {"adviser": other.pk})
        card.refresh_from_db()
        assert card.adviser == here


def test_a_lead_hears_of_every_late_card_and_opens_on_it(client):
    lead = make.user("lead")
    card = make.project(state="in_review", title="Piha")
    promises.watch(card.promised_on + timedelta(days=1))
    assert lead.pk in told("answer_late")
    client.force_login(lead)
    assert client.get("/sukkula/").context["tab"] == "mine"
    Project.objects.filter(pk=card.pk).update(promised_on=moments.in_days(-1))
    assert client.get("/sukkula/").context["tab"] == "late"
    make.project(state="submitted", title="Uusi")
    assert client.get("/sukkula/").context["tab"] == "open"
    client.force_login(card.adviser)
    assert client.get("/sukkula/").context["tab"] == "mine"


class TestFacts:
    def row(self, card):
        rows = WorkList.of(card.adviser).tab("all").page("title", 50)
        front.tell_facts(rows, card.adviser)
        return next(row for row in rows if row.key == card.pk)

    def both(self, client, card):
        """What comes next on the list; on the card's page the same."""
        client.force_login(card.adviser)
        row, page = self.row(card), client.get(f"/sukkula/hankkeet/{card.pk}/")
        assert str(row.next) == str(page.context["next"])
        assert list(row.facts.lines) == list(page.context["facts"].lines)
        return row

    def test_a_decision_kept_inside_says_so(self, client):
        card = make.project(state="in_review")
        make.verdict(card)
        row = self.both(client, card)
        assert row.next == "Ilmoita odottava päätös tai peru se"
        assert list(row.facts.lines) == ["Päätetty, ei vielä ilmoitettu"]

    def test_scores_are_counted(self, client):
        card = make.project(state="in_review")
        panel = make.panel(card, reviewers=2)
        one, other = panel.reviews.all()
        for review, told in ((one, "Pisteet: 1/2"), (other, "Pisteet: 2/2")):
            review.declare_free(by=review.reviewer)
            scores = {c.pk: (3, "") for c in panel.criteria.criteria.all()}
            review.give_review(by=review.reviewer, scores=scores)
            row = self.both(client, card)
            assert list(row.facts.lines) == [told]
        assert row.next == "Kaikki pisteet on annettu: lue ne ja päätä"

    def test_a_message_waits_until_it_is_answered_or_a_note_says_how(self, client):
        card = make.project(state="changes_requested", title="Piha")
        team = make.coordinator(card.kehra)
        assert tab("mine", card.adviser) == set()
        said = {"text": "Ehdimmekö vielä?", "language": "fi"}
        Message.objects.send(card, by=team, **said)
        assert tab("mine", card.adviser) == {"Piha"}
        assert self.both(client, card).facts.wrote_at is not None
        Message.objects.send(card, by=card.adviser, **said)
        assert tab("mine", card.adviser) == set()
        Message.objects.send(card, by=team, **said)
        assert tab("mine", card.adviser) == {"Piha"}
        Note.objects.write(card, by=card.adviser, text="Soitin heille.")
        assert tab("mine", card.adviser) == set()
