"""The demonstration's budgets: partners with their costs, an approved budget and its changes.

Names and sums are invented.
"""

from decimal import Decimal

from kehityspolku import moments
from kehityspolku.dev.demo import on
from rahoitus.applications import scaling
from rahoitus.applications.models import Application

PARTNERS = ["Vallilan asukastalo ry", "Pihapiirin puutarhurit"]
YARD = "Vallilan yhteispiha"
CAFE = "Nordsjö språkkafé"


def load():
    """Each of the two stories, where its application is."""
    for application in Application.objects.filter(project__title=YARD, state="preparing"):
        share_out(application)
    for application in Application.objects.filter(project__title=CAFE, state="granted"):
        approve_and_change(application)


def share_out(application):
    """The second cost of the yard is its first partner's."""
    team = application.project.kehra.coordinators().first()
    plan = [scaling.funding(line) for line in application.funding.all()]
    with on(10):
        rows = {"costs": rows_of(application), "funding": plan}
        application.write(by=team, partners=PARTNERS, **rows)
        rows["costs"][-1]["partner_id"] = application.partners.get(name=PARTNERS[0]).pk
        application.write(by=team, **rows)


def rows_of(application):
    """Its cost lines as rows to write anew."""
    return [scaling.cost(line) | {"first_id": None} for line in application.costs.all()]


def approve_and_change(application):
    """A change of its budget that was approved, and one that waits."""
    team, adviser = application.project.kehra.coordinators().first(), application.project.adviser
    costs, plan = application.budget_now.rows()
    move(costs, Decimal(600))
    with on(160):
        why = "Det första skedet tog fler timmar än vi trodde. Det andra blir kortare."
        application.ask_amendment(by=team, costs=costs, funding=plan, reason=why)
    with on(149):
        day = {"decided_on": moments.today(), "diary_number": "EURA-0202-20-2"}
        application.approve_amendment(by=adviser, words="Muutos sopii.", **day)
    move(costs, Decimal(-250))
    with on(4):
        why = "Vi fick lokalen billigare. Pengarna behövs i det andra skedet."
        application.ask_amendment(by=team, costs=costs, funding=plan, reason=why)


def move(costs, euros):
    """Let the first cost be so much more and the last as much less, if it has as much."""
    part = min(euros, costs[-1]["amount"]) if euros > 0 else euros
    costs[0]["amount"] += part
    costs[-1]["amount"] -= part
