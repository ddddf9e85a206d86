"""Whoever works at Sukkula never handles a card of the own Kehrä: adviser, deputy or lead."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict

from kehityspolku import moments
from kehityspolku.models import Notice
from kehrat.models import Absence, Duty, MajorDistrict, Project
from rahoitus.applications import rules as application_rules
from sukkula import rules
from sukkula.comparison import table
from sukkula.comparison.forms import ChosenCards
from sukkula.desk import facts, promises
from sukkula.desk.worklist import WorkList
from sukkula.models import CriteriaSet, Note, Review, Snooze, Verdict
from sukkula.reports import build
from tests import make
from tests.sukkula.desk.test_columns import score

pytestmark = pytest.mark.django_db


def belonging(role, kehra):
    """One of Sukkula's people who is a member of the Kehrä."""
    person = make.user(role)
    make.member(kehra, user=person)
    return person


@pytest.fixture
def kehra():
    return make.kehra()


@pytest.mark.parametrize("role", ["adviser", "lead"])
class TestNever:
    def test_takes_turns_down_or_promises(self, kehra, role):
        card, own = make.project(kehra, "submitted"), belonging(role, kehra)
        acts = [
            lambda: card.take(by=own),
            lambda: card.screen_out(by=own, reason="Ei."),
            lambda: card.promise(by=own, day=moments.in_days(9), reason="Kiire."),
            lambda: card.assign(by=own, adviser=make.user("adviser")),
            lambda: Snooze.objects.put_off(card, by=own, reason="x", until_answer=True),
        ]
        for act in acts:
            with pytest.raises(PermissionDenied):
                act()

    def test_decides_though_the_card_is_the_own_by_now(self, kehra, role):
        card, own = make.project(kehra, "in_review"), belonging(role, kehra)
        Project.objects.filter(pk=card.pk).update(adviser=own)  # who joined the Kehrä later
        card.refresh_from_db()
        acts = [
            lambda: card.take_over(by=own),
            lambda: card.approve(by=own),
            lambda: card.reject(by=own, reason="Ei."),
            lambda: card.ask_changes(by=own, message="Lisää."),
            lambda: Verdict.objects.decide(card, by=own, outcome="approve"),
        ]
        for act in acts:
            with pytest.raises(PermissionDenied):
                act()
        assert not rules.can_ask_reviews(own, card)

    def test_checks_or_decides_its_applications(self, kehra, role):
        own = belonging(role, kehra)
        card = make.project(kehra, "approved", make.user("adviser"))
        application = make.application("in_check", card)
        may = [application_rules.can_check, application_rules.can_decide]
        may += [application_rules.can_record_past, application_rules.can_reopen]
        assert [rule(own, application) for rule in may] == [False] * 4
        assert not rules.can_route(own, card)

    def test_is_given_it(self, kehra, role):
        card, own = make.project(kehra, "submitted"), belonging(role, kehra)
        with pytest.raises(ValidationError, match="valitse toinen neuvoja"):
            card.assign(by=make.user("lead"), adviser=own)
        assert Project.objects.get(pk=card.pk).adviser is None


def test_of_another_kehra_and_of_sukkulas_host_they_do(kehra):
    own = belonging("adviser", make.kehra())
    for card in (make.project(kehra, "submitted"), make.project(None, "submitted")):
        card.take(by=own)
        assert rules.can_decide(own, card)


def test_it_does_not_fall_to_them_by_default_or_as_a_deputy(kehra):
    own, other, lead = belonging("adviser", kehra), make.user("adviser"), make.user("lead")
    Duty.objects.give(MajorDistrict.objects.get(code="3"), own, by=lead)
    assert make.project(kehra, "submitted", target_areas=["Kallio"]).adviser is None
    assert make.project(make.kehra(), "submitted", target_areas=["Kallio"]).adviser == own
    card = make.project(kehra, "in_review", other)
    days = {"starts_on": moments.today(), "ends_on": moments.in_days(3)}
    Absence.objects.create(person=other, deputy=own, **days)
    assert (card.answerer, rules.can_decide(own, card)) == (None, False)


