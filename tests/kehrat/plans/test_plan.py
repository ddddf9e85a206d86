"""The development plan: drafted, put in force, replaced; what hangs on its priorities."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.marks import Outdated
from kehityspolku.models import Notice
from kehrat.models import Kehra, Plan, Priority
from kehrat.plans.diff import changes
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = moments.today()


def written(plan, *rows, **fields):
    """Write the plan's priorities, (pk or None, title, text) each, by its coordinator."""
    by = make.coordinator(plan.kehra)
    plan.write(by=by, seen=plan.mark(), priorities=list(rows), **fields)
    return plan


def titles(plan):
    return list(plan.priorities.values_list("title", flat=True))


def next_draft(kehra):
    return Plan.objects.begin(kehra, by=make.coordinator(kehra))


def url(name, plan, *more):
    return reverse(f"kehrat:{name}", args=[plan.kehra.slug, plan.version, *more])


def rows_of(plan, *rows, **fields):
    """The form's fields for priorities (pk, title, text, place), as a browser sends them."""
    given = {"first_year": plan.first_year, "last_year": plan.last_year, "intro": ""}
    given |= {"language": "fi", "seen": plan.mark(), "p-TOTAL_FORMS": len(rows)}
    given["p-INITIAL_FORMS"] = plan.priorities.count()
    for number, (pk, title, text, place) in enumerate(rows):
        given |= {f"p-{number}-pk": pk or "", f"p-{number}-title": title}
        given |= {f"p-{number}-text": text, f"p-{number}-ORDER": place}
    return given | fields


class TestDrafting:
    def test_the_first_begins_empty_for_three_years(self):
        draft = next_draft(make.kehra())
        assert (draft.version, titles(draft)) == (1, [])
        assert (draft.first_year, draft.last_year) == (TODAY.year, TODAY.year + 2)

    def test_the_next_is_a_copy_and_beginning_twice_gives_the_same(self):
        plan = make.plan()
        draft = next_draft(plan.kehra)
        assert draft == next_draft(plan.kehra)
        assert (draft.version, titles(draft)) == (2, ["Kohtaamispaikat", "Koulumatkat"])
        came = [priority.came_from for priority in draft.priorities.all()]
        assert came == list(plan.priorities.all())
        assert draft.years == plan.years

    def test_after_a_plan_that_is_ending_comes_the_next_period(self):
        plan = make.plan()
        Plan.objects.filter(pk=plan.pk).update(first_year=TODAY.year - 2, last_year=TODAY.year)
        draft = next_draft(plan.kehra)
        assert (draft.first_year, draft.last_year) == (TODAY.year + 1, TODAY.year + 3)

    def test_only_coordinators_begin_write_and_adopt(self):
        plan = make.plan(state="draft")
        for person in (make.member(plan.kehra), make.user("lead"), make.user()):
            acts = [
                lambda p=person: Plan.objects.begin(plan.kehra, by=p),
                lambda p=person: plan.write(by=p, seen=plan.mark(), priorities=[]),
                lambda p=person: plan.adopt_plan(by=p),
                lambda p=person: plan.discard(by=p),
            ]
            for act in acts:
                with pytest.raises(PermissionDenied):
                    act()
        assert titles(plan) == ["Kohtaamispaikat", "Koulumatkat"]

    def test_a_kehra_that_rests_begins_none(self):
        kehra = make.kehra()
        team = make.coordinator(kehra)
        Kehra.objects.filter(pk=kehra.pk).update(state="dormant")
        with pytest.raises(WrongState):
            Plan.objects.begin(kehra, by=team)

    def test_writing_over_anothers_text_is_refused(self):
        plan = make.plan(state="draft")
        seen = plan.mark()
        written(plan, (None, "Uusi", ""))
        with pytest.raises(Outdated):
            plan.write(by=make.coordinator(plan.kehra), seen=seen, priorities=[])
        assert titles(plan) == ["Uusi"]

    def test_a_draft_thrown_away_leaves_the_plan_in_force(self):
        plan = make.plan()
        next_draft(plan.kehra).discard(by=make.coordinator(plan.kehra))
        assert [p.state for p in plan.kehra.plans.all()] == ["in_force"]
        with pytest.raises(WrongState):
            plan.discard(by=make.coordinator(plan.kehra))


