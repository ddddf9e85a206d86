"""What the portal answers to a funder's questions: each answer with where it came from.

An answer is named in the form's data (`Question.fills`). What is not known is left empty: it is
never "no" and never 0.
"""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku import moments, money
from kehrat.models import ProfileFact, StandingDocument
from kehrat.organisations.facts import BY_NAME, YES_NO
from rahoitus.applications import budget
from rahoitus.applications.models.application import Application

CARD, APPLICATION = gettext_lazy("project card"), gettext_lazy("application")
BUDGET, PROFILE = gettext_lazy("budget"), gettext_lazy("organisation's profile")
PORTAL = gettext_lazy("the portal's applications")


@dataclass(frozen=True)
class Answer:
    """`source`: where the text came from. `told_on`: the day of an organisation's fact."""

    text: str = ""
    source: str = ""
    told_on: object = None
    is_old: bool = False


NOTHING = Answer()


@dataclass
class Known:
    """All that answers one application's questions, each thing read once."""

    application: Application
    private: bool = False  # whether the reader may know the bank account

    @cached_property
    def project(self):
        return self.application.project

    @cached_property
    def organisation(self):
        """Who applies, maybe None."""
        return self.project.applying

    @cached_property
    def profile(self):
        if not self.organisation:
            return {}
        return ProfileFact.objects.standing(self.organisation)

    @cached_property
    def sums(self):
        return budget.of(self.application)

    @cached_property
    def others(self):
        """The card's other applications that went to a funder or are on their way."""
        others = Application.objects.filter(project=self.project).exclude(pk=self.application.pk)
        return list(others.select_related("call__source").order_by("opened_at"))

    def answer(self, name):
        """The Answer of this name; an empty one when it is not known."""
        if name in BY_NAME:
            return self.of_profile(name)
        make = ANSWERS.get(name)
        text, source = make(self) if make else ("", "")
        return Answer(text.strip(), str(source)) if text and text.strip() else NOTHING

    def of_profile(self, name):
        """A fact of the organisation, with the day on which it was told."""
        fact, row = BY_NAME[name], self.profile.get(name)
        if not row or (fact.private and not self.private):
            return NOTHING
        text = str(dict(YES_NO).get(row.value, row.value)) if fact.kind == "choice" else row.value
        if fact.kind == "euros":
            text = money.figures(money.cents(row.value))
        return Answer(text, str(PROFILE), row.as_of, row.is_old)


def year(known):
    starts, last_day = known.application.starts_on, known.application.call.last_day
    if starts:
        return str(starts.year), APPLICATION
    return (str(last_day.year), _("call")) if last_day else ("", "")


def subventions(known):
    asked = known.sums.asked
    if not asked:
        return "", ""
    return f"{known.application.call.name}: {money.euros(asked)}", BUDGET


def purpose(known):
    if known.application.summary:
        return known.application.summary, APPLICATION
    return known.project.description, CARD


def listed(applications, amount):
    """Applications as lines: source, year, sum; what is not stated is told as that."""
    return "\n".join(
        ", ".join(
            (
                str(other.call.source),
                year_of(other) or _("year not stated"),
                money.euros(amount(other)) or _("sum not stated"),
            )
        )
        for other in applications
    )


def year_of(application):
    """Of a decision its year; of what waits for one the year in which it was opened."""
    if application.decided_on:
        return str(application.decided_on.year)
    if application.state in Application.UNDECIDED:
        return str(application.opened_at.astimezone(moments.HELSINKI).year)
    return ""


def other_granted(known):
    found = [o for o in known.others if o.state in ("granted", "closed")]
    told = listed(found, lambda other: other.amount) + declared(known, "granted")
    return told.strip() or _("None that the portal knows of."), PORTAL


def declared(known, state):
    """The other funding of a state that the applicants have told of, as lines after the others."""
    return "".join(
        f"\n{row.who}, {row.year or _('year not stated')}, "
        f"{money.euros(row.amount) or _('sum not stated')}"
        for row in known.project.other_funding.filter(state=state)
    )


def other_applied(known):
    """What waits for a decision elsewhere: at other sources than the one applied to."""
    here = known.application.call.source_id
    found = [
        o for o in known.others if o.state in Application.UNDECIDED and o.call.source_id != here
    ]
    told = listed(found, lambda other: budget.of(other).asked) + declared(known, "applied")
    return told.strip() or _("None that the portal knows of."), PORTAL


def prior_report(known):
    """Grants of the same source in the year before: the report on them is asked for."""
    last = int(year(known)[0] or moments.today().year) - 1
    found = [
        o
        for o in known.others
        if o.state in ("granted", "closed")
        and o.call.source_id == known.application.call.source_id
        and o.decided_on
        and o.decided_on.year == last
    ]
    if not found:
        told = _("The portal knows of no grant from this source in %(year)s.") % {"year": last}
        return told, PORTAL
    return listed(found, lambda other: other.amount), PORTAL


def attachments(known):
    """The organisation's standing documents, each kind's newest with its day."""
    if not known.organisation:
        return "", ""
    newest = {}
    for document in StandingDocument.objects.open().filter(organisation=known.organisation):
        newest.setdefault(document.what, document)
    lines = (f"{d.get_what_display()}, {moments.day_text(d.as_of)}" for d in newest.values())
    return "\n".join(lines), PROFILE


def bullets(lines):
    return "\n".join(f"- {line}" for line in lines if line)


def additional(known):
    """What the card tells besides: goals, for whom, what is done, what comes of it."""
    project = known.project
    parts = [
        (_("Goals"), bullets(project.goals)),
        (_("Target group"), project.target_group),
        (_("Measures"), project.measures),
        (_("Expected results"), bullets(project.results)),
        (_("What lives on"), bullets(project.legacy_least)),
    ]
    return "\n\n".join(f"{name}:\n{text}" for name, text in parts if text), CARD


def areas(known):
    project = known.project
    if project.all_districts:
        return "Helsinki", CARD
    return ", ".join(map(str, [*project.districts.all(), *project.sub_areas.all()])), CARD


def of_card(name):
    """An answer that is a text of the card, or a list of them."""

    def answer(known):
        value = getattr(known.project, name)
        return (bullets(value) if isinstance(value, list) else value), CARD

    return answer


def of_days(name):
    def answer(known):
        day = getattr(known.application, name)
        return (moments.day_text(day) if day else ""), APPLICATION

    return answer


def of_sums(name):
    def answer(known):
        total = getattr(known.sums, name)
        return (money.figures(total) if known.sums.costs else ""), BUDGET

    return answer


def applicant(known):
    return (str(known.organisation), CARD) if known.organisation else ("", "")


def business_id(known):
    return (known.organisation.business_id, PROFILE) if known.organisation else ("", "")


ANSWERS = {
    "year": year,
    "subventions": subventions,
    "purpose": purpose,
    "other_granted": other_granted,
    "other_applied": other_applied,
    "prior_report": prior_report,
    "attachments": attachments,
    "additional": additional,
    "areas": areas,
    "applicant": applicant,
    "business_id": business_id,
    "project_name": of_card("title"),
    "target_group": of_card("target_group"),
    "measures": of_card("measures"),
    "goals": of_card("goals"),
    "results": of_card("results"),
    "risks": of_card("risks"),
    "partners": of_card("partners"),
    "starts": of_days("starts_on"),
    "ends": of_days("ends_on"),
    "costs": of_sums("costs"),
    "own_money": of_sums("own"),
}
NAMES = [*ANSWERS, *BY_NAME]
