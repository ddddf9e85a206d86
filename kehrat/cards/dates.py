"""Periods and years as people write them on a card: 06/2012–12/2013, alkaa 1.3. …, v. 2014."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kehrat.cards.points import DASH, YEAR, Point, dated
from kehrat.cards.points import points as points_of

_GLUE = re.compile(rf"{DASH}|\s?\.\.\.?\s?|\s?…\s?|,?\s(?:till|to|through|aina)\s|\s?->\s?", re.I)
_FROM = re.compile(r"[^\W\d_]{3,}st[aä](?!\w)", re.I)
_ENDS_AFTER = re.compile(r"\s?(?:saakka|asti|mennessä|loppuun|lopussa)(?!\w)", re.I)
_STARTS_AFTER = re.compile(r"\s?(?:alkaen|lähtien|eteenpäin|alusta|framåt|onwards?)(?!\w)", re.I)
_STARTS_BEFORE = re.compile(
    r"(?<!\w)(?:alkaa|alkaen|alkavat|alkamis\w*|alkupäivä\w*|alkupvm|aloit\w+|aloitus\w*"
    r"|käynnisty\w*"
    r"|inled\w*|start\w*|börja\w*|begin\w*|fr\.?\s?o\.?\s?m\.?|från(?:\soch\smed)?|from|since)"
    r"[^0-9;]{0,30}$",
    re.I,
)
_ENDS_BEFORE = re.compile(
    r"(?<!\w)(?:päätty\w*|päättymis\w*|päätös\w*|loppuu|loppupäivä\w*|loppupvm|lopetus\w*"
    r"|lopetetaan"
    r"|viimeistään|senast|avslut\w*|slut\w*|upphör\w*|t\.?\s?o\.?\s?m\.?|till(?:\soch\smed)?"
    r"|ends?|ending|until|by)"
    r"[^0-9;]{0,30}$",
    re.I,
)
_BETWEEN = 80  # characters between a start and its end
_PROGRAMME_BEFORE = re.compile(r"(?:kau[dst]\w*|ohjelma\w*|program\w*|perio\w*)[\s:(]*$", re.I)
_PROGRAMME_AFTER = re.compile(r"\s?-?\s?(?:ohjelma|kau[dst]|program|perio)", re.I)
_MARKED = re.compile(r"(?:\bv\.?|\bv:\w+|\bvuo[nst]\w*|\bår\w*|\byears?)[\s:]*$", re.I)

READ, UNREAD, BACKWARDS, IMPOSSIBLE = (
    "date_read",
    "date_unread",
    "date_backwards",
    "date_impossible",
)
Span = tuple[date | None, date | None]


class Period(NamedTuple):
    """First and last day, and where in the text they stand. Open at an end: that one is None.

    `doubt` is why it may be meant otherwise, a kind of doubt, and `others` are other readings.
    Both days are None where none could be read.
    """

    starts: date | None
    ends: date | None
    at: int
    to: int
    doubt: str = ""
    others: tuple[Span, ...] = ()

    @property
    def years(self) -> tuple[int, int]:
        return (self.starts or self.ends).year, (self.ends or self.starts).year


@lru_cache(maxsize=512)  # a line is looked at for its years, its sums and its names
def readings(text: str) -> tuple[Period, ...]:
    """Every time a text tells of, read or not, in its order."""
    told = points_of(text)
    found, at = [], 0
    while at < len(told):
        one, other = told[at], told[at + 1] if at + 1 < len(told) else None
        if other and _leads_to(one, text[one.to : other.at]):
            found.append(_between(one, other))
            at += 2
        else:
            found.append(_alone(text, one))
            at += 1
    return tuple(_joined(text, found))


def periods(text: str) -> Iterator[Period]:
    """Every period in a text, in its order. Impossible dates (31.2.2014) are none."""
    return (found for found in readings(text) if found.starts or found.ends)


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


def _leads_to(one: Point, between: str) -> bool:
    """Whether a point is the start of the next: a dash stands between, or its own ending says so
    (maaliskuusta 2027 toukokuuhun 2028)."""
    if between.strip() == "/":  # kevät/kesä 2027
        return one.kind == "p_season"
    if between.isspace() and len(between) < 3:
        return bool(_FROM.search(one.words))
    return len(between) < 12 and bool(_GLUE.fullmatch(between))


def _between(one: Point, other: Point) -> Period:
    """From one point to the other; one of them may lack its year."""
    if one.kind == "p_week" and other.kind == "month":  # vko 12–20/2027
        other = _as_week(other)
    if one.is_partial and other.days:
        one = _of_year(one, other, before=True)
    elif other.is_partial and one.days:
        other = _of_year(other, one, before=False)
    at, to = one.at, other.to
    if not (one.days and other.days):
        partial = one.is_partial or other.is_partial
        return Period(None, None, at, to, UNREAD if partial else IMPOSSIBLE)
    first, last = one.days[0], other.days[1]
    if last < first:
        return Period(None, None, at, to, BACKWARDS, ((other.days[0], one.days[1]),))
    if one.wide or other.wide:
        wide = ((one.wide or one.days)[0], (other.wide or other.days)[1])
        return Period(first, last, at, to, READ, (wide,) if wide != (first, last) else ())
    return Period(first, last, at, to)


def _alone(text: str, point: Point) -> Period:
    """One point: a time of its own, or one that is only begun or ended."""
    at, to = point.at, point.to
    if not point.days:
        return Period(None, None, at, to, UNREAD if point.is_partial else IMPOSSIBLE)
    doubt = READ if point.wide else ""
    others = (point.wide,) if point.wide and point.wide != point.days else ()
    if tail := re.match(rf"{DASH}|\s?(?:→|->)", text[to:]):
        return Period(point.days[0], None, at, to + tail.end(), doubt)
    if tail := _ENDS_AFTER.match(text, to):
        return Period(None, point.days[1], at, tail.end(), doubt)
    if point.kind == "last":
        return Period(None, point.days[1], at, to, doubt)
    if tail := _STARTS_AFTER.match(text, to):
        return Period(point.days[0], None, at, tail.end(), doubt)
    if point.kind == "first":
        return Period(point.days[0], None, at, to, doubt)
    return Period(*point.days, at, to, doubt, others)


def _joined(text: str, found: list[Period]) -> Iterator[Period]:
    """A start and an end that are told apart ("alkaa 1.3. … ja päättyy …") are one period."""
    start, last = None, 0
    for each in found:
        before = text[max(last, each.at - 45) : each.at]
        last = each.to
        if (each.starts or each.ends) and _ENDS_BEFORE.search(before):
            each = each._replace(starts=None, ends=each.ends or each.starts)
        elif each.starts and each.starts != each.ends and _STARTS_BEFORE.search(before):
            each = _begun(each)
        elif each.starts and _STARTS_BEFORE.search(before):
            each = each._replace(ends=None)
        if start and each.ends and not each.starts and each.at - start.to <= _BETWEEN:
            each, start = _one(start, each), None
        if start:
            yield start
        start = each if each.starts and not each.ends else None
        if not start:
            yield each
    if start:
        yield start


def _begun(each: Period) -> Period:
    """A month or year that something begins in has no end; a whole period keeps its own."""
    first, last = each.starts, each.ends
    if not last:
        return each
    one_month = (first.year, first.month) == (last.year, last.month)
    one_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    one_year = one_year and first.year == last.year
    return each._replace(ends=None) if one_month or one_year or each.doubt else each


def _one(start: Period, end: Period) -> Period:
    doubt = start.doubt or end.doubt
    if end.ends < start.starts:
        others = ((end.ends, start.starts),)
        return Period(None, None, start.at, end.to, BACKWARDS, others)
    return Period(start.starts, end.ends, start.at, end.to, doubt)


def _of_year(point: Point, beside: Point, *, before: bool) -> Point:
    """A point without a year beside one that has its own: the same year, or the next to it."""
    near = beside.days[0] if before else beside.days[1]
    words = point.words
    if point.kind == "p_day" and words.count(".") == 1 and before:  # 1.–15.6.2027, 1.3–5.4.2027
        day, _, month = words.partition(".")
        words = f"{day}.{month or near.month}."
    found = dated(point, point.kind, words, near.year)
    if not found.days:
        return replace(found, kind="impossible")
    if before and found.days[0] > near:
        return replace(dated(point, point.kind, words, near.year - 1), kind="read")
    if not before and found.days[1] < near:
        return replace(dated(point, point.kind, words, near.year + 1), kind="read")
    return replace(found, kind="read")


def _as_week(point: Point) -> Point:
    year = int(re.search(YEAR, point.words)[0])
    return dated(point, "week", point.words, year)
