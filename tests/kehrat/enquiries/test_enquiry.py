"""Writing to a Kehrä or to Sukkula from outside: confirmed by mail, delivered once, forgotten."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.utils import timezone

from kehityspolku.events import mail as event_mail
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehityspolku.web import limits
from kehrat.models import Enquiry, Kehra
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
TEXT = "Voiko kerhohuoneen varata?\nOlemme kymmenen hengen ryhmä."


@pytest.fixture
def kehra():
    made = make.kehra(name="Kallio")
    make.member(made, "coordinator", name="Kaisa Koordinaattori", language="en")
    return made


def write(client, kehra=None, prefix="/en", **fields):
    place = f"kehrat/{kehra.slug}/" if kehra else ""
    given = {"name": "Ulla", "email": "ulla@elsewhere.example", "text": TEXT}
    return client.post(f"{prefix}/{place}kirjoita/", given | fields)


def link():
    (letter,) = (m for m in mail.outbox if m.to == ["ulla@elsewhere.example"])
    return re.search(r"https?://[^/]+(/\S+vahvista\S+)", letter.body).group(1)


def delivered():
    return Enquiry.objects.filter(state="delivered").count()


def test_it_goes_on_when_the_sender_presses_the_link(client, kehra):
    assert write(client, kehra).url == "/en/kirjoita/lahetetty/"
    assert (delivered(), Notice.objects.filter(event__verb="deliver_enquiry").count()) == (0, 0)
    page = client.get(link())
    assert ("Voiko kerhohuoneen varata?" in main(page), delivered()) == (True, 0)
    assert client.post(link()).url == Enquiry.objects.get().link
    event_mail.deliver()
    (letter,) = (m for m in mail.outbox if "from outside" in m.subject)
    assert letter.to == [kehra.coordinators().get().email]
    assert ("Ulla:" in letter.body, TEXT in letter.body) == (True, True)
    assert "ulla@elsewhere.example" not in str(letter.message())


def test_the_mail_that_asks_holds_nothing_that_was_written(client, kehra):
    write(client, kehra, name="Halpoja laskuja", text="Osta heti!")
    (letter,) = mail.outbox
    assert re.findall("Halpoja|Osta|Kaisa", letter.subject + letter.body) == []


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_the_language_of_the_page_is_kept(client, kehra, prefix):
    write(client, kehra, prefix)
    assert link().startswith(f"{prefix}/kirjoita/vahvista/")
    assert Enquiry.objects.get().language == (prefix[1:] or "fi")


def test_the_link_works_once_and_two_days(client, kehra):
    write(client, kehra)
    client.post(link())
    assert (client.post(link()).url, delivered()) == (Enquiry.objects.get().link, 1)
    with pytest.raises(WrongState):
        Enquiry.objects.get().deliver()
    Enquiry.objects.update(state="waiting", delivered_at=None)
    Enquiry.objects.update(made_at=timezone.now() - timedelta(days=2, minutes=1))
    assert (client.get(link()).status_code, client.post(link()).status_code) == (404, 404)


def test_who_is_signed_in_needs_no_link(client, kehra):
    person = make.user(name="Matti")
    client.force_login(person)
    page = main(client.get(f"/en/kehrat/{kehra.slug}/kirjoita/"))
    assert ('name="email"' in page, 'value="Matti"' in page) == (False, True)
    write(client, kehra, email="another@elsewhere.example")
    assert (Enquiry.objects.get().email, delivered()) == (person.email, 1)


def test_sukkulas_leads_get_what_is_written_to_it_or_to_a_kehra_without_anyone(client):
    lead = make.user("lead")
    for place in (None, make.kehra()):
        write(client, place)
        client.post(link())
        mail.outbox.clear()
    told = Notice.objects.filter(event__verb="deliver_enquiry", recipient=lead)
    assert (told.count(), Enquiry.objects.visible_to(lead).count()) == (2, 2)


def test_no_page_tells_who_coordinates(client, kehra):
    write(client, kehra)
    pages = [client.get(f"/en/kehrat/{kehra.slug}/kirjoita/"), client.get(link())]
    assert all("Kaisa" not in page.text for page in pages)


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"email": "not an address"}, {"name": ""}, {"text": "x" * 100_000}]
)
def test_what_lacks_something_is_told_and_kept(client, kehra, fields):
    page = write(client, kehra, **fields)
    assert (page.status_code, 'role="alert"' in main(page)) == (200, True)
    assert ("kerhohuoneen" in main(page)) == ("text" not in fields)
    assert Enquiry.objects.count() == 0


def test_a_robot_is_thanked_and_nothing_is_kept(client, kehra):
    assert write(client, kehra, **{limits.TRAP: "https://x.example"}).status_code == 302
    assert (Enquiry.objects.count(), mail.outbox) == (0, [])


def test_one_address_is_not_flooded(client, kehra, settings):
    settings.ACCOUNT_RATE_LIMITS = {"enquiry_address": "2/d/key"}
    statuses = [write(client, kehra).status_code for _ in range(3)]
    assert (statuses, len(mail.outbox)) == ([302, 302, 429], 2)
    assert "kerhohuoneen" in main(write(client, kehra))
    assert write(client, kehra, email="other@elsewhere.example").status_code == 302


def test_one_place_writes_only_so_often(client, kehra, settings):
    settings.ACCOUNT_RATE_LIMITS = {"enquiry": "1/h/ip"}
    assert [write(client, kehra, email=f"{n}@e.example").status_code for n in "ab"] == [302, 429]


def test_a_form_sent_twice_makes_one(client, kehra):
    page = main(client.get(f"/en/kehrat/{kehra.slug}/kirjoita/"))
    key = re.search(r'name="form_key" value="([^"]+)"', page).group(1)
    for _ in range(2):
        write(client, kehra, form_key=key)
    assert (Enquiry.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_mail_server_that_is_away_is_told_and_the_text_stays(client, kehra, monkeypatch):
    def away(*_args, **_kwargs):
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    page = write(client, kehra)
    assert ("could not be sent just now" in main(page), "kerhohuoneen" in main(page)) == (
        True,
        True,
    )


def test_a_kehra_that_has_ended_sends_to_sukkula(client, kehra):
    Kehra.objects.filter(pk=kehra.pk).update(state="ended")
    assert client.get(f"/en/kehrat/{kehra.slug}/kirjoita/").url == "/en/kirjoita/"
    Kehra.objects.filter(pk=kehra.pk).update(state="proposed")
    assert client.get(f"/en/kehrat/{kehra.slug}/kirjoita/").status_code == 404


def test_messages_are_forgotten_with_their_events(kehra):
    old, new = make.enquiry(kehra), make.enquiry(kehra)
    unconfirmed = Enquiry.objects.create(
        kehra=kehra,
        name="x",
        email="x@y.example",
        text="x",
        made_at=timezone.now() - timedelta(days=3),
    )
    Enquiry.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=366))
    assert Enquiry.objects.forget() == 2
    assert list(Enquiry.objects.all()) == [new]
    told = Event.objects.filter(verb="deliver_enquiry").values_list("target_id", flat=True)
    assert (list(told), unconfirmed.pk in told) == ([new.pk], False)