class TestInForce:
    def test_it_replaces_the_last_from_its_day_and_members_are_told(self):
        kehra = make.kehra()
        team, member = make.coordinator(kehra), make.member(kehra)
        first = make.plan(kehra, on=moments.in_days(-400))
        meeting = make.meeting(kehra, "held")
        draft = next_draft(kehra)
        draft.adopt_plan(by=team, on=moments.in_days(-30), meeting=meeting)
        first.refresh_from_db()
        assert (first.state, first.replaced_on) == ("replaced", moments.in_days(-30))
        assert (draft.state, draft.adopted_on, draft.meeting) == (
            "in_force",
            moments.in_days(-30),
            meeting,
        )
        told = Notice.objects.filter(event__verb="adopt_plan").order_by("pk")
        assert [(n.recipient, n.kind) for n in told] == [(member, "group")] * 2

    def test_replaced_on_the_same_day_it_was_never_in_force_beside_another(self):
        first = make.plan()
        next_draft(first.kehra).adopt_plan(by=make.coordinator(first.kehra))
        first.refresh_from_db()
        assert first.adopted_on == first.replaced_on == TODAY

    @pytest.mark.parametrize("days", [1, -401])
    def test_a_day_to_come_or_before_the_last_is_refused(self, days):
        first = make.plan(on=moments.in_days(-400))
        draft = next_draft(first.kehra)
        with pytest.raises(ValidationError):
            draft.adopt_plan(by=make.coordinator(first.kehra), on=moments.in_days(days))
        first.refresh_from_db()
        assert first.state == "in_force"

    def test_without_a_priority_it_is_refused(self):
        with pytest.raises(ValidationError):
            draft = next_draft(make.kehra())
            draft.adopt_plan(by=make.coordinator(draft.kehra))

    def test_adopted_it_is_written_no_more(self):
        plan = make.plan()
        with pytest.raises(WrongState):
            written(plan, (None, "Toinen", ""))

    def test_the_database_lets_no_two_be_in_force_at_a_time(self):
        first = make.plan(on=moments.in_days(-100))
        copy = {"kehra": first.kehra, "version": 9, "first_year": 2026, "last_year": 2027}
        wrong = [
            {"state": "in_force", "adopted_on": TODAY},
            {
                "state": "replaced",
                "adopted_on": TODAY - timedelta(days=200),
                "replaced_on": TODAY - timedelta(days=50),
            },
            {"state": "replaced", "adopted_on": TODAY},
            {"state": "draft", "adopted_on": TODAY},
            {"state": "draft", "last_year": 2025},
        ]
        for fields in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                Plan.objects.create(**copy | fields)
        before = {"adopted_on": moments.in_days(-300), "replaced_on": moments.in_days(-100)}
        Plan.objects.create(**copy, state="replaced", **before)


@pytest.mark.django_db(transaction=True)
def test_two_beginning_at_once_begin_one_and_two_adopting_adopt_once():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    begun = at_once(*[lambda: Plan.objects.begin(kehra, by=team).pk] * 2)
    assert begun[0] == begun[1]
    written(Plan.objects.get(), (None, "Piha", ""))

    def adopt():
        Plan.objects.get(pk=begun[0]).adopt_plan(by=team)
        return "adopted"

    assert sorted(at_once(adopt, adopt)) == ["WrongState", "adopted"]
    assert kehra.plans.in_force().count() == 1


