"""The ten indicators of every Kehrä and of the whole city on any day, from dated facts.

Each is worked out by a pure module of its name; here its facts are read, for all Kehrät at once.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from arviointi.indicators import dated, grants, profiles
from arviointi.indicators.conversion import AGE, conversion
from arviointi.indicators.coordination import coordination
from arviointi.indicators.coverage import coverage
from arviointi.indicators.delivery import delivery
from arviointi.indicators.diversity import diversity
from arviointi.indicators.leverage import leverage
from arviointi.indicators.network import network
from arviointi.indicators.number import number
from arviointi.indicators.regularity import MONTHS, regularity
from arviointi.indicators.retention import retention
from arviointi.indicators.value import Value, ratio
from kehityspolku import moments
from kehityspolku.models import PastState
from kehrat.models import Kehra, Stint, SubArea
from rahoitus.models import Application

ZERO = Decimal(0)


@dataclass
class Facts:
    """What is known of one Kehrä, or of the whole city, until a day."""

    actors: Counter = field(default_factory=Counter)
    outputs: list = field(default_factory=list)  # (days, recorded since) of each Kehrä
    stints: list = field(default_factory=list)  # of each Kehrä
    ideas: list = field(default_factory=list)
    money: list = field(default_factory=list)
    hours: Decimal = ZERO
    milestones: list = field(default_factory=list)
    partners: list = field(default_factory=list)

    def take(self, other):
        """Add what is known of another."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def on(day: date):
    """{Kehrä's key, None of the city: {indicator: Value}} at the end of a day, of the Kehrät that
    stood then."""
    standing = profiles.profiles(Kehra.objects.public(), day)
    facts = read(standing, day)
    city = Facts()
    for mine in facts.values():
        city.take(mine)
    found = {pk: of_kehra(mine, day) for pk, mine in facts.items() if pk is not None}
    return found | {None: of_city(city, standing, day)}


def of_area(kehrat, day):
    """{indicator: Value} at the end of a day of some Kehrät (a queryset) together; {} when none of
    them stood."""
    standing = profiles.profiles(kehrat, day)
    facts, all_of_them = read(standing, day), Facts()
    for profile in standing:
        all_of_them.take(facts[profile.kehra.pk])
    return of_several(all_of_them, day) if standing else {}


def of_kehra(facts, day):
    """The indicators of one Kehrä."""
    (outputs, since), first = facts.outputs[0], moments.year_before(day)
    then, now = members(facts.stints[0], before(day, 12)), members(facts.stints[0], day)
    return {
        "diversity": diversity(facts.actors),
        "regularity": regularity(outputs, months(day), since),
        "retention": retention(then, now),
        "coordination": coordination(facts.stints[0], first, day),
        **of_both(facts, day),
    }


def of_city(facts, standing, day):
    """The indicators of the whole city."""
    lives = list(
        Kehra.objects.public().filter(formed_on__lte=day).values_list("formed_on", "ended_on")
    )
    states = PastState.objects.on(day, Kehra)
    works = {profile.kehra.pk: profile.works for profile in standing}
    return {
        "number": number(lives, [states.get(pk) for pk in works], day),
        "coverage": coverage(covered(works), works),
        **of_several(facts, day),
    }


def of_several(facts, day):
    """The indicators that Kehrät have, of all of them together."""
    first = moments.year_before(day)
    regular = [regularity(outputs, months(day), since) for outputs, since in facts.outputs]
    named = [coordination(stints, first, day) for stints in facts.stints]
    kept = [
        retention(members(stints, before(day, 12)), members(stints, day)) for stints in facts.stints
    ]
    return {
        "diversity": diversity(facts.actors),
        "regularity": together(regular, "months"),
        "retention": together(kept, "stayed"),
        "coordination": together(named, "changes"),
        **of_both(facts, day),
    }


def of_both(facts, day):
    return {
        "conversion": conversion(facts.ideas),
        "leverage": leverage(*money(facts.money), facts.hours),
        "delivery": delivery(facts.milestones, day),
        "network": network(facts.partners, moments.year_before(day)),
    }


def together(values, beside):
    """Shares of several Kehrät as one: each counts by its cases, not each Kehrä alike."""
    known = [value for value in values if value.value is not None]
    part = sum(round(value.value * value.n) for value in known)
    n = sum(value.n for value in values)
    told = sum(value.beside[beside] for value in values)
    return Value(ratio(part, n), n, sum(value.of for value in values), {beside: told})


