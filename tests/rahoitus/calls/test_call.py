"""Calls: when they are open, how they are told, and their calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from icalendar import Calendar

from kehityspolku import moments
from rahoitus.models import Call, Source
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
    ("opens", "closes", "words"),
    [
        (-9, 52, "closes on {closes}, 52 days left"),
        (-9, 1, "closes on {closes}, 1 day left"),
        (-9, 0, "closes today, {closes}, at 23.59"),
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
        cost_models=["flat_24", "lump"],
    )
    with translation.override("en"):
        rules = [(str(name), str(told).replace("\u00a0", " ")) for name, told in made.rules()]
    assert rules == [
        ("Open", "4.11.2026–15.1.2027, closes at 23.59.59 Helsinki time"),
        ("Who may apply", "registered associations and other legal persons"),
        ("Areas", "the whole of Helsinki"),
        ("Grant", "from 20 000 € to 150 000 €"),
        ("Share of the costs", "the grant covers at most 67,5 %"),
        ("Own contribution", "at least 20 % of the costs, as money or as work in kind"),
        ("Duration", "at most 36 months"),
        ("Cost model", "flat rate 24 % of staff pay; lump sum"),
        ("Partners", "at least 2"),
        ("Reach", "several of the six largest cities"),
        ("Frame of the call", "1 500 000 €"),
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
        assert str(after) == "Nylands livskraftscentral (ESF+)"


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
        assert event.decoded("DTSTART").astimezone(UTC) == moment
        assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
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

    def test_speaks_three_languages(self, client):
        made = make.call(name_fi="Äö, \\; uusi", name_sv="Åö", name_en="New", closes_on=TODAY)
        for prefix, language, name in (("", "fi", "Äö, \\; uusi"), ("/sv", "sv", "Åö")):
            (event,) = self.read(client, f"{prefix}/rahoitus/haut.ics").walk("VEVENT")
            assert name in str(event["SUMMARY"])
            with translation.override(language):
                assert str(event["URL"]).endswith(made.get_absolute_url())

    def test_a_call_open_all_year_has_none(self, client):
        assert client.get(f"/rahoitus/{call(-1, None).slug}/sulkeutuu.ics").status_code == 404
