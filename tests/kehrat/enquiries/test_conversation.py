"""A message from outside as a conversation: answered through the portal, nobody's address shown."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from kehityspolku.events import clock, duties, outbox
from kehityspolku.events import mail as event_mail
from kehityspolku.events.mail import Letter
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat import bounces
from kehrat.enquiries import answer_mail
from kehrat.models import Enquiry, Membership, Reply
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db

ULLA = "ulla@elsewhere.example"


@pytest.fixture
def kehra():
    """A Kehrä with two coordinators, of whom the public may not know."""
    made = make.kehra(name="Kallio")
    make.member(made, "coordinator", name="Kaisa", language="en")
    make.member(made, "coordinator", name="Kalle", language="en")
    return made


def person(name):
    return Membership.objects.get(user__name=name).user


def told(verb):
    """Who heard of the newest event: {name: kind}."""
    rows = Event.objects.filter(verb=verb).latest("pk").notices.select_related("recipient")
    return {str(notice.recipient): notice.kind for notice in rows}


def answer(enquiry, by="Kaisa", text="Voi varata."):
    enquiry.answer_enquiry(by=person(by), text=text, language="en")
    return enquiry


def page(client, enquiry):
    return client.get(f"/en/viestit/{enquiry.pk}/")


def test_a_letter_is_answered_and_goes_on_by_a_link(client, kehra):
    enquiry = make.enquiry(kehra, text="Voiko <b>huoneen</b> varata? https://x.example")
    client.force_login(person("Kaisa"))
    assert enquiry.name in main(client.get("/en/viestit/"))
    read = main(page(client, enquiry))
    assert (ULLA in read, "<b>huoneen" in read, 'href="https://x' in read) == (False,) * 3
    given = {"text": "Voi varata.\nSoita!", "seen": 0}
    assert client.post(f"/en/viestit/{enquiry.pk}/", given).url == f"/en/viestit/{enquiry.pk}/"
    assert told("answer_enquiry") == {"Kalle": "group"}
    mail.outbox.clear()
    assert answer_mail.deliver() == 1
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == ([ULLA], [])
    enquiry.refresh_from_db()
    assert (
        "Voi varata.\nSoita!" in letter.body,
        f"/kirjoita/keskustelu/{enquiry.token}/" in letter.body,
    ) == (True, True)
    assert [name for name in ("Kaisa", person("Kaisa").email) if name in letter.body] == []
    assert "Vastattu" not in main(client.get("/en/viestit/"))
    assert enquiry.name in main(client.get("/en/viestit/?state=answered"))
    assert "Kaisa" in main(page(client, enquiry))

    client.logout()
    link = f"/en/kirjoita/keskustelu/{enquiry.token}/"
    read = main(client.get(link))
    assert ("A coordinator of Kallio" in read, "Kaisa" in read) == (True, False)
    client.post(link, {"text": "Kiitos! Milloin?"})
    assert told("write_again") == {"Kaisa": "task", "Kalle": "task"}
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.replies.count()) == ("delivered", 2)


def test_a_name_that_is_public_signs_the_answer(kehra):
    Membership.objects.filter(user__name="Kalle").update(name_public=True)
    enquiry = answer(answer(make.enquiry(kehra)), "Kalle")
    lead = make.user("lead", name="Liisa")
    to_sukkula = make.enquiry(None)
    to_sukkula.answer_enquiry(by=lead, text="Hei", language="fi")
    with override("en"):
        signed = [r.signed for e in (enquiry, to_sukkula) for r in e.conversation()]
    assert signed == ["A coordinator of Kallio", "Kalle", "Sukkula"]


def test_of_two_who_answer_at_once_the_second_is_told(client, kehra):
    enquiry = make.enquiry(kehra)
    answer(enquiry)
    client.force_login(person("Kalle"))
    given = {"text": "Ei voi varata.", "seen": 0}
    late = client.post(f"/en/viestit/{enquiry.pk}/", given)
    assert (late.status_code, "Ei voi varata." in late.text) == (409, True)
    assert "Somebody wrote here meanwhile" in late.text
    assert client.post(f"/en/viestit/{enquiry.pk}/", {**given, "seen": 1}).status_code == 302


def test_who_answers_and_who_may_not(kehra):
    enquiry, lead = make.enquiry(kehra), make.user("lead")
    for stranger in (make.member(kehra), lead, make.coordinator(make.kehra())):
        with pytest.raises(PermissionDenied):
            enquiry.answer_enquiry(by=stranger, text="Hei", language="fi")
    assert Enquiry.objects.to_answer(lead).count() == 0
    for name in ("Kaisa", "Kalle"):
        duties.bounced(person(name).email, "550")
    assert Enquiry.objects.to_answer(lead).get() == enquiry
    enquiry.answer_enquiry(by=lead, text="Hei", language="fi")
    assert Enquiry.objects.visible_to(lead).get().state == "answered"


def test_what_is_closed_can_be_written_to_again(client, kehra):
    enquiry = make.enquiry(kehra)
    client.force_login(person("Kaisa"))
    assert client.post(f"/en/viestit/{enquiry.pk}/sulje/").url == "/en/viestit/"
    assert told("close_enquiry") == {"Kalle": "group"}
    with pytest.raises(WrongState):
        enquiry.close_enquiry(by=person("Kalle"))
    enquiry.write_again(text="Hei?", language="fi")
    assert (enquiry.state, told("write_again")) == ("delivered", {"Kaisa": "task", "Kalle": "task"})


def test_what_nobody_answers_is_reminded_of_and_then_told_to_sukkula(kehra):
    lead, enquiry = make.user("lead", name="Liisa"), make.enquiry(kehra)
    for days, made, names in ((2, 0, []), (3, 1, ["Kaisa", "Kalle"]), (6, 1, ["Kaisa", "Liisa"])):
        Enquiry.objects.update(state_since=timezone.now() - timedelta(days=days, minutes=1))
        assert clock.watch() == made
        if made:
            heard = told("still_waits")
            assert ([name in heard for name in names], "Liisa" in heard) == ([True] * 2, days == 6)
    answer(Enquiry.objects.get(pk=enquiry.pk))
    Enquiry.objects.update(state_since=timezone.now() - timedelta(days=30))
    assert (clock.watch(), lead.is_lead) == (0, True)


def test_an_answer_that_does_not_arrive_is_told(kehra, monkeypatch):
    enquiry = answer(make.enquiry(kehra))

    def refuse(_letter):
        raise SMTPRecipientsRefused({ULLA: (550, b"no such mailbox")})

    monkeypatch.setattr(Letter, "send", refuse)
    for _ in range(outbox.MOST_TRIES):
        Reply.objects.filter(mail_at__isnull=False).update(mail_at=timezone.now())
        assert answer_mail.deliver() == 0
    assert told("answer_came_back") == {"Kaisa": "task", "Kalle": "task"}
    Reply.objects.update(sent_at=timezone.now())
    bounces.came_back(ULLA.upper())
    assert Event.objects.filter(verb="answer_came_back").count() == 2
    assert enquiry.replies.get().mail_at is None


def test_no_link_leads_to_what_was_not_confirmed_and_none_is_flooded(client, kehra, settings):
    waiting = Enquiry.objects.create(kehra=kehra, name="x", email="x@y.example", text="x")
    assert client.get(waiting.link).status_code == 404
    settings.ACCOUNT_RATE_LIMITS = {"enquiry_again": "2/d/key"}
    enquiry = make.enquiry(kehra)
    sent = [client.post(enquiry.link, {"text": f"Hei {n}"}).status_code for n in range(3)]
    assert (sent, enquiry.replies.count()) == ([302, 302, 429], 2)


@pytest.mark.parametrize("side", ["outside", "inside"])
def test_what_is_too_long_or_empty_is_told_and_kept(client, kehra, side):
    enquiry = make.enquiry(kehra)
    if side == "inside":
        client.force_login(person("Kaisa"))
    thread = f"/kirjoita/keskustelu/{enquiry.token}/"
    path = thread if side == "outside" else f"/viestit/{enquiry.pk}/"
    long = "Ä" * 4001
    mail.outbox.clear()
    for text, status in ((long, 200), ("", 200), (" \n", 200), ("x" * 5_000_000, 413)):
        page = client.post(f"/en{path}", {"text": text, "seen": 0})
        assert page.status_code == status
    assert long in client.post(f"/en{path}", {"text": long, "seen": 0}).text
    assert (enquiry.replies.count(), mail.outbox) == (0, [])
    script = "<script>alert(1)</script> & <b>Hei</b>"
    client.post(f"/en{path}", {"text": script, "seen": 0})
    page = client.get(f"/en{thread}").text
    assert (
        "<script>alert" in page,
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page,
    ) == (
        False,
        True,
    )


def test_mail_of_a_name_with_line_breaks_is_one_line(kehra):
    enquiry = make.enquiry(kehra, name="Ulla\r\nBcc: kaikki@x.example\x00")
    answer(enquiry)
    event_mail.deliver()
    answer_mail.deliver()
    assert Notice.objects.filter(mail="failed").count() == 0
    assert [m.bcc for m in mail.outbox] == [[]] * len(mail.outbox)
    assert [m for m in mail.outbox if "\n" in m.subject or m.message()["Bcc"]] == []
