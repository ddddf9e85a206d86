"""Every figure of a report is recomputed by an independent slow way over generated years, and no
figure is read from when an event was recorded."""

import ast
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from arviointi.models import ResultRow, Survey
from arviointi.reports import areas, progress
from arviointi.results.models import ALL, Part
from kehityspolku import moments
from kehityspolku.models import PastState
from kehrat.models import Announcement, Idea, Kehra, Membership, Project, Revision, Stint
from kehrat.models import Phase as CardPhase
from rahoitus.models import Application, Decision, VolunteerWork
from tests import make

FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2024, 12, 31)
days = st.dates(FIRST_DAY, LAST_DAY)
maybe = st.none() | days
euros = st.integers(500, 900).map(Decimal)
early = st.dates(FIRST_DAY, FIRST_DAY + timedelta(days=200))
orders = st.lists(days, min_size=2, max_size=2).map(sorted)
periods = st.tuples(early, st.integers(0, 400)).map(
    lambda told: (told[0], told[0] + timedelta(days=told[1]))
)
grants = st.fixed_dictionaries(
    {
        "day": maybe,
        "year": st.sampled_from([2023, 2024]),
        "euros": st.none() | euros,
        "less": st.lists(st.tuples(days, st.integers(1, 200).map(Decimal)), max_size=2),
    }
)
cards = st.fixed_dictionaries(
    {
        "here": st.booleans(),
        "submitted": orders,  # and approved
        "phase": st.none() | orders,
        "grant": grants | st.none(),
        "lessons": maybe,
        "hours": st.lists(st.tuples(days, st.integers(1, 30), st.booleans()), max_size=3),
    }
)
people = st.fixed_dictionaries(
    {
        "since": early,
        "until": st.none() | maybe,
        "role": st.sampled_from(["member", "", "coordinator", "coordinator"]),
        "organisation": st.sampled_from([None, "", "A", "a", "B", "C", "D"]),
    }
)
worlds = st.fixed_dictionaries(
    {
        "ideas": st.lists(
            st.tuples(days, maybe, st.booleans(), st.booleans()), min_size=3, max_size=6
        ),
        "cards": st.lists(cards, min_size=3, max_size=5),
        "news": st.lists(days, min_size=3, max_size=9),
        "people": st.lists(people, min_size=6, max_size=9),
        "surveys": st.lists(
            st.tuples(days, st.integers(1, 30), st.integers(0, 30)), min_size=2, max_size=4
        ),
        "period": periods,
    }
)


def noon(day):
    return datetime.combine(day, time(12), tzinfo=moments.HELSINKI)


def fill(world, kehra, other, call, person):
    """Bare rows of a world: the days are what is tried here, not how records came to be."""
    for number, (day, paper, hidden, here) in enumerate(world["ideas"]):
        Idea.objects.create(
            kehra=kehra if here else other,
            title=f"Idea {number}",
            text="Idea",
            made_at=noon(day),
            paper_on=paper,
            hidden_at=noon(day) if hidden else None,
        )
    Announcement.objects.bulk_create(
        Announcement(kehra=kehra, title="Tiedote", text="Tiedote", at=noon(day))
        for day in world["news"]
    )
    for row in world["people"]:
        mine = Membership.objects.bulk_create(
            [Membership(kehra=kehra, user=person, state="left", actor_type="school")]
        )
        until = row["until"] and max(row["until"], row["since"])
        told = row | {"until": until}
        Stint.objects.create(membership=mine[0], actor_type="school", **told)
    for day, reached, answered in world["surveys"]:
        titles = {f"title_{code}": "Kysely" for code in ("fi", "sv", "en")}
        survey = Survey.objects.create(
            kehra=kehra, state="closed", mode="anonymous", closed_at=noon(day), **titles
        )
        told = {"reached": reached, "answered": min(answered, reached)}
        ResultRow.objects.create(survey=survey, part=Part.RATE, group="resident", figures=told)
        ResultRow.objects.create(survey=survey, part=Part.WHOLE, group=ALL, figures=None)
    for card in world["cards"]:
        project_of(card, kehra if card["here"] else other, call)


def project_of(card, kehra, call):
    submitted, approved = card["submitted"]
    project = Project.objects.create(
        kehra=kehra, title="Hanke", state="ended", state_since=noon(LAST_DAY + timedelta(days=9))
    )
    Project.objects.filter(pk=project.pk).update(lessons_told_on=card["lessons"])
    for kind, day in (("submitted", submitted), ("approved", approved)):
        Revision.objects.create(
            project=project, number=1 + (kind == "approved"), kind=kind, at=noon(day), content={}
        )
    past = [("submitted", submitted, approved), ("approved", approved, LAST_DAY)]
    for state, since, until in past:
        if since < until:
            PastState.objects.keep(
                Project(pk=project.pk, state_since=noon(until)), state, noon(since)
            )
    if card["phase"]:
        starts, ends = card["phase"]
        CardPhase.objects.create(project=project, name="I", starts=starts, ends=ends, place=0)
    if grant := card["grant"]:
        application = Application.objects.create(
            project=project, call=call, state="granted", recorded_afterwards=True
        )
        given = {"application": application, "recorded_afterwards": True}
        first = Decision.objects.create(
            kind="granted", amount=grant["euros"], decided_on=grant["day"], **given
        )
        first.years.create(year=grant["year"])
        for day, less in grant["less"]:
            Decision.objects.create(kind="reduced", amount=less, decided_on=day, **given)
        VolunteerWork.objects.bulk_create(
            VolunteerWork(
                application=application,
                project=project,
                who=f"N{number}",
                what="Talkoot",
                on=day,
                hours=Decimal(quarters) / 4,
                state="approved" if approved else "logged",
            )
            for number, (day, quarters, approved) in enumerate(card["hours"])
        )