class TestChanges:
    def test_tell_what_was_added_removed_changed_and_kept(self):
        plan = written(make.plan(state="draft"), *[(None, title, "x") for title in "ABC"])
        plan.adopt_plan(by=make.coordinator(plan.kehra))
        draft = next_draft(plan.kehra)
        a, b, _c = draft.priorities.all()
        written(draft, (None, "D", ""), (b.pk, "B", "toinen"), (a.pk, "A", "x"))
        found = changes(draft, draft.before())
        assert [(c.kind, str(c.now or c.before)) for c in found] == [
            ("added", "D"),
            ("changed", "B"),
            ("same", "A"),
            ("removed", "C"),
        ]
        assert changes(plan, plan.before()) == []

    def test_the_page_shows_them(self, client):
        plan = make.plan(titles=["Vanha"])
        draft = next_draft(plan.kehra)
        written(draft, (None, "Uusi", ""))
        draft.adopt_plan(by=make.coordinator(plan.kehra))
        page = main(client.get(draft.get_absolute_url()))
        assert "<ins>Uusi</ins>" in page
        assert "<del>Vanha</del>" in page


class TestHanging:
    def test_ideas_and_projects_follow_to_the_next_version(self):
        kehra = make.kehra()
        team, idea, project = make.coordinator(kehra), make.idea(kehra), make.project(kehra)
        first, second = make.plan(kehra).priorities.all()
        Priority.hang(idea, first, by=team)
        Priority.hang(project, second, by=team)
        draft = next_draft(kehra)
        kept, _gone = draft.priorities.all()
        written(draft, (kept.pk, "Paikat", ""))
        idea.refresh_from_db()
        assert idea.priority == first
        draft.adopt_plan(by=team)
        idea.refresh_from_db()
        project.refresh_from_db()
        assert (idea.priority, project.priority) == (kept, second)

    def test_only_on_its_own_kehras_plan_in_force_and_by_coordinators(self):
        kehra = make.kehra()
        team, idea = make.coordinator(kehra), make.idea(kehra)
        mine, other = make.plan(kehra).priorities.first(), make.plan().priorities.first()
        drafted = next_draft(kehra).priorities.first()
        for priority in (other, drafted):
            with pytest.raises(PermissionDenied):
                Priority.hang(idea, priority, by=team)
        for person in (make.member(kehra), make.user("lead"), make.user()):
            with pytest.raises(PermissionDenied):
                Priority.hang(idea, mine, by=person)
        Priority.hang(idea, mine, by=team)
        Priority.hang(idea, None, by=team)
        assert idea.priority is None

    def test_chosen_on_the_ideas_and_the_cards_page(self, client):
        kehra = make.kehra()
        team, idea, card = (
            make.coordinator(kehra),
            make.idea(kehra),
            make.project(kehra, "approved"),
        )
        priority = make.plan(kehra, titles=["Rannat"]).priorities.get()
        client.force_login(team)
        for name, record in (("hang_idea", idea), ("hang_project", card)):
            path = reverse(f"kehrat:{name}", args=[record.pk])
            assert path in main(client.get(record.get_absolute_url()))
            assert client.post(path, {"priority": priority.pk}).url == record.get_absolute_url()
            record.refresh_from_db()
            assert record.priority == priority
            client.post(path, {"priority": "999999"})
            record.refresh_from_db()
            assert record.priority == priority
        client.logout()
        page = main(client.get(priority.plan.get_absolute_url()))
        assert idea.get_absolute_url() in page
        assert card.get_absolute_url() in page
        assert "Rannat" in main(client.get(card.get_absolute_url()))
        assert "painopiste/" not in client.get(card.get_absolute_url()).text

    def test_a_card_that_one_may_not_see_shows_on_no_plan(self, client):
        kehra = make.kehra()
        draft = make.project(kehra, title="Salainen hanke")
        priority = make.plan(kehra).priorities.first()
        Priority.hang(draft, priority, by=make.coordinator(kehra))
        for path in (priority.plan.get_absolute_url(), kehra.get_absolute_url()):
            assert "Salainen hanke" not in client.get(path).text
