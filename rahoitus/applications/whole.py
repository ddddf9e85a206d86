"""An application read with what pages tell of it, in as few queries as there can be."""

from django.db.models import prefetch_related_objects

from kehityspolku.read_together import read_together


def read(application, *more):
    """Read its money, decisions and requests for more into the application, and `more` that belongs
    to records at hand (see `read_together`)."""
    call = application.call
    read_together(
        ([application], "budgets", "partners", "decisions", "supplements"),
        ([call], "parts"),
        ([call.source], "cost_models"),
        *more,
    )
    budgets, decisions = application.budgets.all(), application.decisions.all()
    read_together((budgets, "costs", "funding"), (decisions, "years"))
    partners = {partner.pk: partner for partner in application.partners.all()}
    prefetch_related_objects(list(partners.values()), "organisation")
    for line in (line for budget in budgets for line in budget.costs.all()):
        line.partner = partners.get(line.partner_id)
    return application
