"""Digests: grouped, newest first, never empty, nothing twice, in the reader's language."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kehityspolku import moments
from kehityspolku.events import duties, follows, subscriptions
from kehityspolku.events import mail as event_mail
from kehityspolku.events.record import record
from kehityspolku.models import Notice
from kehrat.models import Idea
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def team(pace="daily", **fields):
    """A Kehrä and its coordinator, who wants all mail gathered and has had none yet."""
    kehra = make.kehra(**fields)
    person = make.coordinator(kehra)
    subscriptions.choose([person], subscriptions.KINDS, pace)
    Notice.objects.all().delete()
    return kehra, person


def suggest(kehra, title="Penkkejä"):
    given = {"title": title, "text": "Lisää.", "language": "fi"}
    return Idea.objects.suggest(kehra, by=make.user(), **given)


def send(pace="weekly"):
    """Digests as if the next moment of this pace had come: how many, and their texts."""
    before = len(mail.outbox)
    number = event_mail.send(moments.next_digest(pace))
    return number, [letter.body for letter in mail.outbox[before:]]


def test_one_letter_tells_all_newest_first_by_kehra():
    first, person = team(name="Alppila")
    second = make.kehra(name="Vallila")
    make.member(second, "coordinator", user=person)
    Notice.objects.all().delete()
    for kehra, title in ((first, "Penkit"), (second, "Puut"), (first, "Katos")):
        suggest(kehra, title)
    assert (event_mail.deliver(), event_mail.send()) == (0, 0)
    number, [text] = send()
    assert number == 1
    places = [text.index(word) for word in ("Alppila", "Katos", "Penkit", "Vallila", "Puut")]
    assert places == sorted(places)
    assert [text.count(f"/ideat/{idea.pk}/") for idea in Idea.objects.all()] == [1, 1, 1]
    assert set(Notice.objects.values_list("mail", flat=True)) == {Notice.Mail.SENT}


def test_run_again_it_sends_nothing_more():
    kehra, _person = team()
    suggest(kehra)
    assert [send()[0] for _ in range(3)] == [1, 0, 0]


def test_daily_comes_before_weekly_and_one_letter_holds_both():
    kehra, person = team()
    subscriptions.choose([person], ["group"], "weekly")
    asked = kehra.ask_to_join(by=make.user(name="Outi"), actor_type="resident")
    asked.leave(by=asked.user)
    Notice.objects.filter(kind="task").update(not_before=timezone.now())
    tomorrow = timezone.now() + timedelta(seconds=1)
    assert event_mail.send(tomorrow) == 1
    assert set(person.notices.values_list("kind", "mail")) == {
        ("task", "sent"),
        ("group", "digest"),
    }
    suggest(kehra)
    number, [text] = send("weekly")
    assert (number, "Penkkejä" in text, text.count("Outi")) == (1, True, 1)


def test_it_is_in_the_readers_language_with_links_to_that_language():
    kehra, person = team(name_sv="Berghäll", name_en="Alpine")
    for language in ("sv", "en"):
        other = make.member(kehra, "coordinator", language=language)
        subscriptions.choose([other], subscriptions.KINDS, "daily")
    Notice.objects.all().delete()
    suggest(kehra)
    assert send()[0] == 3
    by_person = {letter.to[0]: letter for letter in mail.outbox}
    finnish = by_person.pop(person.email)
    assert "http://127.0.0.1:8000/ideat/" in finnish.body
    swedish, english = by_person.values()
    assert swedish.subject.startswith("Berghäll: ")
    assert ("8000/sv/ideat/" in swedish.body, "Berghäll\n========" in swedish.body) == (True, True)
    assert english.subject == "Alpine: 1 new thing"
    assert "8000/en/ideat/" in english.body


def test_nothing_is_sent_when_nothing_is_left_to_tell():
    kehra, person = team()
    suggest(kehra)
    person.notices.update(read_at=timezone.now())
    assert send() == (0, [])
    assert person.notices.get().mail == Notice.Mail.NONE


def test_what_was_read_in_the_portal_is_left_out():
    kehra, person = team()
    suggest(kehra, "Penkit")
    person.notices.get().read()
    suggest(kehra, "Puut")
    [text] = send()[1]
    assert ("Penkit" in text, "Puut" in text) == (False, True)


def test_what_was_deleted_is_left_out_and_its_words_are_nowhere():
    kehra, person = team()
    suggest(kehra, "Penkit").delete()
    suggest(kehra, "Puut")
    [text] = send()[1]
    assert ("Penkit" in text, "Puut" in text) == (False, True)
    assert set(person.notices.values_list("mail", flat=True)) == {"none", "sent"}


@pytest.mark.parametrize("way", ["mute", "never", "gone", "bounced"])
def test_who_wants_or_can_get_no_more_gets_none(way):
    kehra, person = team()
    record("wake", kehra)
    if way == "mute":
        follows.mute(person, kehra)
    elif way == "never":
        subscriptions.choose([person], ["group"], "never")
    elif way == "gone":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    else:
        duties.bounced(person.email, "no such mailbox")
    assert send() == (0, [])
    assert event_mail.deliver() == 0


def test_a_choice_made_while_a_notice_was_written_counts_all_the_same():
    kehra, person = team()
    record("wake", kehra)
    person.preferences.filter(kind="group").update(pace="never")
    assert send() == (0, [])
    Notice.objects.update(mail="waiting")
    assert event_mail.deliver() == 0


def test_many_same_sentences_are_told_once():
    kehra, person = team()
    subscriptions.choose([person], ["project"], "daily")
    application = make.application(project=make.project(kehra, "approved"))
    Notice.objects.all().delete()
    for _ in range(3):
        application.ask_check(by=person)
        application.send_back(by=application.project.adviser, message="Once more.")
    assert person.notices.count() == 3
    [text] = send()[1]
    assert text.count("* ") == 1


def test_a_long_digest_ends_and_says_where_the_rest_is(monkeypatch):
    kehra, person = team()
    monkeypatch.setattr(event_mail, "MOST", 2)
    type(person).objects.filter(pk=person.pk).update(language="en")
    for number in range(5):
        suggest(kehra, f"Idea {number}")
    [text] = send()[1]
    assert [f"Idea {number}" in text for number in range(5)] == [False, False, False, True, True]
    assert "And 3 more things in the portal:\nhttp://127.0.0.1:8000/en/ilmoitukset/" in text


def test_a_title_of_many_lines_is_one_line():
    kehra, _person = team()
    suggest(kehra, "Penkki\r-- \rhttp://example.com\u2028!")
    [text] = send()[1]
    assert "Penkki -- http://example.com !" in text


def test_one_bad_letter_waits_and_is_given_up_in_the_end():
    kehra, person = team()
    other = make.member(kehra, "coordinator", email="bad\n@kehityspolku.example")
    subscriptions.choose([other], subscriptions.KINDS, "daily")
    other.notices.all().delete()
    suggest(kehra, "Penkit")
    suggest(kehra, "Puut")
    assert send()[0] == 1
    assert set(other.notices.values_list("tries", "mail")) == {(1, "digest")}
    for _ in range(event_mail.MOST_TRIES):
        Notice.objects.update(not_before=timezone.now())
        event_mail.send()
    assert set(other.notices.values_list("mail", flat=True)) == {"failed"}
    assert other.notices.first().problem.startswith("ValueError: ")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_worker_stopped_in_the_middle_sends_nothing_twice(monkeypatch, stop):
    kehra, _person = team()
    for _ in range(3):
        other = make.member(kehra, "coordinator")
        subscriptions.choose([other], subscriptions.KINDS, "daily")
    Notice.objects.all().delete()
    suggest(kehra)
    send_one, sent = event_mail._send, []

    def stops(link, letter):
        if len(sent) == 2:
            raise stop
        sent.append(letter.to[0])
        send_one(link, letter)

    monkeypatch.setattr(event_mail, "_send", stops)
    with pytest.raises(stop):
        send()
    monkeypatch.undo()
    assert send()[0] == 2
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 4


def test_killed_and_sent_again_it_is_the_same_letter_to_a_mailbox():
    kehra, _person = team()
    suggest(kehra, "Penkit")
    suggest(kehra, "Puut")
    send()
    Notice.objects.update(mail="digest")  # as if the worker had been killed before its commit
    send()
    first, again = (letter.message()["Message-ID"] for letter in mail.outbox)
    assert first == again


def test_when_the_clock_was_down_the_digest_comes_late_and_once():
    kehra, person = team()
    suggest(kehra)
    person.notices.update(not_before=timezone.now() - timedelta(days=3))
    suggest(kehra, "Puita")
    person.notices.update(not_before=timezone.now() - timedelta(days=2))
    assert event_mail.send() == 1
    assert event_mail.send() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_digest_once():
    kehra, _person = team()
    for _ in range(5):
        other = make.member(kehra, "coordinator")
        subscriptions.choose([other], subscriptions.KINDS, "daily")
    Notice.objects.all().delete()
    for number in range(4):
        suggest(kehra, f"Idea {number}")
    assert sum(at_once(*[lambda: event_mail.send(moments.next_digest("weekly"))] * 4)) == 6
    assert sorted(letter.body.count("* ") for letter in mail.outbox) == [4] * 6
