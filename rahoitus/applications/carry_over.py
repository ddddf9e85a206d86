"""What an application takes from the card when it is opened, so that nothing is written twice.

One that is opened although its call does not seem to fit takes nothing by itself: what the card
tells stands on its form as proposals, and is kept when somebody saves them. One more to a call that
was applied to before takes what the one before it said, as that may have been mended since.
"""

from dataclasses import dataclass, field
from datetime import date

from rahoitus.applications import budget, scaling
from rahoitus.matching.profile import Profile


@dataclass
class Proposal:
    """What the card tells for an application: its text, its dates, its lines."""

    summary: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    costs: list = field(default_factory=list)  # {"category", "text", "amount"} of each line
    funding: list = field(default_factory=list)  # {"kind", "amount"}

    @property
    def words(self):
        return {"summary": self.summary, "starts_on": self.starts_on, "ends_on": self.ends_on}


def fill(application):
    """Give a new application the cost model of its call and, unless it was opened although the call
    does not seem to fit, what its card tells; it is saved."""
    if before := one_before(application):
        go_on_from(application, before)
        return
    application.cost_model = model_of(application.call)
    told = Proposal() if application.override else proposal(application)
    for name, value in told.words.items():
        setattr(application, name, value)
    application.save()
    application.hold_asked().fill(told.costs, told.funding)


def one_before(application):
    """The last application of the card to the same call before this one; None where there is
    none."""
    others = application.project.applications.filter(call=application.call)
    return others.filter(pk__lt=application.pk, recorded_afterwards=False).order_by("-pk").first()


def go_on_from(application, before):
    """Give a new application what another to the same call said: text, dates, budget, partners and
    answers. Its documents, approvals and mandate are given anew."""
    known = before.cost_model in application.call.cost_models
    application.cost_model = before.cost_model if known else model_of(application.call)
    for name in ("summary", "starts_on", "ends_on", "part"):
        setattr(application, name, getattr(before, name))
    application.save()
    partners = {}
    for row in before.partners.all():
        who = {"organisation": row.organisation, "name": row.name}
        partners[row.pk] = application.partners.create(**who).pk
    costs = [scaling.cost(line) | {"first_id": None} for line in before.costs.all()]
    for row in costs:
        row["partner_id"] = partners.get(row["partner_id"])
    plan = [scaling.funding(line) for line in before.funding.all()]
    application.hold_asked().fill(costs, plan)
    for row in before.answers.all():
        told = {"question": row.question, "asked": row.asked, "value": row.value}
        application.answers.create(**told, by=row.by, at=row.at)


def model_of(call):
    return call.cost_models[0] if call.cost_models else "actual"


def is_unwritten(application):
    """It was opened although the call does not seem to fit, and nobody has written it yet."""
    bare = not (application.summary or application.starts_on or application.ends_on)
    lines = application.costs.exists() or application.funding.exists()
    return bool(application.override) and bare and not lines


def proposal(application):
    """What the card tells, as a Proposal.

    Costs come from the card's budget rows, except under the flat rate that covers everything but
    staff pay: the card does not tell staff pay, so its lines are left to the applicants. The plan
    asks the most that the call pays, the rest is own money.
    """
    project, call = application.project, application.call
    profile = Profile.of(project)
    told = Proposal(project.description[:4000], profile.starts, profile.ends)
    if profile.starts and profile.ends and profile.ends < profile.starts:
        told.starts_on = told.ends_on = None  # a contradiction on the card
    if not budget.covers_all_others(call.model_of(model_of(call))):
        told.costs = [
            {"category": "other", "text": row.label[:200], "amount": row.amount}
            for row in project.budget.all()
            if row.amount and not row.total
        ]
    if profile.costs:
        told.funding = plan(profile.costs, profile.asked(call), call.largest)
    return told


def plan(costs, asked, largest):
    asked = min(asked, largest) if largest else asked
    parts = [("grant", asked), ("own", costs - asked)]
    return [{"kind": kind, "amount": amount} for kind, amount in parts if amount]
