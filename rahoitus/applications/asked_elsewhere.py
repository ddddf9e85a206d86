"""What an application's costs are asked for elsewhere: by the card's other applications, and by the
other funding that its applicants have told of (`same_costs` compares them)."""

from rahoitus.applications import budget, same_costs


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


def at_funders(application):
    """The card's other applications that funders have got and have not refused."""
    model = type(application)
    reached = [*set(model.UNDECIDED) - set(model.UNSENT), model.State.GRANTED, model.State.CLOSED]
    others = model.objects.filter(project=application.project_id, state__in=reached)
    others = others.exclude(pk=application.pk).exclude(recorded_afterwards=True)
    return others.select_related("call__source").prefetch_related(*model.LINES)


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
    return same_costs.Asked(str(application.call), costs, grant, sums.costs)
