"""Meetings in calendar files, read back by the library."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from kehityspolku import moments
from kehrat.models import CalendarKey, Meeting
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def event(client, meeting):
    (found,) = read(client, reverse("kehrat:meeting_calendar", args=[meeting.pk])).walk("VEVENT")
    return found


def at(day, hour, minute=0):
    return moments.at(day, time(hour, minute))


class TestOneMeeting:
    def test_tells_all_of_the_call(self, client):
        meeting = make.meeting(title="Talkoot; ä, ö", place="Kirjasto", agenda="- alku\n- loppu")
        found = event(client, meeting)
        assert found["SUMMARY"] == f"{meeting.kehra.name}: Talkoot; ä, ö"
        assert found["LOCATION"] == "Kirjasto"
        assert "- alku\n- loppu" in found["DESCRIPTION"]
        assert found["URL"].endswith(meeting.get_absolute_url())
        assert (found["STATUS"], found["SEQUENCE"]) == ("CONFIRMED", 0)
        assert found.decoded("DTSTART") == meeting.starts

    @pytest.mark.parametrize(
        ("day", "first", "last", "hours"),
        [
            (date(2027, 3, 28), (1, 0), (5, 0), 3),  # 3.00 becomes 4.00
            (date(2027, 10, 31), (2, 0), (5, 0), 4),  # 4.00 becomes 3.00
            (date(2027, 1, 15), (18, 0), (20, 0), 2),
            (date(2027, 7, 15), (18, 0), (20, 0), 2),
        ],
    )
    def test_is_right_across_summer_time(self, client, day, first, last, hours):
        starts, ends = at(day, *first), at(day, *last)
        meeting = make.meeting(starts=starts, ends=ends)
        calendar = read(client, reverse("kehrat:meeting_calendar", args=[meeting.pk]))
        (found,) = calendar.walk("VEVENT")
        assert found["DTSTART"].params["TZID"] == "Europe/Helsinki"
        assert found.decoded("DTSTART").astimezone(UTC) == starts
        assert found.decoded("DTEND").astimezone(UTC) == ends
        assert ends - starts == timedelta(hours=hours)
        wall = found.decoded("DTSTART").replace(tzinfo=None)
        assert wall == datetime.combine(day, time(*first))
        assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Helsinki"]

    def test_moved_and_cancelled_it_stays_the_same_event(self, client):
        meeting = make.meeting()
        team = make.coordinator(meeting.kehra)
        uid = event(client, meeting)["UID"]
        later = meeting.starts + timedelta(days=1)
        meeting.change_meeting(by=team, starts=later, ends=later + timedelta(hours=1))
        moved = event(client, meeting)
        assert (moved["UID"], moved["SEQUENCE"]) == (uid, 1)
        assert moved.decoded("DTSTART") == later
        meeting.cancel_meeting(by=team, reason="Ei nyt.")
        gone = event(client, meeting)
        assert (gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == (uid, 2, "CANCELLED")
        assert gone.walk("VALARM") == []

    def test_a_new_title_is_a_new_entry_too(self, client):
        with moments.days_ago(2):
            meeting = make.meeting(days=9)
        team = make.coordinator(meeting.kehra)
        before = event(client, meeting)
        meeting.change_meeting(by=team, title="Uusi nimi")
        after = event(client, meeting)
        assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
        assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")

    def test_what_people_write_comes_out_as_they_wrote_it(self, client):
        words = 'Pöydät, tuolit; \\n ja 🎉\nToinen rivi: 100 % "oma"'
        meeting = make.meeting(title=words.replace("\n", " "), place="Sali 1, 2. krs", agenda=words)
        answer = client.get(reverse("kehrat:meeting_calendar", args=[meeting.pk]))
        (found,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert found["SUMMARY"].endswith(words.replace("\n", " "))
        assert (words in found["DESCRIPTION"], found["LOCATION"]) == (True, "Sali 1, 2. krs")
        lines = answer.content.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert {b"METHOD", b"ORGANIZER"}.isdisjoint({line.partition(b":")[0] for line in lines})

    def test_a_members_one_is_theirs(self, client):
        meeting = make.meeting(public=False)
        path = reverse("kehrat:meeting_calendar", args=[meeting.pk])
        assert client.get(path).status_code == 404
        client.force_login(make.member(meeting.kehra))
        assert event(client, meeting)["STATUS"] == "CONFIRMED"


class TestOfAKehra:
    def test_holds_public_meetings_only_whoever_reads(self, client):
        kehra = make.kehra()
        public = make.meeting(kehra)
        make.meeting(kehra, public=False)
        make.meeting()
        path = reverse("kehrat:kehra_calendar", args=[kehra.slug])
        for person in (None, make.member(kehra)):
            if person:
                client.force_login(person)
            found = read(client, path).walk("VEVENT")
            assert [e["UID"].split("@")[0] for e in found] == [f"meeting-{public.pk}"]

    def test_past_ones_stay_a_year(self, client):
        kehra = make.kehra()
        make.past(make.meeting(kehra), 400)
        recent = make.past(make.meeting(kehra), 300)
        found = read(client, reverse("kehrat:kehra_calendar", args=[kehra.slug])).walk("VEVENT")
        assert [e["UID"].split("@")[0] for e in found] == [f"meeting-{recent.pk}"]

    def test_an_empty_one_is_a_calendar_too(self, client):
        assert (
            read(client, reverse("kehrat:kehra_calendar", args=[make.kehra().slug])).walk("VEVENT")
            == []
        )


class TestOnesOwn:
    def feed(self, client, person):
        key = CalendarKey.objects.get(user=person)
        client.logout()
        return read(client, reverse("kehrat:calendar_feed", args=[key.token])).walk("VEVENT")

    def test_holds_meetings_of_own_kehrat_and_those_answered_with_the_answers(self, client):
        kehra, elsewhere = make.kehra(), make.kehra()
        person = make.member(kehra, language="sv")
        CalendarKey.objects.renew(person)
        mine = make.meeting(kehra, public=False, capacity=1, days=3)
        asked, other = make.meeting(kehra, days=4), make.meeting(elsewhere, days=5)
        make.meeting(elsewhere), make.meeting(elsewhere, public=False)
        no = make.meeting(kehra, days=6)
        mine.rsvp(by=make.coordinator(kehra), answer="yes")
        mine.rsvp(by=person, answer="yes")
        other.rsvp(by=person, answer="yes")
        no.rsvp(by=person, answer="no")
        found = self.feed(client, person)
        told = [(e["UID"].split("@")[0], e["STATUS"], e["TRANSP"]) for e in found]
        assert told == [
            (f"meeting-{mine.pk}", "TENTATIVE", "OPAQUE"),
            (f"meeting-{asked.pk}", "TENTATIVE", "OPAQUE"),
            (f"meeting-{other.pk}", "CONFIRMED", "OPAQUE"),
            (f"meeting-{no.pk}", "CONFIRMED", "TRANSPARENT"),
        ]

    def test_one_who_left_no_longer_reads_what_is_for_members(self, client):
        kehra = make.kehra()
        make.coordinator(kehra)
        person = make.member(kehra)
        CalendarKey.objects.renew(person)
        make.meeting(kehra, public=False).rsvp(by=person, answer="yes")
        assert len(self.feed(client, person)) == 1
        kehra.membership_of(person).leave(by=person)
        assert self.feed(client, person) == []

    def test_the_address_is_made_anew_and_closed_in_ones_settings(self, client):
        person = make.user()
        path = reverse("kehrat:my_calendar")
        client.force_login(person)
        assert ".ics" not in client.get(path).text
        addresses = []
        for _n in range(2):
            client.post(path, {"renew": "1"})
            token = CalendarKey.objects.get(user=person).token
            addresses.append(reverse("kehrat:calendar_feed", args=[token]))
            assert addresses[-1] in main(client.get(path))
        assert [client.get(a).status_code for a in addresses] == [404, 200]
        client.post(path, {"revoke": "1"})
        assert [client.get(a).status_code for a in addresses] == [404, 404]

    def test_it_sets_no_cookie_and_is_kept_by_no_proxy(self, client):
        key = CalendarKey.objects.renew(make.user())
        answer = client.get(reverse("kehrat:calendar_feed", args=[key.token]))
        assert dict(answer.cookies) == {}
        assert "private" in answer.headers["Cache-Control"]
        assert len(key.token) == 43

    def test_a_closed_account_has_none(self, client):
        person = make.user()
        key = CalendarKey.objects.renew(person)
        person.is_active = False
        person.save()
        assert client.get(reverse("kehrat:calendar_feed", args=[key.token])).status_code == 404

    def test_asks_the_database_as_often_for_one_as_for_many(self, client):
        kehra = make.kehra()
        person = make.member(kehra)
        key = CalendarKey.objects.renew(person)
        path, asked = reverse("kehrat:calendar_feed", args=[key.token]), set()
        meeting = make.meeting(kehra)
        for rows in (1, 3, 30):
            make.copies(meeting, rows - Meeting.objects.count())
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert len(read(client, path).walk("VEVENT")) == rows
            asked.add(len(queries))
        assert len(asked) == 1
