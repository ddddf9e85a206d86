"""The indicators as they were kept at each month's end, and those of months that were not."""

from datetime import date, timedelta

from django.core.cache import cache
from redis import RedisError

from arviointi.indicators import figures
from arviointi.indicators.models import Snapshot
from arviointi.indicators.value import Value
from kehityspolku import away, moments

EARLIEST = date(2012, 1, 31)
MONTHS = 25  # kept from the first: two years, and the month to compare the first with
WORKED_OUT = 600  # seconds for which a month that was never kept is remembered


def last_month():
    """The last day of the last month that is over."""
    return moments.today().replace(day=1) - timedelta(days=1)


def month_ends(last, number):
    """The last days of so many months that end with `last`, oldest first."""
    return [figures.before(last, back) for back in reversed(range(number))]


def keep(day):
    """Keep all indicators of a month's last day, unless they are; what is kept is never changed."""
    rows = [
        Snapshot(kehra_id=kehra, day=day, indicator=code, figures=value.kept())
        for kehra, values in figures.on(day).items()
        for code, value in values.items()
    ]
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True)


def keep_missing():
    """Keep what lacks of the last months: the clock may have been away, or the portal be new."""
    wanted = month_ends(last_month(), MONTHS)
    there = set(Snapshot.objects.of(None).filter(day__in=wanted).values_list("day", flat=True))
    for day in wanted:
        if day not in there:
            keep(day)


def history(kehra, last):
    """[(day, {indicator: Value})] of a Kehrä, or (None) the city: the months that are kept of the
    two years until `last`, oldest first; of another month that one, worked out now."""
    wanted = month_ends(last, MONTHS)
    found = {}
    for row in Snapshot.objects.of(kehra).filter(day__in=wanted):
        found.setdefault(row.day, {})[row.indicator] = Value(**row.figures)
    for day in (last, figures.before(last, 12)):
        if day not in found and (values := worked_out(day).get(kehra and kehra.pk)):
            found[day] = values
    return sorted(found.items())


def worked_out(day):
    """The indicators of a day that were never kept."""
    try:
        return cache.get_or_set(f"indicators:{day}", lambda: figures.on(day), WORKED_OUT)
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        return figures.on(day)
