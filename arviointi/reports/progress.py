"""What a progress report tells of an area and a period, gathered once for PDF and XLSX alike."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q

from arviointi.indicators import working
from arviointi.results import results
from arviointi.surveys.models import Survey
from kehityspolku import moments
from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehrat.models import Idea, Project
from rahoitus.models import Application

FUNNEL = (
    *verbs.names(Project, "submit", "approve", "reject"),
    *verbs.names(Application, "record_sent", "grant", "record_past", "decline"),
)


@dataclass
class Figures:
    """Working Kehrät, ideas, projects, euros granted; of the period before too. Shown by
    workbook.figures and pdf/summary.html, explained in pdf/method.html. (A response rate nobody
    knows of surveys with an open link.)"""

    kehrat: int
    ideas: int
    projects: int
    granted: Decimal


@dataclass
class Progress:
    """An area's period. `decisions`: granted applications; `unstated`: those without an amount;
    `answers`: to the surveys that have enough of them."""

    area: object
    first: object
    last: object
    figures: Figures
    before: Figures
    kehrat: list
    projects: list
    decisions: list
    unstated: int
    steps: Counter
    answers: int
    surveys: list
    city_money: Decimal = Decimal(0)
    by_source: list = field(default_factory=list)

    @property
    def other_money(self):
        return self.figures.granted - self.city_money

    @property
    def ended(self):
        """Projects whose lessons have been told."""
        return [p for p in self.projects if p.lessons_good or p.lessons_improve]


def gather(area, first, last):
    """Everything a report of `area` (an Area) tells of `first`…`last` (dates, both counted)."""
    length = last - first + timedelta(days=1)
    decisions = list(decisions_of(area, first, last))
    told = [results.results(survey) for survey in surveys_of(area, first, last)]
    city = [d for d in decisions if d.call.source.is_city]
    return Progress(
        area=area,
        first=first,
        last=last,
        figures=figures(area, first, last),
        before=figures(area, first - length, last - length),
        kehrat=working.profiles(area.kehrat(), last),
        projects=projects_in(area, first, last),
        decisions=decisions,
        unstated=sum(decision.amount is None for decision in decisions),
        steps=steps_taken(area, first, last),
        answers=sum(result.n for result in told),
        surveys=told,
        city_money=total(city),
        by_source=by_source(decisions),
    )


def figures(area, first, last):
    """The figures of a period."""
    return Figures(
        kehrat=sum(profile.works for profile in working.profiles(area.kehrat(), last)),
        ideas=ideas_of(area, first, last).count(),
        projects=len(projects_in(area, first, last)),
        granted=total(decisions_of(area, first, last)),
    )


def in_area(area, to_project=""):
    """A filter for projects of the area: its Kehrät's, those that target it, the whole city's."""

    def of(name):
        return f"{to_project}{name}"

    if area.is_city:
        return Q()
    mine = Q(**{of("kehra__in"): area.kehrat()}) | Q(**{of("all_districts"): True})
    if area.kehra:
        return mine
    districts = area.districts()
    aimed = Q(**{of("districts__in"): districts}) | Q(**{of("sub_areas__district__in"): districts})
    return mine | aimed


def projects_in(area, first, last):
    """Public projects that a phase, or for want of phases their state, puts into the period.

    Each stands whole and once; `shared` tells that it also reaches beyond the area.
    """
    dated = Q(phases__starts__lte=last, phases__ends__gte=first)
    undated = Q(phases=None, state_since__lte=moments.end_of(last))
    granted = Application.objects.granted().select_related("call__source")
    found = (
        Project.objects.filter(in_area(area), dated | undated, state__in=Project.PUBLIC)
        .distinct()
        .select_related("kehra")
        .prefetch_related(
            "phases",
            "budget",
            "funders",
            "districts",
            "sub_areas",
            Prefetch("applications", granted.order_by("decided_on"), to_attr="grants"),
        )
        .order_by("title", "pk")
    )
    inside = {district.pk for district in area.districts()}
    projects = list(found)
    for project in projects:
        project.shared = not area.is_city and reaches_beyond(project, inside)
    return projects


def reaches_beyond(project, inside):
    """Whether a project also serves districts that are not among `inside` (numbers)."""
    aimed = {d.pk for d in project.districts.all()}
    aimed |= {s.district_id for s in project.sub_areas.all()}
    return project.all_districts or bool(aimed - inside)


def decisions_of(area, first, last):
    """Applications granted in the period, also those recorded afterwards.

    One whose day nobody told counts by the first year that its money is for.
    """
    return (
        Application.objects.granted()
        .with_day()
        .filter(in_area(area, "project__"), day__range=(first, last))
        .distinct()
        .select_related("project", "call__source")
        .order_by("day", "pk")
    )


def ideas_of(area, first, last):
    when = (moments.start_of(first), moments.end_of(last))
    return Idea.objects.filter(kehra__in=area.kehrat(), made_at__range=when)


def surveys_of(area, first, last):
    """Surveys closed in the period: of the area's Kehrät and of projects it may claim."""
    if area.is_city:
        return Survey.objects.closed_between(None, first, last)
    own = Project.objects.filter(in_area(area), state__in=Project.PUBLIC).distinct()
    return Survey.objects.closed_between([*area.kehrat(), *own], first, last)


def steps_taken(area, first, last):
    """How often each step of the path was taken in the period, as a Counter of verbs."""
    projects = Project.objects.filter(in_area(area)).values("pk")
    taken = Event.objects.filter(
        about_type=ContentType.objects.get_for_model(Project),
        about_id__in=projects,
        verb__in=FUNNEL,
        at__range=(moments.start_of(first), moments.end_of(last)),
    ).values_list("verb", flat=True)
    return Counter(taken)


def by_source(decisions):
    """[(source, decisions, euros, decisions without an amount)], largest sum first."""
    sources = {}
    for decision in decisions:
        sources.setdefault(decision.call.source, []).append(decision)
    rows = [
        (source, len(rows), total(rows), sum(row.amount is None for row in rows))
        for source, rows in sources.items()
    ]
    return sorted(rows, key=lambda row: (-row[2], str(row[0])))


def total(decisions):
    """Sum of the stated amounts in euros, Decimal."""
    return sum((decision.amount or Decimal(0) for decision in decisions), Decimal(0))
