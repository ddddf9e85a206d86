"""The indicators as they were kept at each month's end, and those of months that were not."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Min

from arviointi.indicators import figures
from arviointi.indicators.models import Snapshot
from arviointi.indicators.value import Value
from kehityspolku import kept, moments

EARLIEST = date(2012, 1, 31)
MONTHS = 25  # kept from the first: two years, and the month to compare the first with
AT_ONCE = 24  # months before those, worked out in one go
STALE = timedelta(days=30)
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


def keep_earlier():
    """Keep some of the months before those, newest first; then work out anew those that were worked
    out longest ago, since what happened so early is often recorded long afterwards."""
    recent = set(month_ends(last_month(), MONTHS))
    earlier = [day for day in every_month() if day not in recent]
    made = dict(
        Snapshot.objects.of(None)
        .filter(day__in=earlier)
        .order_by()
        .values_list("day")
        .annotate(Min("made_at"))
    )
    lacking = [day for day in earlier if day not in made]
    old = [day for day in made if may_have_changed(day, made[day])]
    for day in [*lacking, *sorted(old, key=made.get)][:AT_ONCE]:
        keep_anew(day)


def every_month():
    """The last days of all months that are over, newest first."""
    last, day = last_month(), EARLIEST
    number = 12 * (last.year - day.year) + last.month - day.month + 1
    return month_ends(last, number)[::-1]


def may_have_changed(day, made_at):
    """Whether a month was worked out long after it had ended, and that is some time ago."""
    afterwards = moments.day_of(made_at) > moments.months_after(day, MONTHS)
    return afterwards and moments.now() - made_at > STALE


@transaction.atomic
def keep_anew(day):
    Snapshot.objects.filter(day=day).delete()
    keep(day)


def newest():
    """The last day of the newest month that is kept; of the last one that is over if none is."""
    kept = Snapshot.objects.of(None).order_by("-day").values_list("day", flat=True)
    return kept.first() or last_month()


def is_kept(day):
    return Snapshot.objects.of(None).filter(day=day).exists()


def history(kehra, last, *, kept_only=False):
    """[(day, {indicator: Value})] of a Kehrä, or (None) the city: the months that are kept of the
    two years until `last`, oldest first; of another month that one, worked out now unless
    `kept_only`."""
    wanted = month_ends(last, MONTHS)
    found = {}
    for row in Snapshot.objects.of(kehra).filter(day__in=wanted):
        found.setdefault(row.day, {})[row.indicator] = Value(**row.figures)
    for day in () if kept_only else (last, figures.before(last, 12)):
        if day not in found and (values := worked_out(day).get(kehra and kehra.pk)):
            found[day] = values
    return sorted(found.items())


def worked_out(day):
    """The indicators of a day that were never kept."""
    key = f"indicators:{day}"
    known = kept.found(key)
    if known is None:
        kept.keep(key, known := figures.on(day), WORKED_OUT)
    return known
