"""An application's budgets side by side: asked, approved, used, left."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

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
class Table:
    """The costs by category, their flat rate, and all of them."""

    groups: list  # [(category's name, [Row, ...]), ...]
    flat: Row
    whole: Row
    grant: Row  # what is granted of it

    @property
    def has_used(self):
        return self.whole.used is not None


def of(application, used=None, flat_used=None, grant_used=None):
    """The Table of an application. `used`: {key of a cost line of any budget: euros}, None before
    anything can be; `flat_used`, `grant_used`: what of the flat rate and of the grant is.
    """
    asked, now = application.asked_budget, application.budget_now
    kept = [
        None if b is None else {line.root: line for line in b.costs.all()} for b in (asked, now)
    ]
    spent = None if used is None else by_root(application, used)
    groups = defaultdict(list)
    for key, line in {k: found[k] for found in kept if found for k in found}.items():
        row = Row(
            line.text,
            *(amount(found, key) for found in kept),
            None if spent is None else spent[key],
        )
        groups[line.category].append(row)
    sums = [None if b is None else budget.of_budget(b, application) for b in (asked, now)]
    flats, wholes, grants = (
        [s and getattr(s, name) for s in sums] for name in ("flat", "costs", "asked")
    )
    all_used = None if used is None else sum(used.values(), flat_used or Decimal(0))
    names = dict(CostLine.Category.choices)
    return Table(
        groups=[(names[key], groups[key]) for key in names if key in groups],
        flat=Row(_("Flat rate"), *flats, None if used is None else flat_used or Decimal(0)),
        whole=Row(_("Costs in all"), *wholes, all_used),
        grant=Row(_("Of it the grant"), *grants, grant_used),
    )


def amount(found, key):
    """A line's euros in a budget: none of it, where the budget has no such line."""
    return None if found is None else found[key].amount if key in found else Decimal(0)


def by_root(application, used):
    """What is used of each line, whichever budget's line a voucher names."""
    roots = {line.pk: line.root for b in application.budgets.all() for line in b.costs.all()}
    spent = defaultdict(Decimal)
    for key, euros in used.items():
        spent[roots.get(key, key)] += euros
    return spent
