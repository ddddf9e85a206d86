"""A new version of an approved card: one at a time, on the same path, taken in when approved."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from kehityspolku.events import follows
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehrat.models import Project
from kehrat.projects.next_step import next_step
from kehrat.projects.path import path_of
from kehrat.projects.similar import alike
from kehrat.projects.versions import open_version
from tests import make
from tests.kehrat.projects.test_pages import html, page
from tests.races import at_once

pytestmark = pytest.mark.django_db


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def told(verb):
    event = Event.objects.filter(verb=verb).latest("pk")
    return {notice.recipient for notice in event.notices.all()}


@pytest.mark.parametrize("state", ["approved", "running"])
def test_a_version_is_a_draft_with_the_cards_text_and_co_editors(state):
    card = make.project(state=state)
    person = make.co_editor(card).user
    version = card.begin_version(by=make.coordinator(card.kehra))
    assert (version.state, version.version, version.revises) == ("draft", 2, card)
    assert version.card() == card.card()
    assert [row.user for row in version.co_editors.current()] == [person]
    assert person.has_perm("kehrat.edit_project", version)
    assert [(r.number, r.kind) for r in version.revisions.all()] == [(1, "approved")]
    assert told("begin_version") == set()


def test_the_approved_card_stands_meanwhile():
    card = make.project(state="approved")
    before = card.card()
    version = make.version(card, "in_review", title="Uusi nimi")
    card = fresh(card)
    assert (card.state, card.version, card.is_fundable, card.card()) == (
        "approved",
        1,
        True,
        before,
    )
    assert (version.is_public, version.is_fundable) == (False, False)
    assert version.adviser == card.adviser
    assert version not in Project.objects.visible_to(make.user())


@pytest.mark.parametrize("state", ["approved", "running"])
def test_approving_takes_it_into_the_card(state):
    card = make.project(state=state)
    numbers = [r.number for r in card.revisions.all()]
    since, granted = card.state_since, card.granted
    version = make.version(card, "taken_in", title="Uusi nimi", goals=["Yksi"])
    card = fresh(card)
    assert (card.title, card.goals, card.version, card.state) == ("Uusi nimi", ["Yksi"], 2, state)
    assert (card.state_since, card.granted) == (since, granted)
    newest = card.revisions.first()
    assert (newest.number, newest.kind, newest.card()) == (
        max(numbers) + 1,
        "approved",
        card.card(),
    )
    assert (version.state, version.is_public, version.is_fundable) == ("taken_in", False, False)
    assert open_version(card) is None
    assert make.version(card).version == 3


def test_an_application_keeps_the_text_it_was_made_with():
    application = make.application("preparing")
    before = [(r.number, r.content) for r in application.project.revisions.all()]
    title = str(application)
    make.version(application.project, "taken_in", goals=["Toinen"])
    after = [(r.number, r.content) for r in fresh(application.project).revisions.all()]
    assert after[1:] == before
    assert (str(fresh(application)), fresh(application).state) == (title, "preparing")


@pytest.mark.parametrize("end", ["withdraw", "reject"])
def test_a_version_that_ends_otherwise_leaves_the_card_alone(end):
    version = make.version(state="in_review", title="Uusi nimi")
    card = version.revises
    if end == "withdraw":
        version.withdraw(by=make.coordinator(card.kehra))
    else:
        version.reject(by=version.adviser, reason="Ei vielä.")
    assert (fresh(card).title, fresh(card).version) == ("Korttelipiha", 1)
    other = make.version(card)
    assert (other.pk != version.pk, other.version) == (True, 2)
    with pytest.raises(WrongState):
        version.reopen(by=make.user("lead"), reason="Takaisin.")
    other.withdraw(by=make.coordinator(card.kehra))
    version.reopen(by=make.user("lead"), reason="Takaisin.")
    assert fresh(version).state == "draft"


def test_the_database_takes_one_open_version_and_no_public_one():
    version = make.version()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(kehra=version.kehra, title="Toinen", revises=version.revises)
    for state in ("approved", "running", "ended"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Project.objects.filter(pk=version.pk).update(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=version.revises_id).update(state="taken_in")


def test_who_may_begin_one():
    card = make.project(state="approved")
    for person in (make.co_editor(card).user, make.member(card.kehra), card.adviser, make.user()):
        with pytest.raises(PermissionDenied):
            card.begin_version(by=person)


@pytest.mark.parametrize("state", ["draft", "in_review", "rejected", "ended", "taken_in"])
def test_only_an_approved_card_gets_a_version(state):
    card = make.project(state=state)
    with pytest.raises(WrongState):
        card.begin_version(by=make.coordinator(card.kehra))


def test_beginning_again_gives_the_one_there_is():
    card, other = make.project(state="approved"), None
    other = make.member(card.kehra, "coordinator")
    assert card.begin_version(by=make.coordinator(card.kehra)) == card.begin_version(by=other)


def test_a_version_of_an_ended_project_is_not_taken_in():
    version = make.version(make.project(state="running"), "in_review")
    version.revises.end(by=version.adviser)
    with pytest.raises(WrongState):
        version.approve(by=version.adviser)
    assert fresh(version).state == "withdrawn"


def test_its_files_go_along_but_none_twice():
    card = make.project()
    kept = make.attachment(card)
    for verb, by in (("submit", card.made_by), ("take", make.user("adviser"))):
        getattr(card, verb)(by=by)
    card.approve(by=card.adviser)
    version = card.begin_version(by=card.made_by)
    new = make.attachment(version, "picture")
    version.submit(by=card.made_by)
    version.take(by=card.adviser)
    version.approve(by=card.adviser)
    assert {file.sha256 for file in card.attachments.all()} == {kept.sha256, new.sha256}


def test_followers_hear_of_the_card_and_never_of_the_version():
    card, follower = make.project(state="approved"), make.user()
    follows.follow(follower, card)
    follows.follow(follower, card.kehra)
    make.version(card, "taken_in")
    assert told("take_in_version") == {follower}
    assert follower not in told("approve")
    assert make.coordinator(card.kehra) in told("approve")


def test_no_warning_of_a_duplicate():
    version = make.version()
    assert alike(version.kehra, version.title) == [version.revises]


def test_a_kehra_ends_though_a_version_was_taken_in():
    version = make.version(state="taken_in")
    assert version not in version.kehra.open_cards()
    assert version.revises in version.kehra.open_cards()


def test_the_path_and_the_next_step_are_told():
    version = make.version(state="taken_in")
    assert [s.key for s in path_of(version) if s.state == "current"] == ["handling"]
    assert next_step(version)


# Pages


def test_the_coordinator_begins_it_by_a_button_and_its_people_see_both(client):
    card = make.project(state="approved")
    client.force_login(make.coordinator(card.kehra))
    address = reverse("kehrat:version_new", args=[card.pk])
    assert address in html(page(client, "project", card.pk))
    version_page = client.post(address).url
    version = open_version(card)
    assert version_page == reverse("kehrat:project_edit", args=[version.pk])
    shown = html(page(client, "project", card.pk))
    assert (address in shown, version.get_absolute_url() in shown) == (False, True)
    assert card.get_absolute_url() in html(page(client, "project", version.pk))
    assert client.post(address).url == version_page


def test_the_public_hears_nothing_of_a_version_on_its_way(client):
    version = make.version(state="submitted")
    shown = html(page(client, "project", version.revises_id))
    assert version.get_absolute_url() not in shown
    assert page(client, "project", version.pk).status_code == 404


def test_sukkula_sees_the_link_once_it_has_been_submitted(client):
    version = make.version()
    card = version.revises
    client.force_login(card.adviser)
    assert version.get_absolute_url() not in html(page(client, "project", card.pk))
    version.submit(by=make.coordinator(card.kehra))
    assert version.get_absolute_url() in html(page(client, "project", card.pk))


def test_the_desk_says_that_it_is_a_new_version(client):
    version = make.version(state="in_review")
    client.force_login(version.adviser)
    page = html(client.get("/en/sukkula/", {"tab": "all"}))
    assert f"New version of {version.title}" in page


def test_what_changed_from_the_approved_card_can_be_read(client):
    version = make.version(state="submitted", description="Piha avataan aamuisin.")
    client.force_login(make.coordinator(version.kehra))
    shown = page(client, "project_changes", version.pk)
    assert [change.field for change in shown.context["changes"]] == ["description"]


def test_a_card_that_is_read_by_all_takes_the_new_text_at_once(client):
    card = make.project(state="approved")
    new = replace(card.card(), description="Piha avataan aamuisin.")
    make.version(card, "taken_in", description=new.description)
    assert "Piha avataan aamuisin." in html(page(client, "project", card.pk))


# At once


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_press_at_once_and_one_version_begins():
    card = make.project(state="approved")
    pair = [make.coordinator(card.kehra), make.member(card.kehra, "coordinator")]
    acts = [lambda by=by: fresh(card).begin_version(by=by).pk for by in pair]
    assert len(set(at_once(*acts))) == 1
    assert card.versions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_version_approved_while_another_is_begun():
    version = make.version(state="in_review", title="Uusi nimi")
    card, by = version.revises, make.coordinator(version.kehra)
    mine = fresh(version)
    outcomes = at_once(
        lambda: mine.approve(by=mine.adviser), lambda: fresh(card).begin_version(by=by).pk
    )
    assert outcomes[0] is None
    assert (fresh(card).title, fresh(card).version) == ("Uusi nimi", 2)
    assert isinstance(outcomes[1], int)
