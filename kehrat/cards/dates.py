"""Dates and years as people write them on a card: 06/2012–12/2013, 1.1.2015–30.6.2016, v. 2014."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

MONTHS = {
    "tammi": 1,
    "helmi": 2,
    "maalis": 3,
    "huhti": 4,
    "touko": 5,
    "kesä": 6,
    "heinä": 7,
    "elo": 8,
    "syys": 9,
    "loka": 10,
    "marras": 11,
    "joulu": 12,
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "maj": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_DASH = r"\s{0,3}[-–—−‑‐]\s{0,3}"
_YEAR = r"(?:19|20)[0-9]{2}"
_NAME = (
    r"(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu[a-zä]{0,4}"
    r"|(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]{0,6})"
)
_STEM = r"\b(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)"
_POINT = (
    rf"(?:{_YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}}|[0-9]{{1,2}}\.\s?[0-9]{{1,2}}\.\s?{_YEAR}"
    rf"|[0-9]{{1,2}}\s?/\s?{_YEAR}|[0-9]{{1,2}}\.{_YEAR}|{_NAME}\s{{1,2}}{_YEAR}|{_YEAR})"
)
_PERIOD = re.compile(
    rf"(?<![0-9])(?<![0-9][.,/])(?<![+=])(?<![+=]\s)"
    rf"(?:(?P<early>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}\.?|\.)?|{_NAME}|{_STEM}){_DASH}(?P<late>{_POINT})"
    rf"|(?P<first>{_POINT})(?:(?P<dash>{_DASH})(?P<last>{_POINT})?)?)"
    r"(?![0-9])(?![.,/][0-9])(?!\s{0,2}(?:[+=€]|eur))",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[0-9]+")
_PROGRAMME_BEFORE = re.compile(r"(?:kau[dst]\w*|ohjelma\w*|program\w*|perio\w*)[\s:(]*$", re.I)
_PROGRAMME_AFTER = re.compile(r"\s?-?\s?(?:ohjelma|kau[dst]|program|perio)", re.I)
_MARKED = re.compile(r"(?:\bv\.?|\bv:\w+|\bvuo[nst]\w*|\bår\w*|\byears?)[\s:]*$", re.I)


class Period(NamedTuple):
    """First and last day, and where in the text they stand. Open at the end: `ends` is None."""

    starts: date
    ends: date | None
    at: int
    to: int

    @property
    def years(self) -> tuple[int, int]:
        return self.starts.year, (self.ends or self.starts).year


def periods(text: str) -> Iterator[Period]:
    """Every period in a text, in its order. Impossible dates (31.2.2014) are none."""
    for match in _PERIOD.finditer(text):
        early, late = match["early"] or match["first"], match["late"] or match["last"]
        last = _days(late) if late else None
        first = _days(early) or (_early(early, last[0]) if last else None)
        if not first or (late and not last):
            continue
        ends = last[1] if last else (None if match["dash"] else first[1])
        yield Period(first[0], ends, match.start(), match.end())


def period(text: str) -> Period | None:
    return next(periods(text), None)


def funding_years(text: str) -> tuple[int | None, int | None]:
    """First and last year money is for; a programme's own period is not it.

    Years marked as such ("v. 2014", "vuosille 2012–2013") win over bare ones.
    """
    bare, marked = [], []
    for found in periods(text):
        before = text[max(0, found.at - 25) : found.at]
        if _MARKED.search(before):
            marked.append(found)
        elif not _PROGRAMME_BEFORE.search(before) and not _PROGRAMME_AFTER.match(text, found.to):
            bare.append(found)
    chosen = marked or bare
    if not chosen:
        return None, None
    open_end = chosen[-1].ends is None
    return (
        min(found.years[0] for found in chosen),
        None if open_end else max(found.years[1] for found in chosen),
    )


def _days(point: str) -> tuple[date, date] | None:
    """First and last day of a point written with its year."""
    numbers = [int(number) for number in _NUMBERS.findall(point)]
    if name := _month(point):
        numbers.insert(0, name)
    if re.match(_YEAR + "-", point):
        numbers.reverse()
    match numbers:
        case [year] if year > 1900:
            return date(year, 1, 1), date(year, 12, 31)
        case [month, year] if year > 1900 and 1 <= month <= 12:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case [day, month, year] if year > 1900:
            try:
                return (date(year, month, day),) * 2
            except ValueError:
                return None
    return None


def _early(point: str, last: date) -> tuple[date, date] | None:
    """A start whose year, or month and year, is said only at the end: 1–10/2014, 1.3.–5.4.2014."""
    year = last.year
    if "." not in point or _month(point):
        return _days(f"{_month(point) or point}/{year}")
    day, _, month = point.strip(".").partition(".")
    return _days(f"{day}.{month or last.month}.{year}")


def _month(point: str) -> int | None:
    word = point.lstrip().casefold()
    if not word[:1].isalpha():
        return None
    return next((number for name, number in MONTHS.items() if word.startswith(name)), None)
