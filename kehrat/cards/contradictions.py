"""Where a card does not agree with itself. It is told to the editor, never mended."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.moments import dates, years
from kehityspolku.money import cents, euros, percent
from kehrat.cards.business_id import business_id
from kehrat.cards.card import BudgetRow, Card, Phase
from kehrat.cards.headings import key
from kehrat.cards.totals import differing, total

MESSAGES = {
    "phase_years_differ": _(
        "%(phase)s: the schedule says %(schedule)s, the budget says %(budget)s."
    ),
    "parts_do_not_sum": _("%(label)s: the parts make %(parts)s, the card says %(amount)s."),
    "total_differs": _("%(label)s: the lines make %(lines)s, the card says %(amount)s."),
    "budget_years_outside": _("%(label)s: %(years)s is outside the schedule, %(schedule)s."),
    "phase_backwards": _("%(phase)s ends before it begins."),
    "phases_overlap": _("%(phase)s and %(other)s overlap in time."),
    "funder_years_backwards": _("%(funder)s: the years %(years)s run backwards."),
    "funder_years_outside": _(
        "%(funder)s: the years %(years)s are outside the project's own, %(project)s."
    ),
    "business_id_wrong": _("%(stated)s is no business ID: the check digit does not agree."),
    "applicant_id_differs": _(
        "%(name)s: the portal knows the business ID %(known)s, the card says %(stated)s."
    ),
    "applicant_name_differs": _("The business ID %(known)s is that of %(name)s."),
    "dates_as_written": _(
        "%(phase)s: written as “%(stated)s”, understood as %(dates)s. Check the dates."
    ),
    "dates_unread": _("%(phase)s: written as “%(stated)s”, no dates were understood."),
    "funding_differs": _("The funders pay %(funding)s together, the costs are %(costs)s."),
    "share_differs": _("%(funder)s: %(share)s of the costs is %(part)s, the card says %(amount)s."),
    "shares_over": _("The funders' shares make %(shares)s, more than all the costs."),
    "target_funding": _("%(label)s: %(amount)s is hoped for, not decided."),
    "target_amount": _("%(label)s: %(amount)s is a target, not a decision."),
}
NOTES = {"target_amount", "target_funding"}  # told as information, nothing to settle


@dataclass(frozen=True)
class Contradiction:
    """`code` is a key of MESSAGES, `field` the card's field; `message` is in the language
    active when it is read."""

    code: str
    field: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % self.values

    @property
    def is_note(self) -> bool:
        return self.code in NOTES


def contradictions(card: Card) -> list[Contradiction]:
    """Everything the card says twice in two ways, in the order of the card's headings."""
    return [
        *_schedule(card),
        *_dates(card),
        *_funders(card),
        *_funding(card),
        *_sums(card),
        *_phase_years(card),
        *_budget_years(card),
        *_applicant(card),
    ]


def _schedule(card: Card) -> Iterator[Contradiction]:
    whole = [phase for phase in card.phases if phase.starts and phase.ends]
    for phase in whole:
        if phase.ends < phase.starts:
            yield Contradiction("phase_backwards", "phases", {"phase": _called(phase)})
    forward = [phase for phase in whole if phase.starts <= phase.ends]
    for one, other in combinations(forward[:200], 2):
        if one.starts <= other.ends and other.starts <= one.ends:
            names = {"phase": _called(one), "other": _called(other)}
            yield Contradiction("phases_overlap", "phases", names)


def _dates(card: Card) -> Iterator[Contradiction]:
    for phase in card.phases:
        if stated := phase.as_written:
            read = dates(phase.starts, phase.ends)
            called = phase.name or gettext("The whole project")
            values = {"phase": called, "stated": stated, "dates": read}
            yield Contradiction("dates_as_written" if read else "dates_unread", "phases", values)


def _funders(card: Card) -> Iterator[Contradiction]:
    span = _span(card)
    for row in card.funders:
        if row.year_from is None:
            continue
        last = row.year_from if row.year_to is None else row.year_to
        values = {"funder": row.name, "years": years(row.year_from, last)}
        if last < row.year_from:
            yield Contradiction("funder_years_backwards", "funders", values)
        elif span and (row.year_from < span[0] or last > span[1]):
            values["project"] = years(*span)
            yield Contradiction("funder_years_outside", "funders", values)


