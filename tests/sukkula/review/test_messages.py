import pytest

from kehityspolku.events import mail as event_mail
from kehityspolku.models import Notice
from sukkula.models import Note
from tests import make

pytestmark = pytest.mark.django_db


def page(project):
    return f"/hankkeet/{project.pk}/viestit/"


def recipients():
    return list(
        Notice.objects.filter(event__verb="message").values_list("recipient__email", flat=True)
    )


@pytest.fixture
def project():
    return make.project(make.kehra(), "in_review")


def test_a_coordinator_writes_and_the_adviser_is_told(client, project):
    client.force_login(make.coordinator(project.kehra))
    client.post(f"/sv{page(project)}", {"text": "Kan vi byta lokal?"})
    message = project.messages.get()
    assert (message.text, message.language, message.from_sukkula) == (
        "Kan vi byta lokal?",
        "sv",
        False,
    )
    assert recipients() == [project.adviser.email]


def test_sukkula_answers_and_the_coordinators_are_told(client, project):
    client.force_login(project.adviser)
    response = client.post(page(project), {"text": "Voitte."})
    assert response.url == f"/sukkula/hankkeet/{project.pk}/"
    assert recipients() == [make.coordinator(project.kehra).email]


def test_before_anyone_has_taken_it_the_lead_is_told(client):
    project = make.project(make.kehra(), "submitted")
    lead = make.user("lead")
    client.force_login(make.coordinator(project.kehra))
    client.post(page(project), {"text": "Milloin vastaatte?"})
    assert lead.email in recipients()


def test_members_read_but_do_not_write(client, project):
    client.force_login(make.member(project.kehra))
    assert client.get(page(project)).status_code == 200
    assert client.post(page(project), {"text": "Minäkin!"}).status_code == 403
    assert project.messages.count() == 0


def test_others_do_not_read(client):
    project = make.project(make.kehra(), "approved")
    outsiders = [make.user(), make.coordinator(make.kehra()), make.user("city_official")]
    for person in outsiders:
        client.force_login(person)
        assert client.get(page(project)).status_code == 404


def test_the_thread_closes_with_the_project(client):
    project = make.project(make.kehra(), "ended")
    client.force_login(make.coordinator(project.kehra))
    assert client.get(page(project)).context["can_message"] is False
    assert client.post(page(project), {"text": "Kiitos!"}).status_code == 409


def test_an_empty_message_is_not_sent(client, project):
    client.force_login(project.adviser)
    assert list(client.post(page(project), {"text": " "}).context["form"].errors) == ["text"]


def test_a_mail_holds_the_message(client, project, mailoutbox):
    client.force_login(project.adviser)
    client.post(page(project), {"text": "Kertokaa aikataulu."})
    event_mail.deliver()
    [mail] = [mail for mail in mailoutbox if "Kertokaa aikataulu." in mail.body]
    assert mail.to == [make.coordinator(project.kehra).email]
    assert page(project) in mail.body


def test_notes_are_for_sukkula_alone(client, project):
    Note.objects.write(project, by=project.adviser, text="Vain meille")
    outsiders = [make.user(), make.coordinator(project.kehra), make.user("admin")]
    assert [Note.objects.visible_to(person).count() for person in outsiders] == [0, 0, 0]
    client.force_login(make.coordinator(project.kehra))
    assert "Vain meille" not in client.get(page(project)).text
    assert client.get(f"/sukkula/hankkeet/{project.pk}/muistiinpanot/").status_code == 403
