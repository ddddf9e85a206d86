"""The reports that are ordered by the calendar: of each half-year and year that is over, for every
area that an official answers for, in that official's language."""

from datetime import date, timedelta

from arviointi.reports import areas, build, officials
from kehityspolku import moments
from kehityspolku.models import Report

WITHIN = timedelta(days=60)  # after a period's end: a portal that was away orders no old reports


def periods(today):
    """[(first, last day)] of the half-year and the year that ended last, if that was lately."""
    year = today.year
    found = [
        (date(year - 1, 7, 1), date(year - 1, 12, 31)),
        (date(year - 1, 1, 1), date(year - 1, 12, 31)),
        (date(year, 1, 1), date(year, 6, 30)),
    ]
    return [period for period in found if period[1] < today <= period[1] + WITHIN]


def order_what_is_due():
    """Order each such report once; returns how many were ordered now."""
    wanted = {(key, language) for key, people in officials.by_area().items() for language in people}
    ordered = 0
    for first, last in periods(moments.today()):
        for key, language in sorted(wanted):
            facts = build.params_of(key, first, last, scheduled=True)
            if not Report.objects.filter(kind=build.CITY, params=facts, language=language).exists():
                area = areas.find(key)
                build.order_city(area, first, last, by=None, language=language, scheduled=True)
                ordered += 1
    return ordered
