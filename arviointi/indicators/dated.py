"""Every figure of reports and indicators is counted from one of these: a fact, its day, a filter.

A day is one that somebody told or on which a row was made for the thing itself, never the day on
which the portal recorded an event: what happened before the portal is recorded afterwards, and a
report of a past year must count it to that year. Where nobody told the day, it is in no period.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, DateField, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from arviointi.surveys.models import Survey
from kehityspolku import moments
from kehityspolku.models import PastState
from kehrat.models import Announcement, Idea, Meeting, Minutes, Plan, Project, Revision
from rahoitus.models import Application, Decision, GrantReport, Milestone, VolunteerWork


@dataclass(frozen=True)
class Fact:
    """Rows that count, each with its `day`; `rule` says in words by which day it counts.

    `kehra`, `project` and `district` lead from a row to the key of its own, where it has one;
    `ways`: by which of them it belongs to an area.
    """

    rule: str
    rows: Callable[[], object]
    kehra: str = ""
    project: str = ""
    district: str = ""
    ways: tuple[str, ...] = ("project",)

    def until(self, last):
        """The rows whose day is known and no later than `last` (a date)."""
        return self.rows().filter(day__lte=last)

    def within(self, first, last):
        """The rows of a period, both days counted."""
        return self.until(last).filter(day__gte=first)


def day_of(moment):
    """The day in Helsinki of a moment's field."""
    return TruncDate(moment, tzinfo=moments.HELSINKI)


def first_revision(kind):
    """Cards, new versions of approved ones left out, by the day of their first frozen text."""
    of_kind = Revision.objects.filter(project=OuterRef("pk"), kind=kind).order_by("at")
    return Project.objects.filter(revises=None).annotate(
        day=Subquery(of_kind.values(day=day_of("at"))[:1])
    )


def first_in(model, state):
    """Records by the day on which they came into a state for the first time."""
    kind = ContentType.objects.get_for_model(model)
    past = PastState.objects.filter(record_type=kind, record_id=OuterRef("pk"), state=state)
    now = Case(When(state=state, then=day_of("state_since")), output_field=DateField())
    then = Subquery(past.order_by("since").values(day=day_of("since"))[:1])
    return model.objects.annotate(day=Coalesce(then, now))


IDEAS = Fact(
    _("by the day on which they were suggested; on paper, the day on the paper"),
    lambda: Idea.objects.filter(hidden_at=None).annotate(
        day=Coalesce("paper_on", day_of("made_at"))
    ),
    kehra="kehra",
    project="project",
    district="district",
    ways=("kehra", "district"),
)
SUBMITTED = Fact(
    _("by the day on which the card was first submitted"),
    lambda: first_revision("submitted"),
    kehra="kehra",
    project="pk",
)
APPROVED = Fact(
    _("by the day on which the card was first approved"),
    lambda: first_revision("approved"),
    kehra="kehra",
    project="pk",
)
REJECTED = Fact(
    _("by the day on which the card was first rejected"),
    lambda: first_in(Project, Project.State.REJECTED).filter(revises=None),
    kehra="kehra",
    project="pk",
)
SENT = Fact(
    _("by the day on which the application was sent to the funder"),
    lambda: Application.objects.annotate(day=day_of("sent_at")),
    kehra="project__kehra",
    project="project",
)
DECIDED = _(
    "by the day of the decision; where nobody told it, the first day of the first year that the "
    "money is for"
)
DECLINED = Fact(
    _("by the day of the decision"),
    lambda: Decision.objects.filter(kind="declined", corrected_by=None).annotate(
        day=F("decided_on")
    ),
    kehra="application__project__kehra",
    project="application__project",
)
LESSONS = Fact(
    _("by the day on which the lessons were first told"),
    lambda: Project.objects.filter(state=Project.State.ENDED).annotate(day=F("lessons_told_on")),
    kehra="kehra",
    project="pk",
)
SURVEYS = Fact(
    _("by the day on which the survey closed"),
    lambda: Survey.objects.filter(state=Survey.State.CLOSED).annotate(day=day_of("closed_at")),
    kehra="kehra",
    project="project",
    ways=("kehra", "project"),
)

HOURS = Fact(
    _("approved volunteer work, by its day"),
    lambda: VolunteerWork.objects.approved().annotate(day=F("on")),
    kehra="project__kehra",
    project="project",
)
DUE = Fact(
    _("milestones that were not given up, by the day agreed first"),
    lambda: Milestone.objects.exclude(state="dropped").annotate(day=F("agreed_on")),
    kehra="project__kehra",
    project="project",
)

# What shows that a Kehrä works. The portal's own events and what Sukkula does never count.
MEETINGS = Fact(
    _("meetings held, by their day"),
    lambda: Meeting.objects.filter(state="held").annotate(day=day_of("starts")),
    kehra="kehra",
)
OUTPUTS = (
    MEETINGS,
    Fact(
        _("minutes, by the day of publishing"),
        lambda: Minutes.objects.published().order_by().annotate(day=day_of("published_at")),
        kehra="meeting__kehra",
    ),
    Fact(
        _("development plans, by the day of adopting"),
        lambda: Plan.objects.annotate(day=F("adopted_on")),
        kehra="kehra",
    ),
    Fact(
        _("announcements, by their day"),
        lambda: Announcement.objects.filter(state__in=Announcement.READ, hidden_at=None).annotate(
            day=day_of("at")
        ),
        kehra="kehra",
    ),
    SUBMITTED,
    Fact(
        _("milestones, by the day on which they were done"),
        lambda: Milestone.objects.filter(state="done").annotate(day=F("done_on")),
        kehra="project__kehra",
        project="project",
    ),
    Fact(
        _("reports and claims, by the day of sending"),
        lambda: first_in(GrantReport, GrantReport.State.SENT),
        kehra="application__project__kehra",
        project="application__project",
    ),
)


def output_days(kehrat, first, last):
    """{Kehrä's key: the set of days in a period on which it had an output}, a query a fact."""
    found = {pk: set() for pk in kehrat}
    for fact in OUTPUTS:
        rows = fact.within(first, last).filter(**{f"{fact.kehra}__in": kehrat})
        for pk, day in rows.order_by().values_list(fact.kehra, "day"):
            found[pk].add(day)
    return found


def recorded_since(model, keys):
    """{record's key: the first day of which its state is known}."""
    now = model.objects.filter(pk__in=keys).values_list("pk", day_of("state_since"))
    then = PastState.objects.of(model).filter(record_id__in=keys).order_by("-since")
    return dict(now) | dict(then.values_list("record_id", day_of("since")))
