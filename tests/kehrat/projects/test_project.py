"""A project's verbs: who, from where, what is frozen, who is told."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kehityspolku.events.steps import WrongState, open_steps, steps_of
from kehityspolku.marks import Outdated
from kehityspolku.models import Event, Notice
from kehrat.models import Project
from tests import make

pytestmark = pytest.mark.django_db

STATES = Project.State.values
OPEN = {
    "coordinator": {
        "draft": {"submit", "share", "withdraw"},
        "submitted": {"withdraw"},
        "in_review": {"withdraw"},
        "changes_requested": {"resubmit", "withdraw"},
        "running": {"change_grant", "lose_grant"},
        "ended": {"tell_lessons", "change_grant"},
    },
    "adviser": {
        "submitted": {"take", "screen_out", "assign", "promise"},
        "in_review": {"take_over", "assign", "promise", "ask_changes", "approve", "reject"},
        "changes_requested": {"take_over", "assign", "give_time"},
        "approved": {"take_over", "assign", "note_grant", "end_unfunded"},
        "running": {"take_over", "assign", "note_grant", "change_grant", "lose_grant", "end"},
        "ended": {"change_grant"},
    },
    "other adviser": {
        "submitted": {"take", "screen_out", "assign", "promise"},
        "in_review": {"take_over", "assign", "promise"},
        "changes_requested": {"take_over", "assign"},
        "approved": {"take_over", "assign", "note_grant"},
        "running": {"take_over", "assign", "note_grant", "change_grant", "lose_grant"},
        "ended": {"change_grant"},
    },
    "lead": {
        "submitted": {"take", "screen_out", "assign", "promise"},
        "in_review": {"take_over", "assign", "promise", "ask_changes", "approve", "reject"},
        "changes_requested": {"take_over", "assign", "give_time"},
        "approved": {"take_over", "assign", "note_grant", "end_unfunded"},
        "rejected": {"reopen"},
        "withdrawn": {"reopen"},
        "running": {"take_over", "assign", "note_grant", "change_grant", "lose_grant", "end"},
        "ended": {"change_grant"},
    },
    "member": {},
    "co-editor": {
        "running": {"change_grant", "lose_grant"},
        "ended": {"tell_lessons", "change_grant"},
    },
    "resident": {},
    "reviewer": {},
    "city_official": {},
    "admin": {},
}


def people(project):
    roles = {role: make.user(role) for role in ("lead", "reviewer", "city_official", "admin")}
    return roles | {
        "coordinator": make.coordinator(project.kehra),
        "adviser": project.adviser or make.user("adviser"),
        "other adviser": make.user("adviser"),
        "member": make.member(project.kehra),
        "resident": make.user(),
        "co-editor": make.co_editor(project).user
        if project.takes_co_editors
        else make.member(project.kehra),
    }


@pytest.mark.parametrize("state", STATES)
def test_what_each_may_do_in_each_state(state):
    project = make.project(state=state)
    may = {role: open_steps(project, person) for role, person in people(project).items()}
    assert may == {role: OPEN[role].get(state, set()) for role in OPEN}


@pytest.mark.parametrize("verb", steps_of(Project))
def test_a_stranger_is_refused_every_verb(verb):
    project = make.project()
    with pytest.raises(PermissionDenied):
        getattr(project, verb)(by=make.user())


def test_two_who_submit_at_once_one_wins():
    project = make.project()
    same, by = Project.objects.get(pk=project.pk), make.coordinator(project.kehra)
    project.submit(by=by)
    with pytest.raises(WrongState):
        same.submit(by=by)


def test_a_card_that_lacks_something_stays_a_draft():
    project = make.project(goals=[], target_areas=[])
    with pytest.raises(ValidationError) as refusal:
        project.submit(by=make.coordinator(project.kehra))
    assert refusal.value.params == {"lacks": ["goals", "target_areas"]}
    project.refresh_from_db()
    assert project.state == "draft"


def test_what_was_submitted_and_approved_is_frozen():
    project = make.project(state="changes_requested")
    before = project.card()
    by = make.coordinator(project.kehra)
    project.write(make.ready_card(title="Uusi nimi"), by=by, seen=before.mark())
    project.resubmit(by=by)
    project.approve(by=project.adviser)
    assert [(r.number, r.kind, r.card().title) for r in project.revisions.all()] == [
        (3, "approved", "Uusi nimi"),
        (2, "submitted", "Uusi nimi"),
        (1, "submitted", "Korttelipiha"),
    ]


def test_writing_needs_the_latest_text_and_an_open_state():
    project = make.project()
    by, seen = make.coordinator(project.kehra), project.card().mark()
    project.write(make.ready_card(title="Ensin"), by=by, seen=seen)
    with pytest.raises(Outdated):
        project.write(make.ready_card(title="Sitten"), by=by, seen=seen)
    project.submit(by=by)
    with pytest.raises(WrongState):
        project.write(make.ready_card(), by=by, seen=project.card().mark())


def test_a_card_goes_in_and_out_the_same():
    card = make.ready_card(remainder="Muuta", lessons_good="Hyvin meni", all_districts=True)
    assert (
        make.project(
            **card.to_json() | {n: getattr(card, n) for n in ("phases", "budget", "funders")}
        ).card()
        == card
    )


def test_areas_as_written_are_tied_to_places():
    project = make.project(target_areas=["Kallio", "Kontula", "Atlantis"])
    assert [district.name_fi for district in project.districts.all()] == ["Kallio"]
    assert [area.name_fi for area in project.sub_areas.all()] == ["Kontula"]


def test_grants_add_up_and_start_the_project():
    project = make.project(state="approved")
    for amount in (Decimal("1000.50"), None, Decimal(2000)):
        project.note_grant(by=project.adviser, amount=amount, source="tem")
    assert (project.state, project.granted) == ("running", Decimal("3000.50"))


def test_leads_hear_of_a_new_card_and_its_adviser_of_the_rest():
    lead = make.user("lead")
    project = make.project(state="submitted")
    told = Notice.objects.filter(event__verb="submit")
    assert lead in {notice.recipient for notice in told}
    adviser = make.user("adviser")
    project.take(by=adviser)
    project.withdraw(by=make.coordinator(project.kehra))
    told = Notice.objects.filter(event__verb="withdraw")
    assert [notice.recipient for notice in told] == [adviser]


def test_each_adviser_to_whom_a_card_was_given_is_told_by_todays_name():
    card, people = make.project(state="in_review"), [make.user("adviser"), make.user("lead")]
    for person in people:
        card.assign(by=card.adviser, adviser=person)
    people[0].name = "Uusi Nimi"
    people[0].save()
    card.take_over(by=make.user("lead"))
    sentences = [event.sentence for event in Event.objects.about(card).filter(verb="assign")]
    assert sentences == [f"{person.name} hoitaa korttia ”{card.title}”" for person in people]
    people[0].delete()
    sentence = Event.objects.about(card).filter(verb="assign").first().sentence
    assert sentence == f"Projektikortilla ”{card.title}” on uusi neuvoja"


def test_words_of_many_events_that_name_an_adviser_ask_as_often_as_of_few(
    django_assert_num_queries,
):
    card = make.project(state="in_review")
    for number in (1, 4):
        for _n in range(number):
            card.assign(by=card.adviser, adviser=make.user("adviser"))
        given = list(Event.objects.about(card).filter(verb="assign").listed())
        with django_assert_num_queries(1):  # the people
            sentences = {event.sentence for event in given}
    assert len(sentences) == 5


def test_every_step_is_an_event():
    project = make.project(state="ended")
    assert [event.verb for event in Event.objects.about(project)] == [
        "begin",
        "submit",
        "take",
        "approve",
        "note_grant",
        "end",
    ]
