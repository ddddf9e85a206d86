"""The outbox asks the database as often for thirty notices as for one."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehityspolku import moments
from kehityspolku.events import mail as event_mail
from kehityspolku.events import subscriptions
from kehityspolku.events.record import record as record_event
from kehityspolku.models import Notice
from kehrat.models import Idea
from tests import make

pytestmark = pytest.mark.django_db


def many_kinds(number, pace):
    """About `number` notices of many kinds, to as many people, that wait at this pace."""
    kehra = make.kehra()
    coordinators = [make.member(kehra, "coordinator") for _ in range(max(1, number // 6))]
    project = make.project(kehra, "approved")
    application = make.application(project=project)
    survey = make.survey(project)
    asked = kehra.ask_to_join(by=make.user(), actor_type="resident")
    idea = Idea.objects.suggest(kehra, by=make.user(), title="I", text="T", language="fi")
    project.messages.send(project, by=project.adviser, text="Hei", language="fi")
    subscriptions.choose(coordinators, subscriptions.KINDS, pace)
    Notice.objects.all().delete()
    told = [("ask_to_join", asked), ("suggest", idea), ("send_back", application)]
    told += [("open_survey", survey), ("ask_changes", project), ("rest", kehra)]
    told += [("message", project.messages.get())]
    for verb, record in told[:number]:
        record_event(verb, record, message="M", reason="R")
    Notice.objects.exclude(recipient__in=coordinators).delete()
    return Notice.objects.count()


def asked(act):
    """How often the database was asked for one batch, without savepoints of tests."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("pace", ["at_once", "daily"])
def test_a_batch_asks_as_often_for_many_as_for_few(pace):
    def send():
        return event_mail.send(moments.next_digest("weekly")) + event_mail.deliver()

    many_kinds(7, pace)
    send()  # content types are looked up once
    numbers, letters = {}, []
    for wanted in (7, 14, 28):
        told = many_kinds(wanted, pace)
        before = len(mail.outbox)
        numbers[told] = asked(send)
        letters.append(len(mail.outbox) - before)
    assert sorted(numbers) == [7, 14, 28]
    assert len(set(numbers.values())) == 1, numbers
    assert letters == ([7, 14, 28] if pace == "at_once" else [1, 2, 4])


def test_one_and_three_and_thirty_of_a_kind_ask_as_often():
    kehra = make.kehra()
    make.coordinator(kehra)
    numbers = set()
    asked(event_mail.deliver)  # content types are looked up once
    for number in (1, 3, 29):
        Notice.objects.all().delete()
        for _ in range(number):
            kehra.ask_to_join(by=make.user(), actor_type="resident")
        numbers.add(asked(event_mail.deliver))
    assert len(numbers) == 1


def test_more_than_a_batch_leaves_batch_by_batch(monkeypatch):
    monkeypatch.setattr(event_mail, "BATCH", 2)
    kehra = make.kehra()
    make.coordinator(kehra)
    Notice.objects.all().delete()
    for _ in range(5):
        kehra.ask_to_join(by=make.user(), actor_type="resident")
    Notice.objects.update(kind="decision")  # which are letters of their own, however alike
    assert event_mail.deliver() == 5


def test_a_server_that_is_away_is_asked_once_a_batch(monkeypatch):
    kehra = make.kehra()
    make.coordinator(kehra)
    Notice.objects.all().delete()
    for _ in range(3):
        kehra.ask_to_join(by=make.user(), actor_type="resident")
    tries = []

    def away(link, letter):
        tries.append(letter)
        raise SMTPServerDisconnected("Server not connected")

    monkeypatch.setattr(event_mail, "_send", away)
    assert event_mail.deliver() == 0
    assert len(tries) == 1
    waiting = set(Notice.objects.values_list("mail", "tries", "problem"))
    assert waiting == {("waiting", 1, "SMTPServerDisconnected: Server not connected")}


def test_the_way_out_stands_on_every_letter_but_decisions():
    kehra, person = make.kehra(), make.user()
    team = make.coordinator(kehra)
    Notice.objects.all().delete()
    kehra.ask_to_join(by=person, actor_type="resident").decline(by=team)
    assert event_mail.deliver() == 2
    for letter in mail.outbox:
        raw = letter.message()
        task = letter.to == [team.email]  # a duty, which may be gathered
        assert ("/peru/" in raw.get("List-Unsubscribe", "")) == task
        assert (raw.get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click") == task
        assert ("/peru/" in letter.body) == task
        assert raw["Auto-Submitted"] == "auto-generated"


def test_the_address_to_unsubscribe_at_is_never_folded_or_encoded(settings):
    settings.SITE_URL = "https://" + "pitka." * 20 + "kehityspolku.example"
    kehra = make.kehra()
    make.coordinator(kehra)
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    event_mail.deliver()
    lines = mail.outbox[-1].message().as_bytes().decode().splitlines()
    [line] = [line for line in lines if line.startswith("List-Unsubscribe: ")]
    assert line.startswith(f"List-Unsubscribe: <{settings.SITE_URL}/ilmoitukset/peru/")
    assert line.endswith("/>")


def test_a_follower_is_told_the_news_without_the_teams_tasks():
    kehra, follower = make.kehra(), make.user(language="en")
    project = make.project(kehra, "in_review")
    follower.follows.create(target=kehra)
    Notice.objects.all().delete()
    project.approve(by=project.adviser)
    event_mail.deliver()
    [letter] = [letter for letter in mail.outbox if letter.to == [follower.email]]
    assert letter.body.startswith(f"http://127.0.0.1:8000/en/hankkeet/{project.pk}/\n\n-- \n")
    assert "You get this because you follow what it is about." in letter.body
    assert "No more mail of this (Projects and applications):" in letter.body
