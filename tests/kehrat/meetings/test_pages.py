"""Pages of meetings: forms, lists, pieces, answering before one has an account."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kehityspolku import moments
from kehityspolku.models import Wish
from kehrat.models import Meeting, SubArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
DAY = moments.in_days(20)
CALL = {
    "title": "Pihakokous",
    "day": DAY.isoformat(),
    "begins": "18:00",
    "ends": "20:00",
    "place": "Kirjasto",
    "agenda": "- alku",
    "public": "on",
    "language": "fi",
}


def url(name, meeting):
    return reverse(f"kehrat:{name}", args=[meeting.pk])


@pytest.fixture
def team(client):
    """A coordinator, signed in; `team.kehra` is the Kehrä."""
    kehra = make.kehra()
    person = make.coordinator(kehra)
    person.kehra = kehra
    client.force_login(person)
    return person


def call(client, team, **fields):
    return client.post(reverse("kehrat:meeting_new", args=[team.kehra.slug]), CALL | fields)


class TestTheCall:
    def test_is_made_of_day_and_clock_in_helsinki(self, client, team):
        answer = call(client, team, capacity="12", answer_by=(DAY - timedelta(days=2)).isoformat())
        meeting = team.kehra.meetings.get()
        assert answer.url == meeting.get_absolute_url()
        there = meeting.starts.astimezone(moments.HELSINKI)
        assert (there.date(), there.hour, meeting.capacity) == (DAY, 18, 12)
        assert meeting.rsvp_until == moments.end_of(DAY - timedelta(days=2))
        assert meeting.ends - meeting.starts == timedelta(hours=2)

    def test_times_are_typed_the_finnish_way_too(self, client, team):
        day = moments.day_text(DAY)
        call(client, team, day=day, begins="18.30", ends="19.45", answer_by=day)
        meeting = team.kehra.meetings.get()
        assert (meeting.ends - meeting.starts).total_seconds() == 75 * 60
        assert meeting.rsvp_until == meeting.starts

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"title": ""}, "title"),
            ({"day": moments.in_days(-1).isoformat()}, "day"),
            ({"day": "0001-01-01"}, "day"),
            ({"day": "9999-12-31"}, "day"),
            ({"day": "31.2.2027"}, "day"),
            ({"begins": "25:00"}, "begins"),
            ({"ends": "17:00"}, "ends"),
            ({"ends": "18:00"}, "ends"),
            ({"place": "", "link": ""}, "place"),
            ({"link": "javascript:alert(1)"}, "link"),
            ({"link": "ei osoite"}, "link"),
            ({"capacity": "0"}, "capacity"),
            ({"capacity": "-3"}, "capacity"),
            ({"capacity": "9" * 30}, "capacity"),
            ({"answer_by": (DAY + timedelta(days=1)).isoformat()}, "answer_by"),
            ({"agenda": "x" * 100_000}, "agenda"),
            ({"language": "xx"}, "language"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field_and_stays(self, client, team, fields, field):
        answer = call(client, team, **{"agenda": "Pitkä esityslista."} | fields)
        assert answer.status_code == 200
        assert f'id="id_{field}_error"' in main(answer)
        assert fields.get("agenda", "Pitkä esityslista.") in main(answer)
        assert team.kehra.meetings.count() == 0

    def test_an_hour_that_summer_time_skips_is_told(self, client, team):
        year = next(y for y in (2027, 2028) if date(y, 3, 31) > moments.in_days(1))
        day = max(date(year, 3, n) for n in range(25, 32) if date(year, 3, n).weekday() == 6)
        answer = call(client, team, day=day.isoformat(), begins="03:30", ends="05:00")
        assert 'id="id_begins_error"' in main(answer)
        call(client, team, day=day.isoformat(), begins="02:30", ends="05:00")
        meeting = team.kehra.meetings.get()
        assert meeting.ends - meeting.starts == timedelta(hours=1, minutes=30)

    def test_sent_twice_is_one_meeting(self, client, team):
        key = "6b06672d-0000-4000-8000-000000000001"
        answers = [call(client, team, form_key=key).url for _n in range(2)]
        assert len(set(answers)) == 1
        assert team.kehra.meetings.count() == 1

    def test_what_a_signed_out_person_typed_is_shown_again(self, client):
        kehra = make.kehra()
        path = reverse("kehrat:meeting_new", args=[kehra.slug])
        answer = client.post(path, CALL | {"agenda": "Kolme asiaa."})
        assert answer.url.startswith(reverse("account_login"))
        client.force_login(make.coordinator(kehra))
        page = main(client.get(path))
        assert "Kolme asiaa." in page
        assert kehra.meetings.count() == 0

    def test_opened_to_all_it_stays_open(self, client, team):
        call(client, team, public="")
        meeting = team.kehra.meetings.get()
        assert meeting.public is False
        page = main(client.get(url("meeting_edit", meeting)))
        assert 'name="public"' in page
        client.post(url("meeting_edit", meeting), CALL)
        meeting.refresh_from_db()
        assert meeting.public is True
        client.post(url("meeting_edit", meeting), CALL | {"public": ""})
        meeting.refresh_from_db()
        assert meeting.public is True

    def test_a_room_too_small_is_told_at_its_field(self, client, team):
        meeting = make.meeting(team.kehra)
        for _n in range(2):
            meeting.rsvp(by=make.user(), answer="yes")
        answer = client.post(url("meeting_edit", meeting), CALL | {"capacity": "1"})
        assert 'id="id_capacity_error"' in main(answer)
        assert (
            client.post(url("meeting_edit", meeting), CALL | {"capacity": "2"}).status_code == 302
        )

    def test_a_begun_meeting_keeps_its_time_when_the_agenda_is_mended(self, client, team):
        meeting = make.past(make.meeting(team.kehra, title=CALL["title"]), 1)
        there = meeting.starts.astimezone(moments.HELSINKI)
        same = {"day": there.date().isoformat(), "agenda": "Korjattu."}
        assert client.post(url("meeting_edit", meeting), CALL | same).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.agenda, meeting.sequence) == ("Korjattu.", 0)

    def test_cancelling_asks_for_the_reason(self, client, team):
        meeting = make.meeting(team.kehra)
        assert 'id="id_reason_error"' in main(
            client.post(url("meeting_cancel", meeting), {"reason": " "})
        )
        client.post(url("meeting_cancel", meeting), {"reason": "Sali on kiinni."})
        assert "Sali on kiinni." in main(client.get(meeting.get_absolute_url()))
        again = client.post(url("meeting_cancel", meeting), {"reason": "Taas."})
        assert again.status_code == 409


class TestAnswers:
    def test_before_sign_in_the_answer_waits_for_the_account(self, client):
        meeting = make.meeting()
        assert dict(client.get(meeting.get_absolute_url()).cookies) == {}
        answer = client.post(url("meeting_answer", meeting), {"answer": "yes"})
        assert answer.url == url("meeting_answer_next", meeting)
        assert client.get(answer.url).status_code == 200
        wish = Wish.objects.get()
        assert (wish.verb, wish.facts, wish.target) == ("rsvp", {"answer": "yes"}, meeting)
        assert meeting.rsvps.count() == 0
        person = make.user(password="a long enough phrase 7")
        given = {"login": person.email, "password": "a long enough phrase 7"}
        client.post(reverse("account_login"), given)
        assert meeting.rsvps.get(user=person).answer == "yes"

    @pytest.mark.parametrize("change", ["cancel", "close"])
    def test_a_wish_that_cannot_be_done_any_more_is_let_go(self, client, change):
        meeting = make.meeting()
        client.post(url("meeting_answer", meeting), {"answer": "yes"})
        if change == "cancel":
            meeting.cancel_meeting(by=make.coordinator(meeting.kehra), reason="Ei.")
        else:
            Meeting.objects.filter(pk=meeting.pk).update(public=False)
        person = make.user(password="a long enough phrase 7")
        given = {"login": person.email, "password": "a long enough phrase 7"}
        assert client.post(reverse("account_login"), given).status_code == 302
        assert meeting.rsvps.count() == 0

    def test_the_reader_is_told_where_one_stands(self, client):
        meeting = make.meeting(capacity=1)
        for _n in range(2):
            meeting.rsvp(by=make.user(), answer="yes")
        person = make.user(language="en")
        client.force_login(person)
        path = f"/en{url('meeting_answer', meeting)}"
        page = main(client.post(path, {"answer": "yes"}, follow=True))
        assert "on the waiting list, in place 2" in page
        assert "1 person before you" in page
        assert "You are not coming." in main(client.post(path, {"answer": "no"}, follow=True))

    @pytest.mark.parametrize("answer", ["", "waiting", "perhaps", "yes\0"])
    def test_what_is_no_answer_changes_nothing(self, client, answer):
        meeting = make.meeting()
        client.force_login(make.user())
        assert client.post(url("meeting_answer", meeting), {"answer": answer}).status_code == 200
        assert meeting.rsvps.count() == 0

    def test_names_show_to_members_numbers_to_all(self, client):
        meeting = make.meeting()
        meeting.rsvp(by=make.user(name="Tuula Tulija"), answer="yes")
        met = []
        for person in (None, make.user(), make.member(meeting.kehra), make.user("lead")):
            client.logout()
            if person:
                client.force_login(person)
            met.append("Tuula Tulija" in main(client.get(meeting.get_absolute_url())))
        assert met == [False, False, True, True]


class TestLists:
    def test_coming_ones_soonest_first_past_ones_newest_first(self, client):
        kehra = make.kehra()
        late, soon = make.meeting(kehra, days=9), make.meeting(kehra, days=2)
        old, held = make.past(make.meeting(kehra), 40), make.meeting(kehra, "held")
        cancelled = make.meeting(kehra, "cancelled", days=1)
        path = reverse("kehrat:meetings", args=[kehra.slug])
        assert self.order(client.get(path)) == [soon, late]
        assert self.order(client.get(f"{path}?menneet")) == [cancelled, held, old]

    def order(self, page):
        return list(page.context["meetings"])

    def test_many_are_read_page_by_page_each_once(self, client):
        kehra = make.kehra()
        made = [make.meeting(kehra, days=1 + n // 2) for n in range(65)]
        path, seen = reverse("kehrat:meetings", args=[kehra.slug]), []
        page = client.get(path)
        while True:
            seen += self.order(page)
            if not page.context["older_url"]:
                break
            page = client.get(path + page.context["older_url"])
        assert seen == made
        back = client.get(path + page.context["newer_url"])
        assert self.order(back) == made[30:60]

    def test_the_citys_holds_public_coming_ones_narrowed_by_area_and_kehra(self, client):
        kallio = make.kehra()
        vuosaari = make.kehra(sub_areas=SubArea.objects.filter(district=54)[:2])
        here, there = make.meeting(kallio, days=3), make.meeting(vuosaari, days=2)
        make.meeting(kallio, public=False), make.meeting(kallio, "held")
        path = reverse("kehrat:city_meetings")
        assert self.order(client.get(path)) == [there, here]
        assert self.order(client.get(path, {"kehra": kallio.slug})) == [here]
        area = vuosaari.sub_areas.first().district.major_id
        assert self.order(client.get(path, {"alue": area})) == [there]
        assert self.order(client.get(path, {"alue": "9" * 400, "kehra": "ei"})) == [there, here]

    @pytest.mark.parametrize("name", ["city_meetings", "meetings", "meeting", "kehra"])
    def test_each_asks_the_database_as_often_for_one_as_for_many(self, client, name):
        kehra = make.kehra()
        client.force_login(make.member(kehra))
        first, asked = make.meeting(kehra, days=2), set()
        args = {"city_meetings": [], "meeting": [first.pk]}.get(name, [kehra.slug])
        path = reverse(f"kehrat:{name}", args=args)
        coming = make.meeting(kehra)
        for more in (0, 2, 27):
            make.copies(coming, more)
            for _ in range(more):
                first.rsvp(by=make.user(), answer="yes")
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            asked.add(len(queries))
        assert len(asked) == 1


class TestThePieceOnTheKehrasPage:
    def piece(self, client, kehra):
        headers = {"HX-Request": "true"}
        answer = client.get(reverse("kehrat:meeting_next", args=[kehra.slug]), headers=headers)
        assert "no-store" in answer.headers["Cache-Control"]
        return answer.text

    def test_shows_the_next_one_the_reader_may_see(self, client):
        kehra = make.kehra()
        later = make.meeting(kehra, days=9)
        sooner = make.meeting(kehra, days=2, public=False)
        assert later.get_absolute_url() in self.piece(client, kehra)
        client.force_login(make.member(kehra))
        assert sooner.get_absolute_url() in self.piece(client, kehra)
        assert sooner.get_absolute_url() in main(client.get(kehra.get_absolute_url()))

    def test_asks_coordinators_alone_of_past_ones(self, client):
        kehra = make.kehra()
        team, past = make.coordinator(kehra), make.past(make.meeting(kehra), 2)
        assert past.get_absolute_url() not in self.piece(client, kehra)
        client.force_login(team)
        assert past.get_absolute_url() in self.piece(client, kehra)
        make.hold(past)
        assert past.get_absolute_url() not in self.piece(client, kehra)

    def test_invites_coordinators_to_call_one(self, client):
        kehra = make.kehra()
        team = make.coordinator(kehra)
        new = reverse("kehrat:meeting_new", args=[kehra.slug])
        assert new not in self.piece(client, kehra)
        client.force_login(team)
        assert new in self.piece(client, kehra)


def test_what_people_write_is_text(client):
    evil = "<script>alert(1)</script>"
    meeting = make.meeting(title=evil, place=evil, agenda=evil)
    make.hold(meeting, text=evil, decisions=[evil], names=evil)
    client.force_login(make.member(meeting.kehra))
    paths = [meeting.get_absolute_url(), reverse("kehrat:minutes", args=[meeting.pk, 1])]
    paths += [reverse("kehrat:meetings", args=[meeting.kehra.slug]) + "?menneet"]
    for path in paths:
        page = main(client.get(path))
        assert (path, evil in page, "&lt;script&gt;" in page) == (path, False, True)


def test_a_meeting_that_goes_on_is_coming_until_it_ends(client):
    now = timezone.now()
    meeting = make.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts=now - timedelta(hours=1), ends=now + timedelta(hours=1)
    )
    client.force_login(make.user())
    page = main(client.get(meeting.get_absolute_url()))
    assert 'name="answer"' not in page
    assert meeting in Meeting.objects.coming()
