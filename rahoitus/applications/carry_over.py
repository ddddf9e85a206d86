"""What an application takes from the card when it is opened, so that nothing is written twice."""

from rahoitus.applications import budget
from rahoitus.matching.profile import Profile


def fill(application):
    """Fill a new application from its card and its call, and save it.

    Costs come from the card's budget rows, except under the flat rate that covers everything but
    staff pay: the card does not tell staff pay, so its lines are left to the applicants. The plan
    asks the most that the call pays, the rest is own money.
    """
    project, call = application.project, application.call
    profile = Profile.of(project)
    application.cost_model = call.cost_models[0] if call.cost_models else "actual"
    application.summary = project.description[:4000]
    application.starts_on, application.ends_on = profile.starts, profile.ends
    if profile.starts and profile.ends and profile.ends < profile.starts:
        application.starts_on = application.ends_on = None  # a contradiction on the card
    application.save()
    if application.cost_model != budget.COVERS_ALL_OTHERS:
        _costs(application)
    if profile.costs:
        _plan(application, profile.costs, profile.asked(call))


def _costs(application):
    rows = [row for row in application.project.budget.all() if row.amount and not row.total]
    lines = application.costs
    lines.bulk_create(
        lines.model(application=application, category="other", text=r.label[:200], amount=r.amount)
        for r in rows
    )


def _plan(application, costs, asked):
    largest = application.call.largest
    asked = min(asked, largest) if largest else asked
    parts = [("grant", asked), ("own", costs - asked)]
    lines = application.funding
    lines.bulk_create(
        lines.model(application=application, kind=kind, amount=amount)
        for kind, amount in parts
        if amount
    )
