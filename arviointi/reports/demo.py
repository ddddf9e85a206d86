"""Demonstration goals of the city's official, and a report that is ready to be opened."""

from datetime import timedelta

from arviointi.reports import areas, build
from arviointi.reports.models import Goal
from kehityspolku import moments
from kehityspolku.dev.demo import account, on
from kehityspolku.documents import reports

ORDERED = 1  # days ago
DIARY = "HEL 2026-000123"
# Days ago, the figure, its target in the report's year, why.
GOALS = [
    (320, "kehrat", 6, "Kaupunkistrategia: kehittämisyhteisö joka suurpiirissä"),
    (320, "ideas", 15, ""),
    (320, "granted", 60_000, "Talousarvion kohta Asukasosallisuus"),
    (320, "rate", 60, ""),
    (320, "hours", 40, "Talkootyö näkyväksi"),
    (150, "ideas", 20, "Nostettiin keväällä, kun ideoita tuli odotettua enemmän"),
]


def set_goals(year):
    """Of the whole city."""
    city, by = areas.find("city"), account("city_official")
    for days, figure, target, reason in GOALS:
        with on(days):
            facts = {"figure": figure, "target": target, "reason": reason}
            Goal.objects.set_for(city, by=by, year=year, **facts)


def load():
    """Goals, and the city's report of the last twelve months that were over when it was ordered:
    built here, as the worker would."""
    if Goal.objects.exists():
        return
    after = moments.in_days(-ORDERED).replace(day=1)
    first, last = moments.months_after(after, -12), after - timedelta(days=1)
    set_goals(last.year)
    told = {"by": account("city_official"), "language": "fi", "diary": DIARY}
    with on(ORDERED):
        report = build.order_city(areas.find("city"), first, last, **told)
        reports.build(report.pk)
