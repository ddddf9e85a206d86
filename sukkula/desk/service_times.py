"""How long the service takes: days of each step, what waits by age, by district, by adviser.

A step of a card or an application lasts from an event that begins it to the next that ends it,
read from its own events in order. Counted are the steps that ended in the last twelve months.
Median and 90th percentile are continuous, as PostgreSQL's percentile_cont: between two days the
value lies in proportion.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Window
from django.db.models.functions import Lead
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehrat.models import District, MajorDistrict, Project
from rahoitus.models import Application

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
AGES = [(7, _("up to a week")), (30, _("up to a month")), (90, _("up to three months"))]
OLDER = _("longer")


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
        of_cards("take", "screen_out", "withdraw"),
    ),
    Stretch(
        "review",
        _("Review, each round"),
        _("Sukkula"),
        of_cards("take", "resubmit"),
        of_cards("ask_changes", "approve", "reject", "withdraw"),
    ),
    Stretch(
        "mending",
        _("Changes by the applicants, each round"),
        _("The Kehrä"),
        of_cards("ask_changes"),
        of_cards("resubmit", "withdraw"),
    ),
]
APPLICATION_STEPS = [
    Stretch(
        "writing",
        _("Writing an application, each round"),
        _("The Kehrä"),
        of_applications("open_application", "send_back"),
        of_applications("ask_check", "withdraw_application", "expire"),
    ),
    Stretch(
        "check",
        _("Checking an application, each round"),
        _("Sukkula"),
        of_applications("ask_check"),
        of_applications("send_back", "mark_checked", "withdraw_application", "expire"),
    ),
    Stretch(
        "sending",
        _("From a checked application to sending"),
        _("Sukkula"),
        of_applications("mark_checked"),
        of_applications("record_sent", "send_back", "withdraw_application", "expire"),
    ),
    Stretch(
        "decision",
        _("The funder's decision"),
        _("The funder"),
        of_applications("record_sent"),
        of_applications("grant", "decline", "withdraw_application"),
    ),
]
STEPS = CARD_STEPS + APPLICATION_STEPS


@dataclass(frozen=True)
class Took:
    """What a number of durations say, in days: median and 90th percentile, None of none."""

    number: int
    median: float | None = None
    ninth: float | None = None

    @classmethod
    def of(cls, durations):
        days = sorted(duration / DAY for duration in durations)
        return (
            cls(len(days), *(percentile(days, share) for share in (0.5, 0.9))) if days else cls(0)
        )


def percentile(ordered, share):
    """percentile_cont of an ordered list of numbers."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def lasted(model, steps, now=None):
    """[(step's name, record's pk, who ended it, duration)] that ended in the last year."""
    since = (now or moments.now()) - YEAR
    wanted = {verb for step in steps for verb in (*step.begins, *step.ends)}
    of_one = {"partition_by": F("target_id"), "order_by": [F("at"), F("pk")]}
    told = Event.objects.filter(
        target_type=ContentType.objects.get_for_model(model), verb__in=wanted
    ).annotate(
        then=Window(Lead("verb"), **of_one),
        until=Window(Lead("at"), **of_one),
        by=Window(Lead("actor_id"), **of_one),
    )
    rows = told.filter(until__gte=since).values_list(
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


def figures():
    """All that the public page tells, as plain values that a cache can keep."""
    cards = lasted(Project, CARD_STEPS)
    applications = lasted(Application, APPLICATION_STEPS)
    return {
        "steps": [(s.name, took) for s, took in by_step(cards + applications)],
        "majors": by_major(cards),
        "open": open_by_age(),
        "advisers": by_adviser(cards),
        "at": moments.now(),
    }
