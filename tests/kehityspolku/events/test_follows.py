"""Following brings news of what is public, muting takes away news; decisions and duties stay."""

import pytest

from kehityspolku.events import follows
from kehityspolku.events.record import record
from kehityspolku.models import Event, Follow, Notice
from kehrat.models import District, Idea, SubArea
from tests import make

pytestmark = pytest.mark.django_db
KALLIO = 11


def told(verb):
    """{(e-mail, kind, whether as a follower)} of the newest event of this verb."""
    newest = Notice.objects.filter(event__verb=verb).order_by("event").values("event").last()
    rows = Notice.objects.filter(event__verb=verb, event=newest["event"]) if newest else []
    return {(n.recipient.email, n.kind, n.followed) for n in rows}


def suggest(kehra, by=None):
    given = {"title": "Penkkejä", "text": "Lisää.", "language": "fi"}
    return Idea.objects.suggest(kehra, by=by or make.user(), **given)


def test_following_twice_is_once_and_muting_replaces_it():
    person, kehra = make.user(), make.kehra()
    follows.follow(person, kehra)
    follows.follow(person, kehra)
    assert Follow.objects.values_list("muted").get() == (False,)
    follows.mute(person, kehra)
    assert Follow.objects.values_list("muted").get() == (True,)
    assert follows.followers(kehra) == []
    follows.unfollow(person, kehra)
    assert Follow.objects.count() == 0


def test_followers_of_any_of_the_records_each_once():
    first, second, gone = make.user(), make.user(), make.user(is_active=False)
    kehra, district = make.kehra(), District.objects.get(number=KALLIO)
    follows.follow(first, kehra)
    follows.follow(first, district)
    follows.follow(second, district)
    follows.follow(gone, kehra)
    found = follows.followers(kehra, district, None)
    assert {(person.pk, person.only_follows) for person in found} == {
        (first.pk, True),
        (second.pk, True),
    }
    assert follows.followers() == []


def test_who_follows_a_district_hears_of_new_kehrat_ideas_and_projects_there():
    person, district = make.user(), District.objects.get(number=KALLIO)
    follows.follow(person, district)
    kehra = make.kehra(sub_areas=SubArea.objects.filter(district=district)[:1])
    assert told("confirm") == {(person.email, "group", True)}
    team = make.coordinator(kehra)
    suggest(kehra)
    assert told("suggest") == {(person.email, "idea", True), (team.email, "task", False)}
    make.project(kehra, "approved", target_areas=[district.name_fi])
    assert told("submit") & {(person.email, "project", True)} == set()
    assert told("approve") == {(person.email, "project", True), (team.email, "decision", False)}


def test_one_whom_the_event_concerns_is_no_mere_follower():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    follows.follow(team, kehra)
    make.project(kehra, "approved")
    assert told("approve") == {(team.email, "decision", False)}


def test_followers_of_a_card_hear_of_its_grant_and_end():
    project, person = make.project(state="approved"), make.user()
    follows.follow(person, project)
    project.note_grant(by=project.adviser, amount=1000, source="x")
    project.end(by=project.adviser)
    assert told("note_grant") == {(person.email, "project", True)}
    team = make.coordinator(project.kehra)
    assert told("end") == {(person.email, "project", True), (team.email, "task", False)}


def test_muting_a_group_mutes_the_news_of_what_lies_in_it():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    follows.mute(team, kehra)
    idea = suggest(kehra)
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    make.application("in_check", make.project(kehra, "approved"))
    verbs = team.notices.values_list("event__verb", flat=True)
    told = sorted(v for v in verbs if v not in ("accept", "name_coordinator"))
    assert told == ["approve", "ask_to_join", "open_application", "suggest"]
    [told] = Event.objects.filter(verb="suggest")
    assert follows.around(told) == [idea, kehra]


def test_muting_an_idea_does_not_mute_its_group():
    kehra, person = make.kehra(), make.user()
    idea = suggest(kehra, by=person)
    follows.mute(person, idea)
    follows.follow(person, kehra)
    idea.take_up(by=make.coordinator(kehra))
    other = suggest(kehra)
    assert [n.event.target for n in person.notices.all()] == [other]


def test_a_mute_of_one_person_is_nobody_elses():
    kehra = make.kehra()
    quiet, other = make.coordinator(kehra), make.member(kehra, "coordinator")
    follows.mute(quiet, kehra)
    record("wake", kehra)
    assert {email for email, _kind, _followed in told("wake")} == {other.email}


def test_what_a_record_without_within_belongs_to_is_what_it_is_about():
    kehra = make.kehra()
    membership = kehra.ask_to_join(by=make.user(), actor_type="resident")
    asked, woken = Event.objects.get(verb="ask_to_join"), record("wake", kehra)
    assert follows.around(asked) == [membership, kehra]
    assert follows.around(woken) == [kehra]


def test_a_survey_of_a_project_lies_in_its_kehra():
    project = make.project(state="approved")
    survey = make.survey(project)
    opened = Event.objects.get(verb="open_survey")
    assert follows.around(opened) == [survey, project, project.kehra]
    team = make.coordinator(project.kehra)
    follows.mute(team, project)
    survey.close_survey(by=make.user("lead"))
    assert told("close_survey") & {(team.email, "project", False)} == set()


def test_telling_asks_the_database_as_often_for_many_as_for_one(django_assert_num_queries):
    kehra = make.kehra()
    make.coordinator(kehra)
    membership = kehra.ask_to_join(by=make.user(), actor_type="resident")
    record("leave", membership)
    with django_assert_num_queries(5):
        record("leave", membership)
    for _ in range(5):
        make.member(kehra, "coordinator")
    with django_assert_num_queries(5):
        record("leave", membership)
