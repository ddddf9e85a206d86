"""Time: aware datetimes, the calendar of Helsinki, one place."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

HELSINKI = ZoneInfo("Europe/Helsinki")
DIGEST_AT = time(7)


def today():
    """The date in Helsinki now."""
    return timezone.now().astimezone(HELSINKI).date()


def start_of(day: date):
    """The first moment of a day in Helsinki, aware."""
    return datetime.combine(day, time.min, tzinfo=HELSINKI)


def next_digest(pace, now=None):
    """The next moment after `now` when digests leave: 7.00 in Helsinki, weekly ones on Mondays."""
    now = (now or timezone.now()).astimezone(HELSINKI)
    days = 0 if now.time() < DIGEST_AT else 1
    if pace == "weekly":
        days += -(now.weekday() + days) % 7
    return datetime.combine(now.date() + timedelta(days=days), DIGEST_AT, tzinfo=HELSINKI)


def end_of(day: date):
    """The last second of a day in Helsinki, 23:59:59, aware: when calls close."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=HELSINKI)


def days_between(earlier, later):
    """Whole calendar days in Helsinki between two aware moments."""
    return (later.astimezone(HELSINKI).date() - earlier.astimezone(HELSINKI).date()).days


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


def day_text(day):
    """Write a date as "24.11.2026"."""
    return f"{day.day}.{day.month}.{day.year}"


def in_days(number):
    """The date in Helsinki a number of days from today (negative: ago)."""
    return today() + timedelta(days=number)
