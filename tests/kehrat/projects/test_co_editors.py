"""Co-editors of a card: named and taken off, what they may, how long."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from guardian.shortcuts import get_users_with_perms

from kehityspolku import moments
from kehityspolku.events import waiting
from kehityspolku.events.steps import WrongState, open_steps
from kehityspolku.models import Event, User
from kehrat.coordination import handover
from kehrat.models import CoEditor, Project
from kehrat.projects import rules
from sukkula.models import Message
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


def told(verb):
    """Who was told of the newest event of a verb, and as what kind."""
    event = Event.objects.filter(verb=verb).latest("pk")
    return {(notice.recipient, notice.kind) for notice in event.notices.all()}


def of(project, person):
    return project.kehra.memberships.active().get(user=person)


def alike(project):
    """Rows and grants say the same; returns the co-editors."""
    granted = get_users_with_perms(project, only_with_perms_in=["edit_project"])
    assert set(granted) == {row.user for row in project.co_editors.current()}
    return set(granted)


def again(person):
    """The person with no permissions kept from before."""
    return User.objects.get(pk=person.pk)


def writes(person, project):
    return rules.can_edit(again(person), Project.objects.get(pk=project.pk))


def test_a_coordinator_names_a_member_who_is_told():
    project = make.project()
    person, by = make.member(project.kehra), make.coordinator(project.kehra)
    row = CoEditor.objects.appoint(project, of(project, person), by=by)
    assert (row.named_by, row.named_on, row.ended_on) == (by, moments.today(), None)
    assert told("name_co_editor") == {(person, "task")}
    assert alike(project) == {person}
    assert writes(person, project)


def test_naming_twice_is_naming_once():
    project = make.project()
    row = make.co_editor(project)
    assert make.co_editor(project, row.user) == row
    assert Event.objects.filter(verb="name_co_editor").count() == 1


def test_the_database_takes_one_row_that_stands_for_each_person():
    row = make.co_editor(make.project())
    with pytest.raises(IntegrityError), transaction.atomic():
        CoEditor.objects.create(project=row.project, user=row.user)
    row.end_co_editing(by=row.user)
    assert make.co_editor(row.project, row.user) != row


def test_only_its_own_kehras_members_are_named():
    project, other = make.project(), make.kehra()
    outsider, by = make.member(other), make.coordinator(project.kehra)
    with pytest.raises(PermissionDenied):
        CoEditor.objects.appoint(project, other.memberships.get(user=outsider), by=by)
    gone = of(project, make.member(project.kehra))
    gone.leave(by=gone.user)
    with pytest.raises(WrongState):
        CoEditor.objects.appoint(project, gone, by=by)
    assert alike(project) == set()


def test_a_co_editor_names_nobody_and_takes_nobody_off():
    project = make.project()
    first, second = make.co_editor(project), make.co_editor(project)
    with pytest.raises(PermissionDenied):
        CoEditor.objects.appoint(project, of(project, make.member(project.kehra)), by=first.user)
    with pytest.raises(PermissionDenied):
        second.end_co_editing(by=first.user)
    assert alike(project) == {first.user, second.user}


def test_a_card_that_rests_gets_no_co_editor():
    with pytest.raises(WrongState):
        make.co_editor(make.project(state="withdrawn"))


def test_a_co_editor_edits_and_does_not_submit():
    project = make.project()
    person = again(make.co_editor(project).user)
    seen = project.card().mark()
    project.write(make.ready_card(title="Yhdessä"), by=person, seen=seen)
    assert Project.objects.get(pk=project.pk).title == "Yhdessä"
    assert open_steps(project, person) == set()
    for verb in ("submit", "share", "withdraw"):
        with pytest.raises(PermissionDenied):
            getattr(project, verb)(by=person)


def test_another_card_of_the_kehra_stays_closed():
    project = make.project()
    person = make.co_editor(project).user
    assert not writes(person, make.project(project.kehra))


def test_a_coordinator_takes_off_and_the_person_is_told():
    row = make.co_editor(make.project())
    project, by = row.project, make.coordinator(row.project.kehra)
    row.end_co_editing(by=by)
    assert told("end_co_editing") == {(row.user, "project")}
    assert (alike(project), row.ended_on) == (set(), moments.today())
    assert not writes(row.user, project)
    row.end_co_editing(by=by)
    assert Event.objects.filter(verb="end_co_editing").count() == 1


def test_one_stops_oneself():
    row = make.co_editor(make.project())
    row.end_co_editing(by=row.user)
    assert alike(row.project) == set()


@pytest.mark.parametrize("how", ["leaves", "removed"])
def test_it_ends_with_the_membership(how):
    row = make.co_editor(make.project())
    project, membership = row.project, of(row.project, row.user)
    if how == "leaves":
        membership.leave(by=row.user)
    else:
        membership.remove_member(by=make.coordinator(project.kehra), reason="Muutti pois.")
    row.refresh_from_db()
    assert (row.ended_on, alike(project), told("end_co_editing")) == (moments.today(), set(), set())
    assert not writes(row.user, project)


def test_coming_back_does_not_bring_it_back():
    row = make.co_editor(make.project())
    of(row.project, row.user).leave(by=row.user)
    make.member(row.project.kehra, user=row.user)
    assert not writes(row.user, row.project)


def test_co_editing_elsewhere_stays_when_one_leaves_a_kehra():
    here, there = make.co_editor(make.project()), make.project()
    make.member(there.kehra, user=here.user)
    make.co_editor(there, here.user)
    of(here.project, here.user).leave(by=here.user)
    assert (alike(here.project), alike(there)) == (set(), {here.user})


def test_it_ends_when_the_kehra_ends():
    row = make.co_editor(make.project(state="ended"))
    row.project.kehra.end_kehra(by=make.user("lead"), reason="Valmista.", on=moments.in_days(-9))
    row.refresh_from_db()
    assert (row.ended_on, alike(row.project)) == (row.named_on, set())


def test_it_goes_on_when_the_coordinator_changes():
    row = make.co_editor(make.project())
    kehra = row.project.kehra
    nomination = make.nomination(kehra)
    nomination.accept_nomination(by=nomination.nominee.user)
    assert writes(row.user, row.project)
    with translation.override("en"):
        people = [(p.name, p.url, str(p.facts[0])) for p in handover.people(kehra)]
        url = row.project.get_absolute_url()
    assert [(name, to) for name, to, fact in people if "co-editor" in fact.lower()] == [
        (str(row.user), url)
    ]


def test_a_co_editor_hears_what_sukkula_answers_and_writes_back():
    project = make.project(state="in_review")
    person = make.co_editor(project).user
    project.ask_changes(by=project.adviser, message="Kertokaa lisää.")
    assert (person, "task") in told("ask_changes")
    Message.objects.send(project, by=project.adviser, text="Hei!", language="fi")
    assert {who for who, _kind in told("message")} == {make.coordinator(project.kehra), person}
    Message.objects.send(project, by=again(person), text="Hei!", language="fi")
    assert {who for who, _kind in told("message")} == {project.adviser}


def test_a_co_editor_writes_an_application(client):
    application = make.application("preparing")
    client.force_login(make.co_editor(application.project).user)
    page = client.get(reverse("rahoitus:write", args=[application.pk]))
    assert (page.status_code, "note" in page.context["form"].fields) == (200, False)


# Pages


def page(client, project, by, **post):
    client.force_login(by)
    url = reverse("kehrat:co_editors", args=[project.pk])
    return client.post(url, post) if post else client.get(url)


def test_the_coordinator_names_and_takes_off_on_the_page(client):
    project = make.project()
    by, person = make.coordinator(project.kehra), make.member(project.kehra)
    page(client, project, by, member=of(project, person).pk)
    (row,) = page(client, project, by).context["co_editors"]
    assert (row.user, row.named_by) == (person, by)
    client.post(reverse("kehrat:co_editor_end", args=[project.pk, row.pk]))
    assert alike(project) == set()


def test_one_who_is_no_member_cannot_be_chosen(client):
    project, other = make.project(), make.kehra()
    stranger = other.memberships.get(user=make.member(other))
    answer = page(client, project, make.coordinator(project.kehra), member=stranger.pk)
    assert list(answer.context["form"].errors) == ["member"]


def test_members_and_sukkula_see_who_writes_and_who_named_them(client):
    project = make.project(state="approved")
    row = make.co_editor(project)
    for person in (make.member(project.kehra), project.adviser):
        client.force_login(person)
        seen = main(client.get(project.get_absolute_url()))
        assert (str(row.user) in seen, str(row.named_by) in seen) == (True, True)
    client.force_login(make.user())
    shown = client.get(project.get_absolute_url())
    assert str(row.user) not in shown.content.decode()


def test_the_page_asks_as_often_however_many_there_are(client):
    project, counted = make.project(), []
    client.force_login(make.member(project.kehra))
    for wanted in (1, 3, 30):
        while project.co_editors.count() < wanted:
            make.co_editor(project)
        with CaptureQueriesContext(connection) as captured:
            client.get(project.get_absolute_url())
        counted.append(len(captured))
    assert counted[0] == counted[1] == counted[2]


def test_ones_own_page_lists_the_cards(client):
    project = make.project(state="changes_requested")
    part_taker = make.co_editor(project).user
    client.force_login(part_taker)
    (part,) = [p for p in client.get(reverse("me")).context["parts"] if "co_edits" in p]
    assert part["co_edits"] == [project]
    told = [thing for each in waiting.with_things(part_taker) for thing in each.things]
    assert [(thing.title, thing.url) for thing in told] == [
        (project.title, project.get_absolute_url())
    ]


@pytest.mark.django_db(transaction=True)
def test_named_while_leaving_one_is_no_co_editor():
    project = make.project()
    person, by = make.member(project.kehra), make.coordinator(project.kehra)
    one, two = of(project, person), of(project, person)
    at_once(
        lambda: one.leave(by=person),
        lambda: CoEditor.objects.appoint(project, two, by=by),
    )
    assert alike(project) == set()


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_name_one_member_at_once():
    project = make.project()
    person = make.member(project.kehra)
    pair = [make.coordinator(project.kehra), make.member(project.kehra, "coordinator")]
    acts = [
        lambda by=by: CoEditor.objects.appoint(project, of(project, person), by=by).pk
        for by in pair
    ]
    assert len(set(at_once(*acts))) == 1
    assert project.co_editors.count() == 1