def each_day(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def granted_on(card, day):
    """What the decisions of one day did to what is granted."""
    grant = card["grant"]
    if not grant or grant["euros"] is None:
        return Decimal(0)
    told = grant["day"] or date(grant["year"], 1, 1)
    new = grant["euros"] if told == day else Decimal(0)
    return new - sum((less for on, less in grant["less"] if on == day), Decimal(0))


def worked(cards, first, last):
    """Approved hours of volunteer work, counted day by day."""
    period = each_day(first, last)
    told = [row for card in cards if card["grant"] for row in card["hours"]]
    return sum((Decimal(n) / 4 for day, n, approved in told if approved and day in period), 0)


def belongs(card, first, last):
    submitted, approved = card["submitted"]
    if submitted <= last < approved:
        return False
    if card["phase"]:
        return any(card["phase"][0] <= day <= card["phase"][1] for day in each_day(first, last))
    return approved <= last


def works(world, day):
    there = [
        p
        for p in world["people"]
        if p["since"] <= day and not (p["until"] and max(p["until"], p["since"]) <= day)
    ]
    named = {p["organisation"].lower() for p in there if p["organisation"]}
    roles = {p["role"] for p in there}
    lacks = not any(timedelta(0) <= day - on <= timedelta(days=90) for on in world["news"])
    for card in world["cards"]:
        submitted = card["submitted"][0]
        lacks &= not (card["here"] and timedelta(0) <= day - submitted <= timedelta(days=90))
    may_be = len(named) + sum(p["organisation"] is None for p in there) >= 3
    if lacks or not roles & {"", "coordinator"} or not may_be:
        return 0
    return 1 if "coordinator" in roles and len(named) >= 3 else None


def slowly(world, cards, ideas, first, last):
    """The five figures of a period, counted day by day."""
    period = each_day(first, last)
    asked = [row for row in world["surveys"] if row[0] in period]
    reached = sum(reached for _day, reached, _answered in asked)
    return [
        works(world, last),
        sum((paper or day) in period for day, paper, hidden, _here in ideas if not hidden),
        sum(belongs(card, first, last) for card in cards),
        sum((granted_on(card, day) for card in cards for day in period), Decimal(0)),
        sum(min(answered, reached) for _d, reached, answered in asked) / reached
        if reached
        else None,
    ]


@pytest.mark.django_db
def test_every_figure_is_what_a_count_day_by_day_gives():
    kehra, other = (make.kehra(formed_on=FIRST_DAY) for _n in range(2))
    PastState.objects.all().delete()
    Kehra.objects.update(state_since=noon(FIRST_DAY - timedelta(days=400)))
    Kehra.objects.filter(pk=other.pk).update(state="ended", ended_on=FIRST_DAY)
    call, person, seen = make.call(), make.user(), [set() for _figure in range(5)]
    counted_hours = set()

    @settings(
        max_examples=7,
        deadline=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds)
    def told(world):
        with transaction.atomic():
            fill(world, kehra, other, call, person)
            first, last = world["period"]
            length = timedelta(days=(last - first).days + 1)
            for key in ("city", f"kehra:{kehra.slug}"):
                mine = [c for c in world["cards"] if key == "city" or c["here"]]
                ideas = [i for i in world["ideas"] if key == "city" or i[3]]
                report = progress.gather(areas.find(key), first, last)
                expected = slowly(world, mine, ideas, first, last)
                assert [f.value for f in report.figures] == expected
                for values, value in zip(seen, expected, strict=True):
                    values.add(value)
                earlier = slowly(world, mine, ideas, first - length, last - length)
                assert [f.before for f in report.figures] == earlier
                since = [date(2015, 1, 1), last]
                spans = (first, last), (first - length, last - length), since
                hours = [worked(mine, *span) for span in spans]
                told = report.hours
                assert [told.value, told.before, told.to_date] == hours
                counted_hours.add(told.value)
                dates = ("submitted", 0), ("approved", 1)
                for step, (_name, place) in zip(report.steps, dates, strict=False):
                    on = [card["submitted"][place] for card in mine]
                    counted = step.value, step.to_date
                    assert counted == (
                        sum(first <= day <= last for day in on),
                        sum(day <= last for day in on),
                    )
                grants = [c["grant"] for c in mine if c["grant"]]
                when = [g["day"] or date(g["year"], 1, 1) for g in grants]
                past = report.steps[5]
                assert past.value == sum(first <= day <= last for day in when)
                assert past.value == sum(change.is_new for change in report.changes)
                assert report.figures[1].to_date == slowly(world, mine, ideas, *since)[1]
                assert report.figures[3].to_date == slowly(world, mine, ideas, *since)[3]
                lessons = [c["lessons"] for c in mine if c["lessons"]]
                assert len(report.lessons) == sum(first <= day <= last for day in lessons)
            transaction.set_rollback(True)

    told()
    assert all(len(values) > 2 for values in [*seen, counted_hours])  # it was no world of nothing


def test_no_figure_is_read_from_when_an_event_was_recorded():
    """What is counted under arviointi are facts with days of their own: neither events nor the
    histories of rows, whose days are those of their recording."""
    root = Path(progress.__file__).parent.parent
    found = []
    for path in sorted(root.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            read = isinstance(node, ast.Attribute) and node.attr in {"Event", "pgh_created_at"}
            if "Event" in names or read:
                found.append(f"{path.relative_to(root)}:{node.lineno}")
    assert found == []
