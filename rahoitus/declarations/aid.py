"""De minimis aid: what a grant would bring the aid of three years to, against the limit of the law.

Regulation (EU) 2023/2831: at most 300 000 € to a single undertaking in any three years, counted by
the day on which each aid was granted. The day of a grant that is applied for is not known yet: it
is counted as if it were granted today. The portal tells and explains; it never refuses.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kehityspolku import money

LIMIT = Decimal(300_000)
YEARS = 3
FRESH = timedelta(days=365)  # what was told longer ago is asked again
OVER, CHECK, FITS = "over", "check", "fits"


@dataclass(frozen=True)
class Aid:
    """`known`: euros of the three years that end today; `unknown`: how many have no sum or no day;
    `new`: what is asked now, None where it is not known; `verdict`: OVER, CHECK or FITS."""

    known: Decimal
    unknown: int
    new: Decimal | None
    verdict: str

    @property
    def whole(self):
        return self.known + (self.new or 0)

    @property
    def limit(self):
        return LIMIT


def last_day(granted_on):
    """The last day on which an aid counts: the same day three years later, as EU law counts years;
    of 29 February the last day of that month.
    """
    try:
        return granted_on.replace(year=granted_on.year + YEARS)
    except ValueError:
        return date(granted_on.year + YEARS, 2, 28)


def total(rows, day):
    """The euros that count on a day."""
    counted = [
        row.amount
        for row in rows
        if row.amount and row.granted_on and row.granted_on <= day <= last_day(row.granted_on)
    ]
    return money.cents(sum(counted, Decimal(0)))


def of(rows, *, new, day):
    """The Aid of declared rows and a new grant of `new` euros, None where it is not known.

    It is over the limit too where the aid declared was so on any earlier day. Nothing declared, or
    nothing for a year, is unknown: neither no aid nor 0.
    """
    rows = list(rows)
    known = total(rows, day)
    aids = [row for row in rows if not row.is_none]
    still = [row for row in aids if not row.granted_on or last_day(row.granted_on) >= day]
    unknown = sum(row.amount is None or row.granted_on is None for row in still)
    most = max((total(rows, row.granted_on) for row in aids if row.granted_on), default=Decimal(0))
    is_told = any(row.told_on > day - FRESH for row in rows)
    if max(known + (new or 0), most) > LIMIT:
        verdict = OVER
    elif unknown or new is None or not is_told:
        verdict = CHECK
    else:
        verdict = FITS
    return Aid(known, unknown, new, verdict)
