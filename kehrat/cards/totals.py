"""What the rows of a budget, or of its funders, make together, beside the rows that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True)
class Total:
    """`amount`: None when no row tells one; `target`: what of it is hoped for, not decided;
    `stated`, `unstated`: how many rows have a sum and have none; `years`: [(year, sum)] when each
    sum is of one year and there are several; `is_written`: a row of its own says the same."""

    amount: Decimal | None = None
    target: Decimal = Decimal(0)
    stated: int = 0
    unstated: int = 0
    years: tuple[tuple[int, Decimal], ...] = ()
    is_written: bool = False

    @property
    def is_news(self) -> bool:
        """Whether it tells more than the rows themselves do."""
        many = self.stated > 1 and (self.target or not self.is_written)
        return bool(many or self.stated and self.unstated)


def total(rows) -> Total:
    """Of rows of a `Card` or of the database. Rows that sum others are left out of the sum; where
    there are no others, they are it."""
    rows = list(rows)
    counted = [row for row in rows if not row.total]
    with_sum = [row for row in counted if row.amount is not None]
    written = [row.amount for row in rows if row.total and row.amount is not None]
    if not with_sum:
        return Total(max(written, default=None), unstated=len(counted), is_written=bool(written))
    amount = sum(row.amount for row in with_sum)
    return Total(
        amount,
        target=sum((row.amount for row in with_sum if row.target), Decimal(0)),
        stated=len(with_sum),
        unstated=len(counted) - len(with_sum),
        years=_by_year(with_sum),
        is_written=amount in written,
    )


def _by_year(rows) -> tuple[tuple[int, Decimal], ...]:
    sums: dict[int, Decimal] = {}
    for row in rows:
        first, last = row.span or (None, None)
        if not first or first != last:
            return ()
        sums[first] = sums.get(first, Decimal(0)) + row.amount
    return tuple(sorted(sums.items())) if len(sums) > 1 else ()


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
    if not total.span:
        return []
    first, last = total.span
    return [row for row in rows if row.span and first <= row.span[0] and row.span[1] <= last]


def _sum(rows: list) -> Decimal:
    return sum((row.amount for row in rows if row.amount is not None), Decimal(0))
