from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

import pytest

from kehityspolku import moments


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 20, 59, 59, tzinfo=UTC)),  # summer time begins
        (date(2026, 10, 25), datetime(2026, 10, 25, 21, 59, 59, tzinfo=UTC)),  # and ends
    ],
)
def test_a_day_ends_in_helsinki_also_when_clocks_change(day, utc):
    assert moments.end_of(day) == utc


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2027, 3, 1), date(2027, 12, 31), "1.3.–31.12.2027"),
        (date(2012, 6, 1), date(2013, 12, 31), "1.6.2012–31.12.2013"),
        (date(2027, 3, 1), date(2027, 3, 1), "1.3.2027"),
        (None, date(2027, 3, 1), "1.3.2027"),
        (None, None, ""),
    ],
)
def test_dates_are_written_the_finnish_way(first, last, text):
    assert moments.dates(first, last) == text


def test_what_an_event_keeps_as_text_is_written_as_the_days_and_moments_themselves():
    day, starts = date(2026, 12, 3), datetime(2026, 12, 3, 16, tzinfo=UTC)
    ends = starts + timedelta(hours=2)
    assert moments.day_text(moments.iso(day)) == moments.day_text(day) == "3.12.2026"
    kept = moments.span(moments.iso(starts), moments.iso(ends))
    assert kept == moments.span(starts, ends) == "to 3.12.2026 klo 18.00–20.00"


def test_nothing_is_written_of_what_an_event_does_not_keep():
    assert (moments.iso(None), moments.day_text(None), moments.day_text("")) == (None, "", "")
    assert moments.span("", "") == ""


def test_the_week_is_helsinkis():
    assert moments.iso_week(datetime(2026, 11, 29, 22, 30, tzinfo=UTC)) == "2026-W49"


def test_the_clock_is_set_back_and_comes_back():
    day = timedelta(days=1)
    before = moments.now().astimezone(moments.HELSINKI)  # whose days may have 23 or 25 hours
    with moments.days_ago(40):
        assert before - 40 * day <= moments.now() <= before - 39 * day
        assert moments.days_between(moments.now(), before) == 40
        with moments.days_ago(3):
            assert before - 3 * day <= moments.now() <= before - 2 * day
        assert moments.now() <= before - 39 * day
    assert moments.now() >= before


@pytest.mark.parametrize("ago", [0, 1, 40, 180, 365, 5000])
def test_it_is_the_same_time_of_day_then_in_summer_and_in_winter(ago):
    early = datetime(2026, 11, 29, 22, 10, tzinfo=UTC)  # in Helsinki ten past midnight
    with mock.patch("django.utils.timezone.now", return_value=early), moments.days_ago(ago):
        here = moments.now().astimezone(moments.HELSINKI)
        assert here.time() == time(0, 10)
        assert moments.today() == here.date() == date(2026, 11, 30) - timedelta(days=ago)
        with moments.days_ago(ago, hours=-9):
            assert moments.now().astimezone(moments.HELSINKI) == here + timedelta(hours=9)
