"""What a progress report tells of an area and a period, gathered once for PDF and XLSX alike.

Every figure is counted from a dated fact (arviointi/indicators/dated.py) whose rule is printed
beside it; states and members are those of the period's last day; what is of the period and what is
to date stand apart.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arviointi.indicators import catalogue, dated, grants, profiles
from arviointi.indicators import figures as indicators
from arviointi.reports import risks
from arviointi.results import results
from kehityspolku.documents.charts import percent
from kehityspolku.models import PastState
from kehityspolku.money import euros
from kehityspolku.rounding import half_up
from kehrat.models import MajorDistrict, Project
from rahoitus.models import Application


@dataclass(frozen=True)
class Figure:
    """One of the figures: of the period (or its last day), of the one before, to date.

    `value`: None where it is not known, `to_date` where it makes no sense. `label` agrees with the
    value in number; `note` tells what the number leaves out.
    """

    key: str
    label: str
    rule: str
    value: object
    before: object
    to_date: object = None
    note: str = ""

    @property
    def text(self):
        return self.written(self.value)

    @property
    def before_text(self):
        return self.written(self.before)

    @property
    def to_date_text(self):
        return "" if self.to_date is None else self.written(self.to_date)

    def of(self, value):
        """Another report's value of it, in words."""
        return self.written(value if value is None or self.key == "rate" else Decimal(str(value)))

    def change(self, then):
        """How it differs from another report's value of it, in words; "" where one is not known."""
        if self.value is None or then is None:
            return ""
        number = Decimal(str(self.value)) - Decimal(str(then))
        if number == 0:
            return "0"
        return ("+" if number > 0 else "−") + self.written(abs(number))

    def written(self, value):
        """A value of the figure in words."""
        if value is None:
            return _("not known")
        match self.key:
            case "rate":
                return percent(value)
            case "granted":
                return euros(value)
            case "hours":
                return number_format(half_up(value, 1).normalize(), use_l10n=True)
        return f"{value:.0f}"


@dataclass(frozen=True)
class Step:
    """How often a step of the path was taken in the period and to date."""

    label: str
    rule: str
    value: int
    to_date: int


@dataclass
class Counts:
    """What the figures of one period are made of."""

    working: int
    unknown: int  # Kehrät of which it is not known whether they work
    ideas: int
    projects: list
    granted: list
    answered: int
    reached: int

    @property
    def known_to_work(self):
        """How many work; None where that is not known of any."""
        return self.working if self.working or not self.unknown else None

    @property
    def unrecorded(self):
        """Of how many it was not recorded, in words."""
        told = ngettext(
            "of %(n)s Kehrä it was not recorded",
            "of %(n)s Kehrät it was not recorded",
            self.unknown,
        )
        return told % {"n": self.unknown} if self.unknown else ""

    @property
    def without_sum(self):
        """How many decisions state no sum, in words."""
        number = grants.unstated(self.granted)
        told = ngettext(
            "and %(n)s decision without a stated amount",
            "and %(n)s decisions without a stated amount",
            number,
        )
        return told % {"n": number} if number else ""

    @property
    def rate(self):
        return self.answered / self.reached if self.reached else None

    @property
    def invited(self):
        """Of how many the rate is, in words."""
        told = _("%(answered)s of the %(reached)s invited, in all surveys of invited people")
        facts = {"answered": self.answered, "reached": self.reached}
        return told % facts if self.reached else ""


@dataclass
class Progress:
    """An area's period. `kehrat`: profiles on the last day; `projects` have `state_then`, None
    where it was not recorded, `granted_within` and `granted_until`; `changes`: what each decision
    of the period did to what is granted; `surveys`: results of those closed in it."""

    area: object
    first: object
    last: object
    figures: list
    steps: list
    kehrat: list
    projects: list
    changes: list
    surveys: list
    lessons: list
    hours: Figure
    risks: list
    by_source: list = field(default_factory=list)
    by_major: list = field(default_factory=list)

    @cached_property
    def indicators(self):
        """As `catalogue.rows` tells them, on the last day and a year before; a preview has none."""
        return indicators_of(self.area, self.last)

    @property
    def counted(self):
        """All figures: the five of the first page, the hours."""
        return [*self.figures, self.hours]

    @property
    def granted(self):
        return grants.total(self.changes)

    @property
    def unstated(self):
        return grants.unstated(self.changes)

    @property
    def city_money(self):
        return grants.total(c for c in self.changes if c.application.call.source.is_city)

    @property
    def other_money(self):
        return self.granted - self.city_money

    @property
    def at_risk(self):
        """The projects whose cards say what may go wrong."""
        return [project for project in self.projects if project.risks]

    @property
    def open_answers(self):
        """How many answered through open links, of which nobody knows a rate."""
        return sum(told.n for told in self.surveys if told.survey.is_link)


