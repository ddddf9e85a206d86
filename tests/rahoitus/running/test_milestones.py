"""Milestones: from the card's phases, moved, done only with evidence; reminders."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kehityspolku import moments
from kehityspolku.events import clock as waiting
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import Kehra
from kehrat.projects.path import path_of
from rahoitus.models import Milestone
from rahoitus.running import clock
from rahoitus.running.waiting import to_follow_up
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db


@once
def project():
    """A running project with three phases, one of them without an end."""
    made = make.project(state="running")
    made.phases.all().delete()
    ends = {"Suunnittelu": date(2026, 12, 20), "Rakentaminen": date(2027, 6, 1), "Arviointi": None}
    for place, (name, day) in enumerate(ends.items()):
        made.phases.create(place=place, name=name, ends=day)
    return made


@pytest.fixture
def team(project):
    return project.kehra.coordinators().first()


def told(verb):
    """Who was told of the newest event of a verb, and as what."""
    event = Event.objects.filter(verb=verb).latest("pk")
    return {(n.recipient_id, n.kind) for n in event.notices.all()}


def test_the_ends_of_the_phases_become_milestones_once(project, team):
    assert Milestone.objects.agree_of_phases(project, by=team) == 2
    assert Milestone.objects.agree_of_phases(project, by=project.adviser) == 0
    rows = project.milestones.values_list("title", "agreed_on", "due_on", "state")
    assert list(rows) == [
        ("Suunnittelu", date(2026, 12, 20), date(2026, 12, 20), "open"),
        ("Rakentaminen", date(2027, 6, 1), date(2027, 6, 1), "open"),
    ]


def test_a_moved_day_leaves_the_first_one_beside_it(project, team):
    made = make.milestone(project=project, days=10)
    first, new = made.due_on, moments.in_days(40)
    made.move_milestone(by=team, day=new, reason="Lupa viipyi.")
    assert (made.agreed_on, made.due_on, made.is_moved) == (first, new, True)
    assert Event.objects.latest("pk").facts == {
        "title": made.title,
        "was": first.isoformat(),
        "day": new.isoformat(),
        "reason": "Lupa viipyi.",
    }
    with pytest.raises(ValidationError):
        made.move_milestone(by=team, day=new, reason="Sama.")


def test_it_is_done_only_with_evidence_and_not_in_the_future(project, team):
    made = make.milestone(project=project)
    Milestone.objects.filter(pk=made.pk).update(link="")
    with pytest.raises(ValidationError, match="tiedosto"):
        made.finish_milestone(by=team, done_on=moments.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=made.pk).update(state="done", done_on=moments.today())
    make.evidence(made)
    with pytest.raises(ValidationError):
        made.finish_milestone(by=team, done_on=moments.in_days(1))
    made.finish_milestone(by=team, done_on=moments.today())
    assert (made.state, made.files_kept) == ("done", 1)
    with pytest.raises(WrongState):
        make.evidence(made)


def test_an_infected_file_shows_nothing_and_what_it_showed_is_open_again(project, team):
    made = make.milestone(project=project)
    Milestone.objects.filter(pk=made.pk).update(link="")
    file = make.evidence(made)
    made.finish_milestone(by=team, done_on=moments.today())
    file.receive_scan("Eicar")
    made.refresh_from_db()
    assert (made.state, made.files_kept, made.done_on) == ("open", 0, None)


def test_more_phases_than_milestones_are_refused_in_words(client, project, team):
    names = [f"Vaihe {n}" for n in range(61)]
    for place, name in enumerate(names):
        project.phases.create(place=100 + place, name=name, ends=moments.in_days(place))
    client.force_login(team)
    page = client.post(f"/en/hankkeet/{project.pk}/toteutus/vaiheista/", follow=True)
    assert "too many milestones" in main(page)
    assert not project.milestones.exists()


def test_who_answers_is_a_member_and_is_told(project, team):
    stranger, member = make.user(), make.member(project.kehra)
    with pytest.raises(ValidationError, match="jäsen"):
        make.milestone(project=project, owner=stranger)
    make.milestone(project=project, owner=member)
    assert told("agree_milestone") == {(member.pk, Notice.Kind.PROJECT)}


def test_the_owner_is_reminded_before_the_day_and_the_team_after_it(project, team):
    member = make.member(project.kehra)
    made = make.milestone(project=project, days=20, owner=member)
    day = timedelta(days=1)
    marks = [clock.watch(made.due_on - n * day) for n in (20, 15, 14, 13, 4, 3, 0)]
    assert marks == [0, 0, 1, 0, 0, 1, 0]
    assert told("milestone_near") == {(member.pk, Notice.Kind.TASK)}
    assert waiting.watch(moments.start_of(made.due_on)) == 0
    late = moments.start_of(made.due_on + 2 * day)
    reminded = Event.objects.filter(verb="milestone_late", target_id=made.pk)
    waiting.watch(late)
    assert reminded.count() == 1
    make.user("lead")
    waiting.watch(late + 2 * day)
    assert reminded.count() == 2
    people = {pk for pk, _kind in told("milestone_late")}
    assert {member.pk, team.pk, project.adviser_id} <= people


def test_nobody_is_reminded_once_the_project_has_ended(project, team):
    made = make.milestone(project=project, days=2)
    project.end(by=project.adviser)
    assert clock.watch(made.due_on) == 0
    waiting.watch(moments.start_of(made.due_on + timedelta(days=9)))
    assert not Event.objects.filter(verb="milestone_late").exists()
    with pytest.raises(WrongState):
        made.move_milestone(by=team, day=moments.in_days(9), reason="Myöhään.")


def test_an_outsider_changes_nothing(project):
    made = make.milestone(project=project)
    for person in (make.member(project.kehra), make.user("adviser"), make.user()):
        with pytest.raises(PermissionDenied):
            made.drop_milestone(by=person, reason="x")


def test_the_pages_walk_one_from_agreeing_to_done(client, project, team):
    client.force_login(team)
    page = client.get(f"/hankkeet/{project.pk}/toteutus/")
    assert "vaiheista" in main(page)
    typed = {"title": "<b>Piha auki</b>", "due_on": moments.in_days(5).isoformat()}
    wrong = client.post(
        f"/hankkeet/{project.pk}/toteutus/uusi-valitavoite/", typed | {"due_on": "x"}
    )
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (200, ["due_on"])
    for _ in range(2):
        client.post(f"/hankkeet/{project.pk}/toteutus/uusi-valitavoite/", typed)
    made = project.milestones.get()
    page = f"/toteutus/valitavoitteet/{made.pk}"
    assert "&lt;b&gt;Piha auki&lt;/b&gt;" in main(client.get(f"{page}/"))
    for given, field in (({}, "__all__"), ({"link": "javascript:alert(1)"}, "link")):
        refused = client.post(f"{page}/osoitukset/", given)
        assert list(refused.context["form"].errors) == [field]
    kept = client.post(f"{page}/osoitukset/", {"file": make.document()})
    again = client.post(f"{page}/valmis/", {"done_on": "2026-02-30"})
    done = client.post(f"{page}/valmis/", {"done_on": moments.today().isoformat()})
    made.refresh_from_db()
    assert (kept.url, again.status_code, done.url) == (f"{page}/", 200, f"{page}/")
    assert (made.state, made.evidence.count()) == ("done", 1)
    assert (
        client.post(f"{page}/valmis/", {"done_on": moments.today().isoformat()}).status_code == 409
    )


def test_the_path_line_tells_how_many_are_done():
    done = make.milestone("done")
    project = done.project
    make.milestone(project=project)
    make.milestone("dropped", project)
    lines = {station.key: str(station.note) for station in path_of(project)}
    assert lines["work"].endswith("välitavoitteita 1/2")
    project.end(by=project.adviser)
    assert {s.key: s.note for s in path_of(project)}["work"] == "välitavoitteita 1/2"
    bare = make.project(state="running")
    assert "välitavoitteita" not in " ".join(str(station.note) for station in path_of(bare))


def test_what_still_lives_waits_for_its_adviser_where_nobody_leads_the_kehra_any_more(client):
    asked = make.follow_up()
    project, adviser = asked.project, asked.project.adviser
    team = make.coordinator(project.kehra)
    assert [list(to_follow_up(person)) for person in (team, adviser)] == [[asked], []]
    Kehra.objects.filter(pk=project.kehra_id).update(state="ended")
    assert list(to_follow_up(adviser)) == [asked]
    client.force_login(adviser)
    page = f"/hankkeet/{project.pk}/mita-elaa/"
    assert client.post(f"{page}kerro/", {"lives": "some", "text": "Piha."}).url == page
    assert list(to_follow_up(adviser)) == []
