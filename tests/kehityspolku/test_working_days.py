"""Working days: weekends and Finnish holidays are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehityspolku import working_days


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 1),
        date(2026, 5, 14),  # Ascension Day
        date(2026, 6, 19),  # Midsummer Eve
        date(2027, 12, 6),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 11, 28),  # a Saturday
        date(2026, 11, 29),
    ],
)
def test_nobody_works_on_a_holiday(holiday):
    assert not working_days.is_working(holiday)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 12, 23), date(2027, 12, 31)])
def test_the_days_beside_are_working_days(day):
    assert working_days.is_working(day)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 12, 4), date(2026, 12, 4)),
        (date(2026, 12, 5), date(2026, 12, 7)),  # Saturday, then Independence Day on Sunday
        (date(2026, 12, 24), date(2026, 12, 28)),
    ],
)
def test_what_is_promised_for_a_day_off_is_promised_for_the_next_working_day(day, then):
    assert working_days.from_on(day) == then


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 1)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # from a Saturday
        (date(2026, 4, 1), 2, date(2026, 4, 7)),  # over Easter
        (date(2026, 12, 22), 5, date(2026, 12, 31)),  # over Christmas
        (date(2026, 12, 22), 7, date(2027, 1, 5)),  # and the New Year
        (date(2026, 6, 18), 1, date(2026, 6, 22)),  # over Midsummer
        (date(2026, 11, 30), 20, date(2026, 12, 30)),
    ],
)
def test_so_many_working_days_after(day, number, then):
    assert working_days.after(day, number) == then
    assert working_days.left(day, then) == number


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_day_so_many_after_is_a_working_day_with_so_many_left(day, number):
    then = working_days.after(day, number)
    assert working_days.is_working(then)
    assert working_days.left(day, then) == number
    assert working_days.left(then, day) == 0
