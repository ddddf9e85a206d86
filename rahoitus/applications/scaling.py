"""An approved budget made of what was asked, in the proportion that was granted."""

from decimal import Decimal
from types import SimpleNamespace

from kehityspolku import money
from rahoitus.applications import budget

COST = ("category", "text", "hours", "hour_price", "amount", "phase", "year", "partner_id")
FUNDING = ("kind", "text", "amount", "year", "promised")


def cost(line):
    """A cost line as a row of the next budget, which goes on from it."""
    return {name: getattr(line, name) for name in COST} | {"first_id": line.root}


def funding(line):
    return {name: getattr(line, name) for name in FUNDING}


def scaled(costs, plan, granted, call, model):
    """(cost rows, funding rows) that come to exactly the grant; None where they cannot.

    Each cost and each other money is less by the same share, rounded to the cent, and the last of
    them takes what is left. More than was asked pays no more costs: own money is less.
    """
    costs = [cost(line) for line in costs]
    plan = [funding(line) for line in plan]
    grants = [row for row in plan if row["kind"] == "grant"]
    asked = sum((row["amount"] for row in grants), Decimal(0))
    if not (costs and asked):
        return None
    if granted == asked:
        return costs, plan
    if granted < asked:
        lessen(costs, granted / asked)
    whole = whole_of(costs, call, model)
    if whole < granted:  # by a cent of rounding, or by what was granted over what was asked
        costs[-1]["amount"] += granted - whole
        whole = whole_of(costs, call, model)
    spread(grants, granted)
    others = [row for row in plan if row["kind"] != "grant"]
    if sum((row["amount"] for row in others), Decimal(0)):
        spread(others, whole - granted)
    elif whole > granted:
        plan.append({"kind": "own", "amount": whole - granted})
    fits = all(row["amount"] <= money.LARGEST for row in (*costs, *plan))
    return (costs, plan) if fits else None


def lessen(costs, share):
    """Make each cost this share of itself; hours no longer tell what it comes to."""
    total = sum((row["amount"] for row in costs), Decimal(0))
    spread(costs, money.cents(total * share))
    for row in costs:
        row["hours"] = row["hour_price"] = None


def spread(rows, whole):
    """Divide euros among the rows as their sums are to one another."""
    parts = money.divide(whole, [row["amount"] for row in rows])
    for row, part in zip(rows, parts, strict=True):
        row["amount"] = part


def whole_of(costs, call, model):
    lines = [SimpleNamespace(**row) for row in costs]
    return budget.summed(lines, [], call, model).costs
