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
    them takes what is left. More than was asked pays no more costs: own money is less. Only what is
    above all the costs makes each of them more, by the same share.
    """
    costs = [cost(line) for line in costs]
    plan = [funding(line) for line in plan]
    grants = [row for row in plan if row["kind"] == "grant"]
    asked = sum((row["amount"] for row in grants), Decimal(0))
    if not (asked and whole_of(costs, call, model)):
        return None
    if granted == asked:
        return costs, plan
    if granted < asked:
        multiply(costs, granted / asked)
    if whole_of(costs, call, model) < granted:  # above all costs, or by a cent of rounding
        raise_to(costs, granted, call, model)
    whole = whole_of(costs, call, model)
    spread(grants, granted)
    others = [row for row in plan if row["kind"] != "grant"]
    if sum((row["amount"] for row in others), Decimal(0)):
        spread(others, whole - granted)
    elif whole > granted:
        plan.append({"kind": "own", "amount": whole - granted})
    fits = all(row["amount"] <= money.LARGEST for row in (*costs, *plan))
    return (costs, plan) if fits else None


def multiply(costs, share):
    """Make each cost this share of itself; hours no longer tell what it comes to."""
    total = sum((row["amount"] for row in costs), Decimal(0))
    spread(costs, money.cents(total * share))
    for row in costs:
        row["hours"] = row["hour_price"] = None


def raise_to(costs, whole, call, model):
    """Make the costs come to the whole with their flat rate, each by the same share, one of them
    by what rounding leaves. Volunteer work is paid by no grant and stays, unless it is all there
    is. Where the cents of a flat rate step over the whole, they come to the next sum above it.
    """
    rows = [row for row in costs if row["category"] != "volunteer" and row["amount"]] or costs
    now = whole_of(costs, call, model)
    free = now - whole_of(rows, call, model)
    multiply(rows, (whole - free) / (now - free))
    counted = {id(line.row) for line in budget.counted_of(lines_of(costs), model)}
    last = next((row for row in reversed(rows) if id(row) not in counted), rows[-1])
    while last["amount"] and whole_of(costs, call, model) > whole:
        last["amount"] -= money.CENT
    while whole_of(costs, call, model) < whole:
        last["amount"] += money.CENT


def spread(rows, whole):
    """Divide euros among the rows as their sums are to one another."""
    parts = money.divide(whole, [row["amount"] for row in rows])
    for row, part in zip(rows, parts, strict=True):
        row["amount"] = part


def lines_of(costs):
    return [SimpleNamespace(**row, row=row) for row in costs]


def whole_of(costs, call, model):
    """What costs come to with their flat rate."""
    return budget.summed(lines_of(costs), [], call, model).costs
