"""How long the service takes: days of each step, what waits by age, by district, by adviser.

A step of a card or an application lasts from an event that begins it to the next that ends it,
read from its own events in order. Counted are the steps that ended within a period; one that a
withdrawal or a closing day cut off is nobody's and not counted. Median and 90th percentile are
continuous, as PostgreSQL's percentile_cont: between two days the value lies in proportion.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Window
from django.db.models.functions import Lead
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehityspolku.rounding import half_up
from kehrat.models import District, MajorDistrict, Project
from rahoitus.models import Application
from sukkula.advice.models import Advice

DAY = timedelta(days=1)
YEARS = 5  # so many calendar years one can choose
AGES = [(7, _("up to a week")), (30, _("up to a month")), (90, _("up to three months"))]
OLDER = _("longer")


@dataclass(frozen=True)
class Period:
    """Days that figures are told of, the last included; `name` is its word in the address."""

    name: str
    label: str
    first: date
    last: date

    @property
    def moments(self):
        next_day = moments.start_of(self.last + timedelta(days=1))
        return moments.start_of(self.first), next_day - timedelta.resolution


def periods():
    """{name: Period} of those that one can choose, the usual one first."""
    today = moments.today()
    found = [
        Period("", _("the last twelve months"), moments.year_before(today), today),
        Period("3kk", _("the last three months"), today - timedelta(days=90), today),
    ]
    for year in range(today.year, today.year - YEARS, -1):
        found.append(Period(str(year), str(year), date(year, 1, 1), date(year, 12, 31)))
    return {period.name: period for period in found}


@dataclass(frozen=True)
class Stretch:
    """A stretch between two events. `whose`: who acts during it."""

    name: str
    label: str
    whose: str
    begins: tuple
    ends: tuple


of_cards = partial(verbs.names, Project)
of_applications = partial(verbs.names, Application)


CARD_STEPS = [
    Stretch(
        "taking",
        _("From submission to being taken into review"),
        _("Sukkula"),
        of_cards("submit"),
        of_cards("take", "screen_out"),
    ),
    Stretch(
        "review",
        _("Review, each round"),
        _("Sukkula"),
        of_cards("take", "resubmit"),
        of_cards("ask_changes", "approve", "reject"),
    ),
    Stretch(
        "mending",
        _("Changes by the applicants, each round"),
        _("The Kehrä"),
        of_cards("ask_changes"),
        of_cards("resubmit"),
    ),
]
APPLICATION_STEPS = [
    Stretch(
        "writing",
        _("Writing an application, each round"),
        _("The Kehrä"),
        of_applications("open_application", "send_back"),
        of_applications("ask_check", "ask_check_for"),
    ),
    Stretch(
        "check",
        _("Checking an application, each round"),
        _("Sukkula"),
        of_applications("ask_check", "ask_check_for"),
        of_applications("send_back", "mark_checked"),
    ),
    Stretch(
        "sending",
        _("From a checked application to sending"),
        _("Sukkula"),
        of_applications("mark_checked"),
        of_applications("record_sent", "send_back"),
    ),
    Stretch(
        "decision",
        _("The funder's decision"),
        _("The funder"),
        of_applications("record_sent"),
        of_applications("grant", "decline"),
    ),
]
STEPS = CARD_STEPS + APPLICATION_STEPS
CUT_OFF = {  # what ends a step before anybody has ended it
    Project: of_cards("withdraw", "withdraw_for"),
    Application: of_applications("withdraw_application", "withdraw_application_for", "expire"),
}


@dataclass(frozen=True)
class Took:
    """What a number of durations say, in days: median and 90th percentile, None of none."""

    number: int
    median: Decimal | None = None
    ninth: Decimal | None = None

    @classmethod
    def of(cls, durations):
        days = sorted(duration / DAY for duration in durations)
        if not days:
            return cls(0)
        return cls(len(days), *(rounded(percentile(days, share)) for share in (0.5, 0.9)))


def rounded(days):
    """Days as pages show them, with one decimal."""
    return half_up(days, 1)


def percentile(ordered, share):
    """percentile_cont of an ordered list of numbers."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def lasted(model, steps, period):
    """[(step's name, record's pk, who ended it, duration)] that ended within the period."""
    wanted = {verb for step in steps for verb in (*step.begins, *step.ends)}
    of_one = {"partition_by": F("target_id"), "order_by": [F("at"), F("pk")]}
    told = Event.objects.filter(
        target_type=ContentType.objects.get_for_model(model), verb__in=wanted.union(CUT_OFF[model])
    ).annotate(
        then=Window(Lead("verb"), **of_one),
        until=Window(Lead("at"), **of_one),
        by=Window(Lead("actor_id"), **of_one),
    )
    rows = told.filter(until__range=period.moments).values_list(
        "verb", "then", "target_id", "by", "at", "until"
    )
    return [
        (step.name, pk, by, until - at)
        for verb, then, pk, by, at, until in rows.order_by()
        for step in steps
        if verb in step.begins and then in step.ends
    ]


def by_step(durations):
    """[(Stretch, Took)] in order, from what `lasted`."""
    found = defaultdict(list)
    for name, _pk, _by, duration in durations:
        found[name].append(duration)
    return [(step, Took.of(found[step.name])) for step in STEPS]


def by_major(durations):
    """[(major district, Took)] of Sukkula's review rounds, by where the cards' target areas lie.

    A card of several major districts counts in each, one of the whole city in none.
    """
    found = defaultdict(list)
    places = _majors({pk for _n, pk, _by, _d in durations})
    for name, pk, _by, duration in durations:
        if name == "review":
            for major in places[pk]:
                found[major].append(duration)
    majors = MajorDistrict.objects.in_bulk(found)
    return [(majors[code], Took.of(found[code])) for code in sorted(found)]


def _majors(projects):
    """{project's pk: codes of its major districts}."""
    found = defaultdict(set)
    for path in ("projects", "sub_areas__projects"):
        rows = District.objects.filter(**{f"{path}__in": projects}).values_list(path, "major")
        for project, major in rows:
            found[project].add(major)
    return found


def by_adviser(durations):
    """[(user's pk, Took)] of the review rounds each person ended, the most first."""
    found = defaultdict(list)
    for name, _pk, by, duration in durations:
        if name == "review" and by:
            found[by].append(duration)
    return sorted(((pk, Took.of(d)) for pk, d in found.items()), key=lambda row: -row[1].number)


def open_by_age(now=None):
    """[(what, [number in each age, the last for longer])] of what waits for Sukkula now."""
    now = now or moments.now()
    waiting = [
        (_("Cards not taken yet"), Project.objects.filter(state="submitted")),
        (_("Cards in review"), Project.objects.filter(state="in_review")),
        (_("Applications in check"), Application.objects.filter(state__in=["in_check", "checked"])),
    ]
    return [
        (label, _ages(rows.values_list("state_since", flat=True), now)) for label, rows in waiting
    ]


def _ages(moments, now):
    counts = Counter(
        next((at for at, (days, _l) in enumerate(AGES) if (now - since) / DAY <= days), len(AGES))
        for since in moments
    )
    return [counts[at] for at in range(len(AGES) + 1)]


def figures(period):
    """All that the public page tells of a period, as plain values that a cache can keep."""
    cards = lasted(Project, CARD_STEPS, period)
    applications = lasted(Application, APPLICATION_STEPS, period)
    return {
        "steps": [(s.name, took) for s, took in by_step(cards + applications)],
        "majors": by_major(cards),
        "open": open_by_age(),
        "advisers": by_adviser(cards),
        "advice": Advice.objects.between(period.first, period.last).counts(),
        "at": moments.now(),
    }
