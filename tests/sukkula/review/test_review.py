import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehityspolku.models import Event, Notice
from kehrat.models import Project
from sukkula.models import Message, Note
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


def page(project, act=""):
    return f"/sukkula/hankkeet/{project.pk}/{act}"


@pytest.fixture
def adviser(client):
    adviser = make.user("adviser", name="Aino Esimerkki")
    client.force_login(adviser)
    return adviser


def told(event_verb):
    """The addresses of those who were told of the latest such event."""
    event = Event.objects.filter(verb=event_verb).latest("pk")
    return set(Notice.objects.filter(event=event).values_list("recipient__email", flat=True))


def shown_told(client, project, act):
    return {person.email for person in client.get(page(project, act)).context["told"]}


ACTS = {
    "submitted": ("ota/", {}, "in_review"),
    "in_review": ("hyvaksy/", {"reason": "Hyvä."}, "approved"),
    "running": ("paata/", {}, "ended"),
}


@pytest.mark.parametrize("state", ACTS)
def test_an_act_moves_the_card_and_tells_those_it_named(client, adviser, state):
    act, words, after = ACTS[state]
    project = make.project(make.kehra(), state, adviser)
    named = shown_told(client, project, act)
    assert client.post(page(project, act), words).status_code == 302
    project.refresh_from_db()
    assert (project.state, project.adviser) == (after, adviser)
    assert named == {make.coordinator(project.kehra).email}
    assert told(Event.objects.latest("pk").verb) == named


@pytest.mark.parametrize(
    ("act", "field", "after"),
    [("pyyda-muutoksia/", "message", "changes_requested"), ("hylkaa/", "reason", "rejected")],
)
def test_changes_and_rejection_need_words(client, adviser, act, field, after):
    project = make.project(make.kehra(), "in_review", adviser)
    response = client.post(page(project, act), {field: "  "})
    assert list(response.context["form"].errors) == [field]
    project.refresh_from_db()
    assert project.state == "in_review"
    client.post(page(project, act), {field: "Kertokaa budjetti tarkemmin."})
    project.refresh_from_db()
    assert project.state == after
    assert Event.objects.latest("pk").facts[field] == "Kertokaa budjetti tarkemmin."


def test_taking_over_tells_the_one_before(client, adviser):
    project = make.project(make.kehra(), "in_review")
    before = project.adviser
    named = shown_told(client, project, "ota-hoitoon/")
    client.post(page(project, "ota-hoitoon/"))
    project.refresh_from_db()
    assert project.adviser == adviser
    assert named == told("take_over") == {before.email, make.coordinator(project.kehra).email}


def test_another_advisers_card_is_read_but_not_decided(client, adviser):
    project = make.project(make.kehra(), "in_review")
    acts = [act.button for act in client.get(f"/en{page(project)}").context["acts"]]
    assert acts == ["Give to an adviser", "Promise another day", "Take over"]
    assert client.post(page(project, "hyvaksy/")).status_code == 403


def test_a_lead_decides_anywhere_and_opens_again(client):
    client.force_login(make.user("lead"))
    project = make.project(make.kehra(), "in_review")
    client.post(page(project, "hylkaa/"), {"reason": "Sama hanke on jo."})
    client.post(page(project, "avaa-uudelleen/"), {"reason": "Ei ollutkaan sama."})
    project.refresh_from_db()
    assert (project.state, project.version) == ("draft", 2)


def test_an_adviser_does_not_open_again(client, adviser):
    project = make.project(make.kehra(), "rejected", adviser)
    assert client.post(page(project, "avaa-uudelleen/"), {"reason": "x"}).status_code == 403


def test_late_words_are_refused_but_not_lost(client, adviser):
    project = make.project(make.kehra(), "changes_requested", adviser)
    response = client.post(page(project, "hylkaa/"), {"reason": "Pitkä perustelu."})
    assert response.status_code == 409
    assert response.context["form"]["reason"].value() == "Pitkä perustelu."
    assert client.get(page(project, "hylkaa/")).status_code == 409


def test_drafts_do_not_come_to_the_desk_unless_shared(client, adviser):
    project = make.project(make.kehra(), "draft")
    assert client.get(page(project)).status_code == 404
    Project.objects.filter(pk=project.pk).update(shared=True)
    assert client.get(page(project)).status_code == 200


def test_contradictions_and_gaps_are_told(client, adviser):
    project = make.project(make.kehra(), "in_review", adviser)
    Project.objects.filter(pk=project.pk).update(benefits="")
    row = project.budget.get()
    row.parts = [1, 2]
    row.save()
    shown = client.get(f"/en{page(project)}")
    assert [place for _words, place in shown.context["faults"]] == ["#h-budget", "#h-benefits"]
    flags = {part.field: len(part.flags) for part in shown.context["parts"] if part.flags}
    assert flags == {"benefits": 1, "budget": 1}


def test_history_is_told_newest_first(client, adviser):
    project = make.project(make.kehra(), "approved", adviser)
    verbs = [event.verb for event in client.get(page(project)).context["history"]]
    assert verbs == ["approve", "take", "submit", "begin"]


def test_notes_are_kept_and_need_words(client, adviser):
    project = make.project(make.kehra(), "in_review", adviser)
    assert client.post(page(project, "muistiinpanot/"), {"note-text": ""}).status_code == 200
    client.post(page(project, "muistiinpanot/"), {"note-text": "Soita isännöitsijälle."})
    assert [note.text for note in project.notes.all()] == ["Soita isännöitsijälle."]
    assert "Soita isännöitsijälle." in main(client.get(page(project)))


def test_queries_do_not_grow_with_what_has_happened(client, adviser):
    project = make.project(make.kehra(), "approved", adviser)
    counts = []
    for number in (1, 3, 30):
        while project.applications.count() < number:
            make.application("in_check", project)
            Message.objects.send(project, by=adviser, text="Hei", language="fi")
            Note.objects.write(project, by=adviser, text="Muista")
        client.get(page(project))
        with CaptureQueriesContext(connection) as queries:
            client.get(page(project))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


@pytest.mark.django_db(transaction=True)
def test_two_take_at_once_and_one_is_told():
    project = make.project(make.kehra(), "submitted")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make.user("adviser"))
    codes = at_once(
        *(
            lambda client=client: client.post(page(project, "ota/")).status_code
            for client in clients
        )
    )
    assert sorted(codes) == [302, 409]
    assert Event.objects.filter(verb="take", target_id=project.pk).count() == 1
