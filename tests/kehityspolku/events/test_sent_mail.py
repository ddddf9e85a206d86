"""Mail as staff see it, and what happens when mail comes back."""

import json

import pytest
from django.core import mail
from django.utils import timezone

from kehityspolku.events import mail as event_mail
from kehityspolku.events import subscriptions
from kehityspolku.events.record import record
from kehityspolku.models import Notice
from kehrat.models import Idea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
SECRET = "a shared secret"


@pytest.fixture
def team():
    person = make.coordinator(make.kehra())
    Notice.objects.all().delete()
    return person


def suggest(team, title="Penkkejä"):
    kehra = team.memberships.first().kehra
    Idea.objects.suggest(kehra, by=make.user(), title=title, text="Salainen", language="fi")


def test_staff_see_who_got_what_when_but_not_what_was_written(client, team):
    suggest(team)
    event_mail.deliver()
    client.force_login(make.user("lead"))
    page = client.get("/lahetetty-posti/")
    assert [n.mail for n in page.context["notices"]] == ["sent"]
    assert (team.email in main(page), "Penkkejä" in main(page)) == (True, True)
    assert "Salainen" not in page.text


def test_it_is_narrowed_by_state_and_address(client, team):
    suggest(team)
    suggest(team)
    first, second = team.notices.order_by("pk")
    Notice.objects.filter(pk=first.pk).update(mail="failed", problem="ValueError: x")
    client.force_login(make.user("admin"))
    found = {
        query: [n.pk for n in client.get(f"/lahetetty-posti/?{query}").context["notices"]]
        for query in ("state=failed", "state=waiting", "state=sent", f"who={team.email}", "who=%00")
    }
    assert found == {
        "state=failed": [first.pk],
        "state=waiting": [second.pk],
        "state=sent": [],
        f"who={team.email}": [second.pk, first.pk],
        "who=%00": [second.pk, first.pk],
    }


def test_what_is_not_mailed_is_not_listed(client, team):
    subscriptions.choose([team], ["group"], "never")
    record("wake", team.memberships.get().kehra)
    client.force_login(make.user("lead"))
    assert client.get("/lahetetty-posti/").context["notices"] == []


@pytest.mark.parametrize(("pace", "mail_state"), [("at_once", "waiting"), ("weekly", "digest")])
def test_a_failed_mail_is_sent_again(client, team, pace, mail_state):
    suggest(team)
    subscriptions.choose([team], ["task"], pace)
    Notice.objects.update(mail="failed", tries=12, problem="x")
    client.force_login(make.user("lead"))
    client.post(f"/lahetetty-posti/{team.notices.get().pk}/uudelleen/")
    assert team.notices.values_list("mail", "tries", "problem").get() == (mail_state, 0, "")


def test_what_was_sent_is_not_sent_again(client, team):
    suggest(team)
    event_mail.deliver()
    client.force_login(make.user("lead"))
    client.post(f"/lahetetty-posti/{team.notices.get().pk}/uudelleen/")
    assert (event_mail.deliver(), len(mail.outbox)) == (0, 1)


def test_the_list_asks_as_often_for_many_as_for_one(client, team, django_assert_max_num_queries):
    client.force_login(make.user("lead"))
    client.get("/lahetetty-posti/")
    numbers = set()
    for number in (1, 3, 30):
        for _ in range(number - team.notices.count()):
            suggest(team)
        with django_assert_max_num_queries(60) as asked:
            client.get("/lahetetty-posti/")
        numbers.add(len(asked))
    assert len(numbers) == 1


# Bounces


def tell(client, secret=SECRET, body=None, **bounce):
    told = json.dumps(bounce) if body is None else body
    head = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {}
    return client.post("/posti/palautteet/", told, content_type="application/json", **head)


def test_a_hard_bounce_stops_mail_and_the_person_is_told(client, team, settings):
    settings.BOUNCE_SECRET = SECRET
    told = tell(client, address=team.email.upper(), type="hard", reason="550 no mailbox")
    assert told.status_code == 204
    team.refresh_from_db()
    assert (team.bounced_at is not None, team.bounce_reason) == (True, "550 no mailbox")
    record("wake", team.memberships.get().kehra)
    assert (team.notices.get().mail, event_mail.deliver()) == (Notice.Mail.NONE, 0)
    client.force_login(team)
    assert "comes back" in main(client.get("/en/oma/"))
    client.force_login(make.user("lead"))
    assert "550 no mailbox" in main(client.get("/lahetetty-posti/"))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"address": "a@b.example", "type": "soft"}', 204),
        ('{"address": "nobody@b.example", "type": "hard"}', 204),
        ('{"address": ["x"], "type": "hard"}', 204),
        ('{"address": "a\\u0000b", "type": "hard", "reason": "\\u0000"}', 204),
        pytest.param("[" * 100_000, 400, id="deep"),
        ('{"type": "hard"}', 400),
        ("[]", 400),
        ("7", 400),
        ("not json", 400),
        ("\xff", 400),
    ],
)
def test_what_it_tells_may_be_anything(client, settings, body, status):
    settings.BOUNCE_SECRET = SECRET
    person = make.user(email="a@b.example")
    assert tell(client, body=body).status_code == status
    person.refresh_from_db()
    assert person.bounced_at is None


@pytest.mark.parametrize(
    ("kept", "given"), [("", ""), ("", SECRET), (SECRET, ""), (SECRET, "another"), (SECRET, "ä")]
)
def test_without_the_secret_there_is_no_such_page(client, settings, kept, given):
    settings.BOUNCE_SECRET = kept
    assert tell(client, secret=given, address="a@b.example", type="hard").status_code == 404


def test_the_person_tries_again_or_confirms_an_address(client, team):
    bounced = {"bounced_at": timezone.now(), "bounce_reason": "550"}
    type(team).objects.filter(pk=team.pk).update(**bounced)
    client.force_login(team)
    client.post("/oma/ilmoitukset/uudelleen/")
    team.refresh_from_db()
    assert (team.bounced_at, team.bounce_reason) == (None, "")
    assert "comes back" not in client.get("/en/oma/").text


def test_mail_of_the_account_leaves_although_mail_comes_back(client, team):
    type(team).objects.filter(pk=team.pk).update(bounced_at=timezone.now())
    client.post("/tili/password/reset/", {"email": team.email})
    assert [letter.to for letter in mail.outbox] == [[team.email]]