def money(changes):
    """(city's euros, other euros, grants without a stated sum, grants)."""
    city = grants.total(c for c in changes if c.application.call.source.is_city)
    new = [change for change in changes if change.is_new]
    return city, grants.total(changes) - city, grants.unstated(new), len(new)


def members(stints, day):
    """The people who were members on a day."""
    return {
        person
        for person, since, until, _role in stints
        if since <= day and not (until and until <= day)
    }


def before(day, number):
    """The end of the month so many months earlier, of the last day of a month; else that day."""
    if (day + timedelta(days=1)).day == 1:
        return moments.months_after(day + timedelta(days=1), -number) - timedelta(days=1)
    return moments.months_after(day, -number)


def months(day):
    """[(first, last day)] of the twelve months that end with the day's own."""
    firsts = [moments.months_after(day.replace(day=1), number) for number in range(1 - MONTHS, 2)]
    pairs = zip(firsts, firsts[1:], strict=False)
    return [(first, min(day, after - timedelta(days=1))) for first, after in pairs]


def covered(works):
    """[(district, residents, [Kehrät])] of each inhabited sub-area."""
    kehrat = defaultdict(list)
    for area, kehra in Kehra.sub_areas.through.objects.filter(kehra__in=works).values_list(
        "subarea", "kehra"
    ):
        kehrat[area].append(kehra)
    rows = SubArea.objects.inhabited().exclude(district=None)
    rows = rows.values_list("pk", "district", "district__population")
    return [(district, people, kehrat[area]) for area, district, people in rows]


def read(standing, day):
    """{Kehrä's key, None of no Kehrä: its Facts}, in a number of queries that does not grow."""
    keys = [profile.kehra.pk for profile in standing]
    facts = defaultdict(Facts, {pk: Facts() for pk in keys})
    first = months(day)[0][0]
    outputs = dated.output_days(keys, first, day)
    since = dated.recorded_since(Kehra, keys)
    stints = stints_of(keys, day)
    for profile in standing:
        pk, mine = profile.kehra.pk, facts[profile.kehra.pk]
        recorded = first if since[pk] <= profile.kehra.formed_on else since[pk]
        mine.actors = profile.actors
        mine.outputs = [(outputs[pk], recorded)]
        mine.stints = [stints[pk]]
    changes = [c for c in grants.changes(Application.objects.all()) if c.day and c.day <= day]
    granted = {change.application.project_id for change in changes}
    for change in changes:
        facts[change.application.project.kehra_id].money.append(change)
    cards = set(dated.SUBMITTED.until(day).order_by().values_list("pk", flat=True))
    ideas = dated.IDEAS.until(before(day, AGE)).order_by().values_list("kehra", "project")
    for kehra, project in ideas:
        facts[kehra].ideas.append((project in cards, project in granted))
    for kehra, hours in dated.HOURS.until(day).values_list("project__kehra", "hours"):
        facts[kehra].hours += hours
    due = dated.DUE.until(day).values_list("project__kehra", "day", "done_on")
    for kehra, agreed, done in due:
        facts[kehra].milestones.append((agreed, done))
    approved = dated.APPROVED.until(day).order_by().values_list("kehra", "partners", "day")
    for kehra, partners, met in approved:
        facts[kehra].partners += [(name, kehra, met) for name in partners if name.strip()]
    return {pk: facts[pk] for pk in keys} | {None: rest(facts, keys)}


def rest(facts, keys):
    """What belongs to no Kehrä that stood: to Sukkula's host, to districts without one, to those
    that had ended. Of the city it is told too."""
    found = Facts()
    for pk, mine in facts.items():
        if pk not in keys:
            found.take(mine)
    return found


def stints_of(keys, day):
    """{Kehrä's key: [(person, since, until, role)]} that began by the day and lasted into the year
    before it."""
    found = defaultdict(list)
    rows = Stint.objects.filter(membership__kehra__in=keys, since__lte=day)
    rows = rows.exclude(until__lte=before(day, 12)).order_by()
    for kehra, *told in rows.values_list(
        "membership__kehra", "membership__user", "since", "until", "role"
    ):
        found[kehra].append(tuple(told))
    return found
