"""Totals of a budget or of its funding beside the rows that they sum."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple


class Differing(NamedTuple):
    """A row that sums others, and what they make."""

    row: object
    made: Decimal


def differing(rows: list) -> Iterator[Differing]:
    """The totals that agree with nothing they may be meant to sum: all rows, those of the same
    years, those above, those since the total before or the totals above."""
    plain = [row for row in rows if not row.total and row.amount is not None]
    if not plain:
        return
    for at, row in enumerate(rows):
        if row.total and row.amount is not None and row.amount not in _candidates(rows, at):
            yield Differing(row, _sum(_of_years(plain, row) or plain))


def _candidates(rows: list, at: int) -> set[Decimal]:
    row, above = rows[at], rows[:at]
    starts = [place for place, each in enumerate(above) if each.total]
    plain = [each for each in rows if not each.total]
    groups = [
        plain,
        _of_years(plain, row),
        [each for each in above if not each.total],
        above[starts[-1] + 1 :] if starts else [],
        [each for each in above if each.total],
    ]
    return {_sum(group) for group in groups if group}


def _of_years(rows: list, total) -> list:
    first, last = span = years_of(total)
    if first is None:
        return []
    return [row for row in rows if span == years_of(row) or _inside(years_of(row), first, last)]


def _inside(years, first, last) -> bool:
    return years[0] is not None and first <= years[0] and (years[1] or years[0]) <= (last or first)


def years_of(row) -> tuple[int | None, int | None]:
    """First and last year of a row of the budget or of the funders."""
    if hasattr(row, "years"):
        return row.years or (None, None)
    return row.year_from, row.year_to


def _sum(rows: list) -> Decimal:
    return sum((row.amount for row in rows if row.amount is not None), Decimal(0))
