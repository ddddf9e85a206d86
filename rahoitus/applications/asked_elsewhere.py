"""What an application's costs are asked for elsewhere: by the card's other applications, and by the
other funding that its applicants have told of (`same_costs` compares them)."""

from dataclasses import dataclass
from decimal import Decimal

from rahoitus.applications import budget, same_costs
from rahoitus.declarations.models import OtherFunding


@dataclass(frozen=True)
class Elsewhere:
    """Other money of a card, as pages and documents tell it: from whom, what became of it, when,
    how much, for which costs. `application` or `row`: the key of what tells of it."""

    who: str
    state: OtherFunding.State
    year: int | None
    amount: Decimal | None
    costs: list
    application: int | None = None
    row: int | None = None

    def facts(self):
        """The same in no language."""
        who = self.who if self.row else self.application
        return [who, str(self.state), self.year, str(self.amount), self.costs]


def tell(application, sums, costs):
    """Add to the sums of these cost lines what does not fit beside what other funders are asked
    for, as long as the application has not gone."""
    if application.state not in application.UNSENT:
        return
    own = asks(application, sums, costs)
    told, unclear = same_costs.declared(application.project.other_funding.counting(), own)
    others = [*map(at_funder, at_funders(application)), *told]
    problems, warnings = same_costs.told(own, others, application.call.highest_share)
    sums.problems += problems
    sums.warnings = [*warnings, *unclear]


def told(application):
    """[Elsewhere]: the card's other applications at funders, then what its applicants declared."""
    rows = application.project.other_funding.all()
    return [
        *map(in_portal, siblings(application)),
        *(
            Elsewhere(r.who, OtherFunding.State(r.state), r.year, r.amount, r.costs, row=r.pk)
            for r in rows
        ),
    ]


def in_portal(application):
    """Another application of the card as an Elsewhere."""
    asked, got = at_funder(application), application.is_granted
    amount = application.amount if got else asked.grant
    state = OtherFunding.State.GRANTED if got else OtherFunding.State.APPLIED
    day = application.decided_on or application.settled_on
    year = None if application.is_of_untold_day else day.year
    costs = list(dict.fromkeys(text for text, _amount in asked.costs))
    return Elsewhere(str(application.call), state, year, amount, costs, application.pk)


def at_funders(application):
    """Those of `siblings` whose costs were told: nobody asks what those of a past decision were."""
    return siblings(application).exclude(recorded_afterwards=True)


def siblings(application):
    """The card's other applications that funders have got and have not refused."""
    model = type(application)
    reached = [*set(model.UNDECIDED) - set(model.UNSENT), model.State.GRANTED, model.State.CLOSED]
    others = model.objects.filter(project=application.project_id, state__in=reached)
    others = others.exclude(pk=application.pk).order_by("pk")
    lines = (*model.LINES, "decisions", "supplements", "call__source__cost_models")
    return others.select_related("call__source").prefetch_related(*lines)


def at_funder(application):
    """What another application asks, or has got, for which costs: a same_costs.Asked."""
    asked = application.asked_budget
    sums = budget.of_budget(asked, application) if asked else budget.Sums()
    return asks(application, sums, application.costs.all())


def asks(application, sums, lines):
    """What it asks, or has got, for these cost lines with their sums: a same_costs.Asked."""
    costs = tuple((line.text, line.amount) for line in lines)
    got = application.is_granted and application.amount is not None
    grant = application.amount if got else sums.asked
    granted = application.is_granted
    return same_costs.Asked(str(application.call), costs, grant, sums.costs, granted)
