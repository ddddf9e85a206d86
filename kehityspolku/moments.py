"""Time: the one clock, aware datetimes, the calendar of Helsinki."""

import calendar
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext, ngettext

HELSINKI = ZoneInfo("Europe/Helsinki")
DIGEST_AT = time(7)
LAST_SECOND = time(23, 59, 59)  # of a day, when what tells no time ends
_BEHIND = ContextVar("behind", default=timedelta())


def now():
    """The moment it is, aware: the portal's only clock."""
    behind, real = _BEHIND.get(), timezone.now()
    return (real.astimezone(HELSINKI) - behind).astimezone(UTC) if behind else real


@contextmanager
def days_ago(number, hours=0):
    """Let it be so many days ago inside, at the same time of day: what is done is dated then.

    `hours`: so many earlier that day, negative: later. For demonstration data and tests. Nested
    ones count from the real day too. Days are those of Helsinki's calendar, whether or not summer
    time begins or ends in between.
    """
    before = _BEHIND.set(timedelta(days=number, hours=hours))
    try:
        yield
    finally:
        _BEHIND.reset(before)


def today():
    """The date in Helsinki now."""
    return day_of(now())


def day_of(moment):
    """The date in Helsinki at a moment."""
    return moment.astimezone(HELSINKI).date()


def start_of(day: date):
    """The first moment of a day in Helsinki, aware."""
    return datetime.combine(day, time.min, tzinfo=HELSINKI)


def is_day(moment=None):
    """Whether it is between 8 and 18 in Helsinki, when reminders leave."""
    return 8 <= (moment or now()).astimezone(HELSINKI).hour < 18


def next_digest(pace, after=None):
    """When digests leave next: at 7.00 in Helsinki, weekly ones on Mondays."""
    here = (after or now()).astimezone(HELSINKI)
    days = 0 if here.time() < DIGEST_AT else 1
    if pace == "weekly":
        days += -(here.weekday() + days) % 7
    return datetime.combine(here.date() + timedelta(days=days), DIGEST_AT, tzinfo=HELSINKI)


def iso(when):
    """A day or an aware moment as the ISO text that an event keeps of it; None for none."""
    return when.isoformat() if when else None


def stamp(when):
    """An aware moment as a page tells it to machines, which know no millionths of a second."""
    return when.isoformat(timespec="seconds")


def end_of(day: date):
    """The last second of a day in Helsinki, 23:59:59, aware: when calls close."""
    return datetime.combine(day, LAST_SECOND, tzinfo=HELSINKI)


def at(day: date, clock: time):
    """The moment of a day and a clock time in Helsinki, aware, in UTC.

    ValueError for the hour that summer time skips; of the hour that comes twice, the first.
    """
    moment = datetime.combine(day, clock, tzinfo=HELSINKI).astimezone(UTC)
    if moment.astimezone(HELSINKI).time() != clock:
        raise ValueError
    return moment


def days_between(earlier, later):
    """Whole calendar days in Helsinki between two aware moments."""
    return (day_of(later) - day_of(earlier)).days


def iso_week(moment):
    """The ISO week of a moment in Helsinki, as "2026-W48"."""
    year, week, _ = moment.astimezone(HELSINKI).isocalendar()
    return f"{year}-W{week:02d}"


def dates(first, last):
    """Write two dates as "1.3.–31.12.2027" (shorter when the year is shared)."""
    if not (first and last):
        day = first or last
        return day_text(day) if day else ""
    if first == last:
        return day_text(last)
    start = f"{first.day}.{first.month}." if first.year == last.year else day_text(first)
    return f"{start}–{day_text(last)}"


def years(first, last):
    """Write years as "2012–2013" or "2014"; "" when none is known."""
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year)


def day_of_text(told):
    """The date in Helsinki of an ISO text as an event keeps it, of a day or of a moment."""
    return day_of(_moment(told)) if "T" in told else date.fromisoformat(told)


def day_text(day):
    """Write a date, or its ISO text as an event keeps it, as "24.11.2026"; "" for none."""
    if not day:
        return ""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day}.{day.month}.{day.year}"


def moment_text(moment):
    """Write a moment, or its ISO text as an event keeps it, in the page's language: as
    "to 3.12.2026 klo 18.00".
    """
    here = _moment(moment).astimezone(HELSINKI)
    return gettext("%(day)s at %(time)s") % {"day": _weekday(here), "time": _clock(here)}


def when_text(moment):
    """Write a moment as `moment_text`, or its day alone where no time of it is known: it is then
    kept as the day's beginning.
    """
    day = day_of(_moment(moment))
    return day_text(day) if _moment(moment) == start_of(day) else moment_text(moment)


def span(starts, ends):
    """Write from when to when in the page's language, as "to 3.12.2026 klo 18.00–20.00"; the
    beginning alone when the end is open.

    Takes the ISO text of moments too, as an event keeps them; "" for none.
    """
    if not (starts and ends):
        return moment_text(starts) if starts else ""
    here, there = (_moment(when).astimezone(HELSINKI) for when in (starts, ends))
    if here.date() != there.date():
        return f"{moment_text(here)} – {moment_text(there)}"
    hours = f"{_clock(here)}–{_clock(there)}"
    return gettext("%(day)s at %(time)s") % {"day": _weekday(here), "time": hours}


def left_text(day, closes=None):
    """How long something can still be done, as a sentence: until a day, or until the moment of that
    day at which it `closes`.
    """
    days = (day - today()).days
    if closes and closes < now().replace(microsecond=0):
        return gettext("Closed %(when)s.") % {"when": moment_text(closes)}
    if days < 0:
        return gettext("The last day was %(day)s.") % {"day": day_text(day)}
    if not days and closes:
        return gettext("Closes today at %(time)s.") % {"time": _clock(closes.astimezone(HELSINKI))}
    if not days:
        return gettext("The last day is today, %(day)s.") % {"day": day_text(day)}
    told = ngettext("By %(day)s, %(days)s day left.", "By %(day)s, %(days)s days left.", days)
    return told % {"day": day_text(day), "days": days}


def _moment(when):
    return datetime.fromisoformat(when) if isinstance(when, str) else when


def _weekday(here):
    return f"{written(here, 'D')} {day_text(here)}"


def _clock(here):
    return f"{here.hour}.{here:%M}"


def year_before(day):
    """The first day of the twelve months that end with a day."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day) + timedelta(days=1)


def months_after(day, number):
    """The same day of the month so many months later; of a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def in_days(number):
    """The date in Helsinki a number of days from today (negative: ago)."""
    return today() + timedelta(days=number)


def refuse_future(day, field=None):
    """The day itself, None too; ValidationError, on the field if one is named, when it is still to
    come.
    """
    if day and day > today():
        told = gettext("The date cannot be in the future.")
        raise ValidationError({field: told} if field else told)
    return day