def gather(area, first, last):
    """Everything a report of `area` (an Area) tells of `first`…`last` (dates, both counted)."""
    length = last - first + timedelta(days=1)
    money = grants.changes(granted_to(area))
    kehrat = profiles.profiles(area.kehrat(), last)
    projects = projects_in(area, first, last, money)
    surveys = surveys_of(area, first, last)
    now = counts(area, first, last, money, kehrat, projects, surveys)
    earlier = first - length, last - length
    before = counts(
        area,
        *earlier,
        money,
        profiles.profiles(area.kehrat(), earlier[1]),
        projects_in(area, *earlier, money),
        surveys_of(area, *earlier),
    )
    changes = within(money, first, last)
    return Progress(
        area=area,
        first=first,
        last=last,
        figures=figures(now, before, to_date(area, last, money)),
        steps=steps(area, first, last, money),
        kehrat=kehrat,
        projects=projects,
        changes=changes,
        surveys=surveys,
        lessons=lessons_of(area, first, last),
        hours=hours(area, first, last, earlier),
        risks=risks.risks(kehrat, projects, last),
        by_source=by_source(changes),
        by_major=by_major(projects) if area.is_city else [],
    )


def counts(area, first, last, money, kehrat, projects, surveys):
    works = [profile.works for profile in kehrat]
    return Counts(
        working=works.count(True),
        unknown=works.count(None),
        ideas=dated.IDEAS.within(first, last).filter(area.holds(dated.IDEAS)).distinct().count(),
        projects=projects,
        granted=within(money, first, last),
        answered=sum(told.answered for told in surveys),
        reached=sum(told.reached for told in surveys),
    )


def to_date(area, last, money):
    """(ideas, projects, euros) until the last day."""
    ideas = dated.IDEAS.until(last).filter(area.holds(dated.IDEAS)).distinct().count()
    approved = dated.APPROVED.until(last).filter(area.holds(dated.APPROVED)).distinct().count()
    return ideas, approved, grants.total(within(money, None, last))


def figures(now, before, totals):
    """The five figures, in their order."""
    ideas, approved, granted = totals
    return [
        Figure(
            "kehrat",
            ngettext("working Kehrä", "working Kehrät", now.working),
            _("on the last day of the period"),
            now.known_to_work,
            before.known_to_work,
            note=now.unrecorded,
        ),
        Figure(
            "ideas",
            ngettext("new idea", "new ideas", now.ideas),
            str(dated.IDEAS.rule),
            now.ideas,
            before.ideas,
            ideas,
        ),
        Figure(
            "projects",
            ngettext("project of the period", "projects of the period", len(now.projects)),
            _("those whose phases fall into the period; to date: approved by its last day"),
            len(now.projects),
            len(before.projects),
            approved,
        ),
        Figure(
            "granted",
            _("granted"),
            str(dated.DECIDED),
            grants.total(now.granted),
            grants.total(before.granted),
            granted,
            now.without_sum,
        ),
        Figure(
            "rate",
            _("response rate"),
            str(dated.SURVEYS.rule),
            now.rate,
            before.rate,
            note=now.invited,
        ),
    ]


def figures_of(area, first, last, money):
    """All Figures of a period alone, without the one before and what is to date."""
    kehrat = profiles.profiles(area.kehrat(), last)
    projects = projects_in(area, first, last, money)
    now = counts(area, first, last, money, kehrat, projects, surveys_of(area, first, last))
    span = first, last
    return [*figures(now, now, (None, None, None)), hours(area, *span, span)]


def hours(area, first, last, earlier):
    """The Figure of approved volunteer work, which stands beside the money and is none."""
    until = dated.HOURS.until(last).filter(area.holds(dated.HOURS)).distinct()
    given = list(until.order_by().values_list("pk", "day", "hours"))

    def within(begins, ends):
        return sum((n for _pk, day, n in given if begins <= day <= ends), grants.ZERO)

    return Figure(
        "hours",
        _("hours of volunteer work"),
        str(dated.HOURS.rule),
        within(first, last),
        within(*earlier),
        sum((n for _pk, _day, n in given), grants.ZERO),
    )


def indicators_of(area, last):
    """The indicators of the area's Kehrät on the last day and a year before; none of a project."""
    if area.project:
        return []
    then = indicators.before(last, 12)
    if area.is_city:
        return catalogue.rows(None, indicators.on(last)[None], indicators.on(then)[None])
    now, then = (indicators.of_area(area.kehrat(), day) for day in (last, then))
    return catalogue.rows(area, now, then)


def steps(area, first, last, money):
    """The steps of the path, in their order."""
    told = (
        (_("Cards submitted to Sukkula"), dated.SUBMITTED),
        (_("Cards approved"), dated.APPROVED),
        (_("Cards rejected"), dated.REJECTED),
        (_("Applications sent to funders"), dated.SENT),
        (_("Applications declined"), dated.DECLINED),
    )
    rows = []
    for label, fact in told:
        until = fact.until(last).filter(area.holds(fact))
        days = until.order_by().distinct().values_list("pk", "day")
        rows.append(Step(label, str(fact.rule), sum(day >= first for _pk, day in days), len(days)))
    new = [change for change in money if change.is_new]
    for label, afterwards in (
        (_("Applications granted"), False),
        (_("Past decisions recorded afterwards"), True),
    ):
        mine = [c for c in new if c.decision.recorded_afterwards is afterwards]
        number = len(within(mine, first, last)), len(within(mine, None, last))
        rows.insert(-1, Step(label, str(dated.DECIDED), *number))
    return rows