def _funding(card: Card) -> Iterator[Contradiction]:
    """The funders' sums among themselves and beside the costs; nothing where either is unstated."""
    yield from _totals(card.funders, "funders", "target_funding")
    costs, funding = total(card.budget), total(card.funders)
    if not costs.amount:
        return
    if funding.amount and not funding.unstated and funding.amount != costs.amount:
        values = {"funding": euros(funding.amount), "costs": euros(costs.amount)}
        yield Contradiction("funding_differs", "funders", values)
    shares = sum(row.share for row in card.funders if row.share is not None and not row.total)
    if shares > 100:
        yield Contradiction("shares_over", "funders", {"shares": percent(shares)})
    for row in card.funders:
        if row.share is None or row.amount is None or row.span and costs.years:
            continue
        part = cents(costs.amount * row.share / 100)
        if abs(part - row.amount) > costs.amount / 200:  # a share is told in whole per cents
            values = {"funder": row.name, "share": percent(row.share), "part": euros(part)}
            values["amount"] = euros(row.amount)
            yield Contradiction("share_differs", "funders", values)


def _span(card: Card) -> tuple[int, int] | None:
    """First and last year of the schedule and the budget together."""
    days = [day for phase in card.phases for day in (phase.starts, phase.ends) if day]
    years = [day.year for day in days] + [year for row in card.budget for year in row.years or ()]
    return (min(years), max(years)) if years else None


def _sums(card: Card) -> Iterator[Contradiction]:
    for row in card.budget:
        if row.amount is not None and row.parts and sum(row.parts) != row.amount:
            values = {"label": row.label, "amount": euros(row.amount)}
            values["parts"] = euros(sum(row.parts))
            yield Contradiction("parts_do_not_sum", "budget", values)
    yield from _totals(card.budget, "budget", "target_amount")


def _totals(rows, field: str, target: str) -> Iterator[Contradiction]:
    for row, made in differing(rows):
        values = {"label": _name(row), "amount": euros(row.amount), "lines": euros(made)}
        yield Contradiction("total_differs", field, values)
    for row in rows:
        if row.target and row.amount is not None:
            values = {"label": _name(row), "amount": euros(row.amount)}
            yield Contradiction(target, field, values)


def _name(row) -> str:
    return row.label if isinstance(row, BudgetRow) else row.name


def _phase_years(card: Card) -> Iterator[Contradiction]:
    by_name = {_same(phase.name): phase for phase in card.phases if phase.name}
    for row in card.budget:
        phase = by_name.get(_same(row.label))
        if phase and _differ(phase, row):
            schedule = years(phase.starts.year, (phase.ends or phase.starts).year)
            values = {"phase": phase.name, "schedule": schedule, "budget": years(*row.years)}
            yield Contradiction("phase_years_differ", "budget", values)


def _budget_years(card: Card) -> Iterator[Contradiction]:
    """Costs of years that the schedule does not have; those of a phase are told as the phase's."""
    days = [day for phase in card.phases for day in (phase.starts, phase.ends) if day]
    is_open = any(phase.starts and not phase.ends for phase in card.phases)
    names = {_same(phase.name) for phase in card.phases}
    for row in card.budget:
        if not days or not row.years or row.total or _same(row.label) in names:
            continue
        begins, ends = min(days).year, max(days).year
        if row.years[0] < begins or (row.years[1] > ends and not is_open):
            told = {"label": row.label, "years": years(*row.years)}
            told["schedule"] = years(begins, ends)
            yield Contradiction("budget_years_outside", "budget", told)


def _called(phase: Phase) -> str:
    """A phase's name, or its time where it has none."""
    return phase.name or dates(phase.starts, phase.ends)


def _applicant(card: Card) -> Iterator[Contradiction]:
    if card.business_id and not business_id(card.business_id):
        yield Contradiction("business_id_wrong", "business_id", {"stated": card.business_id})


def _differ(phase: Phase, row: BudgetRow) -> bool:
    if not phase.starts or not row.years:
        return False
    first, last = row.years
    return first != phase.starts.year or bool(phase.ends and last != phase.ends.year)


def _same(name: str) -> str:
    """A phase's name without case, the word for phase and its endings, and marks."""
    words = "".join(char if char.isalnum() else " " for char in key(name)).split()
    return " ".join(word for word in words if not word.startswith(("vaihe", "skede", "phase")))