def test_a_card_whose_adviser_joins_its_kehra_is_open_and_the_leads_hear(kehra):
    adviser, other, lead = make.user("adviser"), make.user("adviser"), make.user("lead")
    card = make.project(kehra, "in_review", adviser, title="Piha")
    assert promises.watch_advisers() == 0
    make.member(kehra, user=adviser)

    def names(tab, who):
        return [row.name for row in WorkList.of(who).tab(tab).page("since", 9)]

    assert (names("open", other), names("mine", adviser)) == (["Piha"], [])
    assert (promises.watch_advisers(), promises.watch_advisers()) == (1, 0)
    told = Notice.objects.filter(event__verb="adviser_gone").values_list("recipient", flat=True)
    assert lead.pk in told
    card.refresh_from_db()
    card.assign(by=lead, adviser=other)
    assert (names("mine", other), promises.watch_advisers()) == (["Piha"], 0)


def test_the_page_says_why_and_many_at_once_leave_it_out(client, kehra):
    card, own = make.project(kehra, "submitted", title="Oma"), belonging("adviser", kehra)
    other = make.project(make.kehra(), "submitted", title="Muu")
    client.force_login(make.user("lead"))
    page = client.post(f"/en/sukkula/hankkeet/{card.pk}/anna/", {"adviser": own.pk})
    assert (page.status_code, "choose another adviser" in page.content.decode()) == (200, True)
    client.post("/sukkula/anna/", {"cards": [card.pk, other.pk], "adviser": own.pk})
    assert list(Project.objects.filter(adviser=own)) == [other]
    client.force_login(own)
    client.post("/sukkula/anna/", {"cards": [card.pk], "adviser": make.user("adviser").pk})
    assert Project.objects.get(pk=card.pk).adviser is None


@pytest.mark.parametrize("role", ["adviser", "lead"])
def test_what_sukkula_keeps_to_itself_of_the_own_kehras_card_is_not_theirs(client, kehra, role):
    lead, own = make.user("lead"), belonging(role, kehra)
    card, other = make.project(kehra, "in_review"), make.project(None, "in_review")
    for each in (card, other):
        make.panel(each)
        Note.objects.write(each, by=lead, text="Vain meille")
        Verdict.objects.decide(each, by=lead, outcome="approve")
    for model, path in ((Note, "project"), (Verdict, "project"), (Review, "panel__project")):
        assert set(model.objects.visible_to(own).values_list(path, flat=True)) == {other.pk}
        assert set(model.objects.visible_to(lead).values_list(path, flat=True)) == {
            card.pk,
            other.pk,
        }
    verdict = Verdict.objects.get(project=card)
    assert Verdict.objects.readable([(verdict, own), (verdict, lead)]) == {(verdict.pk, lead.pk)}
    client.force_login(own)
    page = client.get(f"/en/sukkula/hankkeet/{card.pk}/").content.decode()
    assert ("somebody else of Sukkula" in page, "internal notes" in page) == (True, False)
    notes = f"/sukkula/hankkeet/{card.pk}/muistiinpanot/"
    assert [client.get(notes).status_code, client.post(notes, {"note-text": "x"}).status_code] == [
        403,
        403,
    ]


def test_scores_of_the_own_kehras_card_are_in_no_list_file_or_comparison(kehra):
    own, lead, common = (
        belonging("lead", kehra),
        make.user("lead"),
        CriteriaSet.objects.get(call=None),
    )
    card, other = make.project(kehra, "in_review", title="Oma"), make.project(None, "in_review")
    score(card, [5, 5])
    score(other, [2, 4])
    make.verdict(card)
    told = {}
    for person in (own, lead):
        rows = WorkList.of(person).tab("all").page("-score", 9, shown=["score"])
        known = facts.of_cards([card.pk], person)[card.pk]
        chosen = ChosenCards({"criteria": common.pk, "cards": [card.pk]}, user=person)
        told[person] = {
            "list": [row.score_shown for row in rows],
            "file": {row[0] for row in build.score_rows(person, QueryDict("tab=all"))},
            "facts": (known.verdict, known.scores, known.reviewers),
            "side by side": {found.pk for found in table.cards(person, common)},
            "shortlist": chosen.is_valid(),
        }
    assert told[own] == {
        "list": [3, None],
        "file": {other.title},
        "facts": (False, 0, 0),
        "side by side": {other.pk},
        "shortlist": False,
    }
    assert told[lead] == {
        "list": [5, 3],
        "file": {"Oma", other.title},
        "facts": (True, 2, 2),
        "side by side": {card.pk, other.pk},
        "shortlist": True,
    }
