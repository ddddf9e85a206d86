"""A decision's sum divided into years, as people write it: a line for each year.

    2026: 12 000
    2027

The second year's sum is not stated, which is neither nothing nor the rest.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import money

LINE = re.compile(r"((?:19|20|21)[0-9]{2})(?:\s*[:=]\s*(.*))?")
MOST = 30  # years


def read(text):
    """[(year, Decimal euros or None)] in the order of years. ValueError says what is wrong."""
    years = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        found = LINE.fullmatch(line)
        if not found:
            raise ValueError(_("Write a year on each line, for example 2026: 12 000."))
        year, amount = int(found[1]), found[2]
        if year in years:
            raise ValueError(_("The year %(year)s is there twice.") % {"year": year})
        years[year] = money.parse(amount) if amount else None
        if (years[year] or 0) < 0:
            raise ValueError(_("Write an amount that is zero or more."))
    if len(years) > MOST:
        raise ValueError(_("There are too many years."))
    return sorted(years.items())


def write(years):
    """The same as text, which `read` reads back: years as (year, euros or None)."""
    return "\n".join(
        str(year) if amount is None else f"{year}: {money.figures(amount)}"
        for year, amount in years
    )


def refuse(years, amount):
    """ValidationError when sums by year are above the whole, or all stated and below it."""
    stated = [part for _year, part in years if part is not None]
    if amount is None or not stated:
        return
    found = sum(stated)
    if found > amount or (len(stated) == len(years) and found != amount):
        sums = {"years": money.euros(found), "sum": money.euros(amount)}
        words = _("The years come to %(years)s, the decision is of %(sum)s.") % sums
        raise ValidationError({"years": words})
