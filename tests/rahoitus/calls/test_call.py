"""Calls: when they are open, how they are told, and their calendar."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation
from icalendar import Calendar

from kehityspolku import moments
from rahoitus.models import Call, Source, Version
from tests import make

pytestmark = pytest.mark.django_db
TODAY = moments.today()


def call(opens, closes, **fields):
    """A call whose days are counted from today; `closes` may be None."""
    return make.call(
        opens_on=moments.in_days(opens),
        closes_on=None if closes is None else moments.in_days(closes),
        **fields,
    )


@pytest.mark.parametrize(
    ("opens", "closes", "status"),
    [
        (0, 0, "open"),
        (-1, 1, "open"),
        (-1, None, "open"),
        (1, 5, "coming"),
        (1, None, "coming"),
        (-5, -1, "closed"),
    ],
)
def test_status_and_querysets_agree(opens, closes, status):
    made = call(opens, closes)
    assert made.status == status
    found = {name: made in getattr(Call.objects, name)() for name in ("open", "coming", "closed")}
    assert found == {"open": False, "coming": False, "closed": False} | {status: True}


@pytest.mark.parametrize(
    ("closes_on", "closes_time", "moment"),
    [
        (date(2027, 1, 15), None, "2027-01-15T23:59:59+02:00"),
        (date(2027, 1, 15), time(16), "2027-01-15T16:00:00+02:00"),
        (date(2027, 3, 28), time(16), "2027-03-28T16:00:00+03:00"),
        (date(2027, 10, 31), time(2, 30), "2027-10-31T02:30:00+03:00"),
        (date(2027, 10, 31), time(3, 30), "2027-10-31T03:30:00+02:00"),  # the later of the two
        (date(2028, 2, 29), None, "2028-02-29T23:59:59+02:00"),
        (date(2026, 12, 31), None, "2026-12-31T23:59:59+02:00"),
    ],
)
def test_closes_at_a_moment_and_not_a_second_later(closes_on, closes_time, moment):
    last = datetime.fromisoformat(moment)
    made = make.call(opens_on=date(2026, 1, 1), closes_on=closes_on, closes_time=closes_time)
    assert made.closes_at == last
    at = {
        "a second before": last - timedelta(seconds=1),
        "that second, late": last + timedelta(microseconds=999_999),
        "the next second": last + timedelta(seconds=1),
    }
    for when, asked in at.items():
        open_then = when != "the next second"
        with standing_at(asked):
            assert made.status == ("open" if open_then else "closed"), when
            assert (made in Call.objects.open()) == open_then, when
            assert (made in Call.objects.closed()) != open_then, when


def standing_at(moment):
    """The portal's clock at a moment, whichever that is."""
    return patch.object(moments, "now", lambda: moment)


def test_ends_early_at_the_end_of_a_day_with_its_reason():
    made = call(-9, 30, ended_early_on=moments.in_days(-1), ended_early_why="The money is spent.")
    day = moments.day_text(moments.in_days(-1))
    assert (made.status, made.ended_early, made.days_left) == ("closed", True, None)
    assert made in Call.objects.closed()
    with translation.override("en"):
        assert made.countdown == f"ended early on {day}"
        assert ("Ended early", "The money is spent.") in made.rules()


def test_a_call_open_all_year_may_end_too():
    made = call(-9, None, ended_early_on=TODAY)
    assert (made.status, made.days_left, made.last_day) == ("open", 0, TODAY)
    with translation.override("en"):
        assert made.countdown == f"closes today, {moments.day_text(TODAY)}, at 23.59.59"


def test_a_draft_is_nowhere():
    made = call(-9, 9, published_at=None)
    sets = (Call.objects.open(), Call.objects.coming(), Call.objects.closed())
    assert [made in found for found in sets] == [False, False, False]
    assert made not in Call.objects.visible_to(None)


def test_a_name_in_one_language_is_enough_and_none_is_too_few():
    made = make.call(name_fi="", name_sv="Bidrag", name_en="")
    names = {}
    for code in ("fi", "sv", "en"):
        with translation.override(code):
            names[code] = made.name
    assert names == {"fi": "Bidrag", "sv": "Bidrag", "en": "Bidrag"}
    with pytest.raises(IntegrityError):
        make.call(name_fi="", name_sv="", name_en="")


def test_what_there_was_is_public_and_told_by_kinds():
    past = Call.objects.get(slug="tem-2012-2013")
    assert past.applicants == ["association", "foundation", "company", "public"]
    assert past.published_at is not None


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (-9, 52, "closes on {closes}, 52 days left"),
        (-9, 1, "closes on {closes}, 1 day left"),
        (-9, 0, "closes today, {closes}, at 23.59.59"),
        (-9, -1, "closed on {closes}"),
        (-9, None, "open all year"),
        (1, 9, "opens on {opens}, in 1 day"),
        (3, None, "opens on {opens}, in 3 days"),
    ],
)
def test_countdown(opens, closes, words):
    made = call(opens, closes)
    days = {
        "opens": moments.day_text(made.opens_on),
        "closes": moments.day_text(made.closes_on) if made.closes_on else "",
    }
    with translation.override("en"):
        assert made.countdown == words.format(**days)