def within(money, first, last):
    """The Changes of a period, or (without a first day) until its last day."""
    return [c for c in money if c.day and c.day <= last and (first is None or first <= c.day)]


def granted_to(area):
    """The applications of the area's projects."""
    if area.is_city:
        return Application.objects.all()
    return Application.objects.filter(project__in=area.projects().order_by().values("pk"))


def projects_in(area, first, last, money):
    """Public projects that a phase, or for want of phases their approval, puts into the period.

    One that on the last day was still a card on its way, or without phases had ended before the
    first, is left out. Each stands whole and once; `shared` tells that it also reaches beyond the
    area.
    """
    phased = Q(phases__starts__lte=last, phases__ends__gte=first)
    approved = dated.APPROVED.until(last).order_by().values("pk")
    undated = Q(phases=None, pk__in=approved)
    keys = area.projects().filter(phased | undated, state__in=Project.PUBLIC).order_by()
    found = (
        Project.objects.filter(pk__in=keys.values("pk"))
        .select_related("kehra")
        .prefetch_related(
            "phases",
            "budget",
            "funders",
            "districts",
            "sub_areas",
            Prefetch("milestones", dated.DUE.rows(), to_attr="goals_by_day"),
        )
        .order_by("title", "pk")
    )
    then = PastState.objects.on(last, Project)
    at_first = PastState.objects.on(first - timedelta(days=1), Project)
    inside = {district.pk for district in area.districts()}
    sums = granted_by_project(money, first, last)
    projects = []
    for project in found:
        project.state_then = then.get(project.pk)
        over = at_first.get(project.pk) == Project.State.ENDED and not project.phases.all()
        if over or project.state_then not in {None, *Project.PUBLIC}:
            continue
        project.state_then_name = (
            str(Project.State(project.state_then).label) if project.state_then else None
        )
        project.shared = not area.is_city and not area.project and reaches_beyond(project, inside)
        project.granted_within, project.granted_until = sums.get(
            project.pk, (grants.ZERO, grants.ZERO)
        )
        projects.append(project)
    return projects


def granted_by_project(money, first, last):
    """{project's key: (euros of the period, euros until its last day)}; None: not stated."""
    found = {}
    for change in within(money, None, last):
        found.setdefault(change.application.project_id, []).append(change)
    return {pk: (stated(within(rows, first, last)), stated(rows)) for pk, rows in found.items()}


def stated(changes):
    """Their sum; None where there are some and none has a stated sum."""
    if changes and all(change.euros is None for change in changes):
        return None
    return grants.total(changes)


def reaches_beyond(project, inside):
    """Whether a project also serves districts that are not among `inside` (numbers)."""
    return project.all_districts or bool(aimed_at(project) - inside)


def aimed_at(project):
    """Numbers of the districts that it names, or has a sub-area of."""
    districts = {district.pk for district in project.districts.all()}
    return districts | {area.district_id for area in project.sub_areas.all()}


def surveys_of(area, first, last):
    """The results of surveys closed in the period, oldest first; also of those too few answered,
    with how many had been invited."""
    found = dated.SURVEYS.within(first, last).filter(area.holds(dated.SURVEYS)).distinct()
    found = found.select_related("kehra", "project").prefetch_related("result_rows")
    return [results.results(survey) for survey in found.order_by("closed_at", "pk")]


def lessons_of(area, first, last):
    """Projects whose lessons were told within the period, by the day."""
    found = dated.LESSONS.within(first, last).filter(area.holds(dated.LESSONS)).distinct()
    return list(found.order_by("lessons_told_on", "pk"))


def by_source(changes):
    """[(source, decisions, euros, grants without an amount)], largest sum first."""
    sources = {}
    for change in changes:
        sources.setdefault(change.application.call.source, []).append(change)
    rows = [
        (source, len(rows), grants.total(rows), grants.unstated(rows))
        for source, rows in sources.items()
    ]
    return sorted(rows, key=lambda row: (-row[2], str(row[0])))


def by_major(projects):
    """[(major district, projects that serve it, the euros of the period granted to them)]; one of
    several stands whole in each."""
    majors = list(MajorDistrict.objects.prefetch_related("districts"))
    rows = []
    for major in majors:
        inside = {district.pk for district in major.districts.all()}
        mine = [project for project in projects if serves(project, inside)]
        rows.append((major, len(mine), sum((p.granted_within or 0 for p in mine), grants.ZERO)))
    return rows


def serves(project, inside):
    """Whether a project aims at any of the districts (numbers)."""
    return project.all_districts or bool(aimed_at(project) & inside)
