"""De minimis aid against the limit of three years: told, never refused; unknown is “check”."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from rahoitus.declarations import aid

DAY = date(2026, 11, 30)


@dataclass
class Row:
    """A declaration as `aid` reads it."""

    granted_on: date | None = None
    amount: Decimal | None = None
    told_on: date = DAY
    is_none: bool = False


NONE = Row(is_none=True)


@pytest.mark.parametrize(
    ("rows", "new", "known", "verdict"),
    [
        ([NONE], 300_000, 0, "fits"),
        ([NONE], "300000.01", 0, "over"),
        ([Row(date(2024, 5, 1), 100_000)], 200_000, 100_000, "fits"),
        ([Row(date(2024, 5, 1), 100_000)], "200000.01", 100_000, "over"),
        ([Row(date(2023, 11, 30), 299_000)], 1001, 299_000, "over"),  # its last day
        ([Row(date(2023, 11, 29), 299_000)], 1001, 0, "fits"),  # it counted until yesterday
        ([Row(date(2026, 12, 1), 299_000)], 1001, 0, "fits"),  # of a day to come
        ([], 1000, 0, "check"),
        ([Row(date(2024, 5, 1), None)], 1000, 0, "check"),
        ([Row(None, 5000)], 1000, 0, "check"),
        ([Row(date(2020, 5, 1), None)], 1000, 0, "fits"),  # unknown, but it counts no more
        ([Row(is_none=True, told_on=date(2025, 11, 30))], 1000, 0, "check"),  # a year ago
        ([NONE], None, 0, "check"),
        ([Row(date(2024, 5, 1), None), Row(date(2024, 6, 1), 299_500)], 1000, 299_500, "over"),
        # All at once six years ago: over then, whatever counts now.
        ([Row(date(2019, 5, 1), 200_000), Row(date(2020, 5, 1), 200_000)], 1000, 0, "over"),
        ([Row(date(2019, 5, 1), 200_000), Row(date(2022, 5, 2), 200_000)], 1000, 0, "fits"),
    ],
)
def test_the_verdict(rows, new, known, verdict):
    for row in rows:
        row.amount = None if row.amount is None else Decimal(row.amount)
    told = aid.of(rows, new=None if new is None else Decimal(new), day=DAY)
    assert (told.known, told.verdict) == (known, verdict)


def test_a_leap_day_counts_to_the_end_of_its_month():
    assert aid.last_day(date(2024, 2, 29)) == date(2027, 2, 28)
    assert aid.last_day(date(2025, 2, 28)) == date(2028, 2, 28)