def test_every_rule_is_told_in_words():
    made = make.call(
        opens_on=date(2026, 11, 4),
        closes_on=date(2027, 1, 15),
        smallest=20000,
        largest=150000,
        highest_share="67.5",
        least_own_share=20,
        longest_months=36,
        frame=1500000,
        partners_least=2,
        reach="cities",
        applicants=["association", "foundation"],
        register_by=date(2027, 1, 4),
        second_stage_on=date(2027, 2, 26),
        own_counts=["own", "in_kind"],
        hour_value="15.00",
        hours_share=10,
        shortest_months=12,
        ends_latest_on=date(2030, 12, 31),
        costs_from="day",
        costs_from_on=date(2027, 3, 1),
        payment="claims",
        retention_years=5,
        de_minimis=True,
        cost_models=["flat_24", "lump"],
    )
    made.parts.create(name_en="Development", largest=80000, highest_share=80)
    made.conditions.create(kind="criterion", text_en="Who takes part.")
    made.reports.create(place=1, kind="interim", months=6, after="start", every_months=6)
    made.reports.create(place=2, kind="use", months=1)
    with translation.override("en"):
        rules = [(str(name), str(told).replace("\u00a0", " ")) for name, told in made.rules()]
    assert rules == [
        ("Open", "4.11.2026–15.1.2027, closes at 23.59.59 Helsinki time"),
        ("Registration", "by 4.1.2027"),
        ("Second stage", "by 26.2.2027"),
        ("Who may apply", "association, foundation"),
        ("Areas", "the whole of Helsinki"),
        ("Grant", "from 20 000 € to 150 000 €"),
        ("Development", "at most 80 000 €; the grant covers at most 80 %"),
        ("Share of the costs", "the grant covers at most 67,5 %"),
        (
            "Own contribution",
            "at least 20 % of the costs; "
            "what counts: own money, volunteer work and other work in kind",
        ),
        ("Volunteer work", "15 € an hour, at most 10 % of the costs"),
        ("Duration", "at least 12 months, at most 36 months, ends on 31.12.2030 at the latest"),
        ("Costs count", "from 1.3.2027"),
        ("Cost model", "flat rate 24 % of staff pay; lump sum"),
        ("Partners", "at least 2"),
        ("Reach", "several of the six largest cities"),
        ("The money is paid", "against claims of costs"),
        ("Total to be granted", "1 500 000 €"),
        ("Interim report", "6 months after the project's start, then every 6 months"),
        ("Use report", "1 month after the project's end"),
        ("Papers are kept", "5 years"),
        ("De minimis", "granted as de minimis aid"),
        ("What is weighed", "Who takes part."),
    ]


def test_addresses_in_use_are_refused():
    with pytest.raises(ValidationError):
        make.call(slug="hakemukset").clean()


def test_the_sources_are_there_from_the_beginning():
    years = {s.slug: (s.valid_from, s.valid_to, s.successor) for s in Source.objects.all()}
    after = Source.objects.get(slug="uudenmaan-elinvoimakeskus")
    assert years == {
        "tem": (None, None, None),
        "uudenmaan-ely-keskus": (None, 2025, after),
        "uudenmaan-elinvoimakeskus": (2026, None, None),
        "uudenmaan-liitto": (None, None, None),
        "6aika": (2014, 2020, None),
        "helsingin-kaupunki": (None, None, None),
    }
    assert [s.slug for s in Source.objects.filter(is_city=True)] == ["helsingin-kaupunki"]
    with translation.override("sv"):
        assert str(after) == "Sydöstra Finlands livskraftscentral (ESF+, Eruf)"


