"""An application's budgets side by side: asked, approved, used, left."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kehityspolku import money
from rahoitus.applications import budget
from rahoitus.applications.models.lines import CostLine


@dataclass(frozen=True)
class Row:
    """One cost in each budget; None where it is not in it, or nothing is approved yet."""

    name: str
    asked: Decimal | None
    approved: Decimal | None
    used: Decimal | None = None

    @property
    def left(self):
        """What is approved and not used; below zero when more is used."""
        return None if None in (self.approved, self.used) else self.approved - self.used


@dataclass(frozen=True)
class Used:
    """What is used of a grant, as the room of running projects tells it."""

    lines: dict  # {key of a cost line of any of its budgets: euros}
    flat: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)  # what volunteer work is worth
    grant: Decimal = Decimal(0)
    to_return: Decimal = Decimal(0)

    @property
    def costs(self):
        return sum(self.lines.values(), self.flat + self.hours)


@dataclass(frozen=True)
class Table:
    """The costs by category, their flat rate, all of them, and the grant."""

    groups: list  # [(category's name, [Row, ...]), ...]
    flat: Row
    whole: Row
    grant: Row
    to_return: Decimal | None = None  # None before anything can be used


def of(application, used=None):
    """The Table of an application; `used` (Used) is None before anything can be."""
    budgets = application.asked_budget, application.budget_now
    kept = [b and {line.root: line for line in b.costs.all()} for b in budgets]
    lines = lines_of(application, used)
    spent = by_root(application, used, lines) if used else defaultdict(lambda: None)
    groups = defaultdict(list)
    for key, line in lines.items():
        row = Row(line.text, *(amount(found, key) for found in kept), spent[key])
        groups[line.category].append(row)
    sums = [b and budget.of_budget(b, application) for b in budgets]

    def row(name, what, spent):
        return Row(name, *(s and getattr(s, what) for s in sums), used and getattr(used, spent))

    names = dict(CostLine.Category.choices)
    return Table(
        groups=[(names[key], groups[key]) for key in names if key in groups],
        flat=row(_("Flat rate"), "flat", "flat"),
        whole=row(_("Costs in all"), "costs", "costs"),
        grant=row(_("Of which grant"), "asked", "grant"),
        to_return=used and used.to_return,
    )


def lines_of(application, used):
    """{key: line} of what is asked for and what holds, and of what is used but holds no more."""
    told = [b for b in (application.asked_budget, application.budget_now) if b]
    lines = {line.root: line for b in told for line in b.costs.all()}
    for line in (line for b in application.budgets.all() for line in b.costs.all()):
        if used and {line.pk, line.root} & used.lines.keys():
            lines.setdefault(line.root, line)
    return lines


def amount(found, key):
    """A line's euros in a budget: none of it, where the budget has no such line."""
    if found is None:
        return None
    return found[key].amount if key in found else Decimal(0)


def by_root(application, used, lines):
    """What is used of each of the lines, whichever budget's line a voucher names; what volunteer
    work is worth is divided among its lines as their sums are."""
    roots = {line.pk: line.root for b in application.budgets.all() for line in b.costs.all()}
    spent = defaultdict(Decimal)
    for key, euros in used.lines.items():
        spent[roots.get(key, key)] += euros
    work = {key: line.amount for key, line in lines.items() if line.category == "volunteer"}
    for key, part in zip(work, money.divide(used.hours, work.values()), strict=True):
        spent[key] += part
    return spent