class TestCalendar:
    def read(self, client, url="/rahoitus/haut.ics"):
        answer = client.get(url)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(answer.content)

    def test_follows_open_and_coming_calls(self, client):
        soon, later = call(-1, 9), call(5, 20)
        call(-1, None)
        call(-9, -1)
        events = self.read(client).walk("VEVENT")
        assert [event["UID"].split("@")[0] for event in events] == [
            f"call-{soon.pk}",
            f"call-{later.pk}",
        ]

    @pytest.mark.parametrize(
        ("closes", "moment"),
        [
            (date(2027, 1, 15), datetime(2027, 1, 15, 21, 59, 59, tzinfo=UTC)),
            (date(2027, 3, 27), datetime(2027, 3, 27, 21, 59, 59, tzinfo=UTC)),
            (date(2027, 3, 28), datetime(2027, 3, 28, 20, 59, 59, tzinfo=UTC)),
            (date(2027, 10, 30), datetime(2027, 10, 30, 20, 59, 59, tzinfo=UTC)),
            (date(2027, 10, 31), datetime(2027, 10, 31, 21, 59, 59, tzinfo=UTC)),
        ],
    )
    def test_closes_at_the_last_second_across_summer_time(self, client, closes, moment):
        made = make.call(opens_on=TODAY, closes_on=closes)
        calendar = self.read(client, f"/rahoitus/{made.slug}/sulkeutuu.ics")
        (event,) = calendar.walk("VEVENT")
        assert event.decoded("DTEND").astimezone(UTC) == moment
        assert event["DTEND"].params["TZID"] == "Europe/Helsinki"
        assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Helsinki"]
        assert made.closes_at == moment

    def test_uid_stays_when_the_call_changes(self, client):
        made = call(-1, 9)
        (before,) = self.read(client).walk("VEVENT")
        made.name_fi, made.slug = "Another", "another"
        made.closes_on += timedelta(days=5)
        made.save()
        (after,) = self.read(client).walk("VEVENT")
        assert before["UID"] == after["UID"]
        assert before["DTSTART"] != after["DTSTART"]

    def test_a_change_of_the_rules_is_a_new_entry_and_reading_it_again_is_not(self, client):
        made = make.call(closes_on=moments.in_days(9))
        with moments.days_ago(2):
            Version.objects.freeze(made, by=None)
        before, again = (self.read(client).walk("VEVENT")[0] for _time in range(2))
        assert (before["SEQUENCE"], before.to_ical()) == (0, again.to_ical())
        Version.objects.freeze(made, by=None)
        (after,) = self.read(client).walk("VEVENT")
        assert (after["SEQUENCE"], after.decoded("DTSTAMP") > before.decoded("DTSTAMP")) == (
            1,
            True,
        )

    def test_speaks_three_languages(self, client):
        made = make.call(name_fi="Äö, \\; uusi", name_sv="Åö", name_en="New", closes_on=TODAY)
        for prefix, language, name in (("", "fi", "Äö, \\; uusi"), ("/sv", "sv", "Åö")):
            (event,) = self.read(client, f"{prefix}/rahoitus/haut.ics").walk("VEVENT")
            assert name in str(event["SUMMARY"])
            with translation.override(language):
                assert str(event["URL"]).endswith(made.get_absolute_url())

    def test_a_call_open_all_year_has_none(self, client):
        assert client.get(f"/rahoitus/{call(-1, None).slug}/sulkeutuu.ics").status_code == 404


class TestFeeds:
    """What follows the calls: open and coming ones, no draft and none that has closed."""

    @pytest.fixture
    def soon(self):
        call(-9, -1)
        call(-9, 9, published_at=None)
        call(-9, 30, ended_early_on=moments.in_days(-1))
        return call(
            -1,
            9,
            closes_time=time(16),
            largest=3000,
            name_en="Parks & <b>yards</b>",
            about_en="For <b>yards</b>.",
        )

    def test_json(self, client, soon):
        (told,) = client.get("/rahoitus/haut.json").json()["calls"]
        last = datetime.combine(soon.closes_on, time(16), tzinfo=moments.HELSINKI)
        assert told["id"] == soon.slug
        assert told["name"]["en"] == "Parks & <b>yards</b>"
        assert told["status"] == "open"
        assert told["closes_at"] == last.isoformat()
        assert (told["largest"], told["smallest"]) == ("3000.00", None)

    def test_atom(self, client, soon):
        answer = client.get("/en/rahoitus/haut.atom")
        feed = ElementTree.fromstring(answer.content)
        space = "{http://www.w3.org/2005/Atom}"
        (entry,) = feed.findall(f"{space}entry")
        title = entry.findtext(f"{space}title")
        assert "&lt;b&gt;" in entry.findtext(f"{space}summary")  # a summary is read as HTML
        assert title.startswith(f"{soon.source}: Parks & <b>yards</b> (")
        assert "closes at 16.00 Helsinki time" in title
        assert entry.find(f"{space}link").get("href").endswith(f"/en/rahoitus/{soon.slug}/")

    def test_with_nothing_to_tell(self, client):
        assert client.get("/rahoitus/haut.json").json() == {"calls": []}
        feed = ElementTree.fromstring(client.get("/rahoitus/haut.atom").content)
        assert feed.findall("{http://www.w3.org/2005/Atom}entry") == []


@pytest.mark.parametrize(
    ("clock", "says", "left"),
    [
        ("15.59", "sulkeutuu tänään {day} klo 16.00", "Sulkeutuu tänään klo 16.00."),
        ("16.01", "sulkeutui tänään klo 16.00", "Sulkeutunut {moment}."),
    ],
)
def test_no_countdown_tells_of_no_days(clock, says, left):
    made = call(-9, 0, closes_time=time(16))
    hour, minute = map(int, clock.split("."))
    with standing_at(moments.at(TODAY, time(hour, minute))), translation.override("fi"):
        closes = moments.moment_text(made.closes_at)
        day = {"day": moments.day_text(TODAY), "moment": closes}
        assert made.countdown == says.format(**day)
        assert moments.left_text(made.last_day, made.closes_at) == left.format(**day)
        assert moments.left_text(TODAY) == "Viimeinen päivä on tänään, {day}.".format(**day)
