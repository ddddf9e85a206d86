"""The sums of an application: costs, flat rate, funding plan, shares and limits.

All Decimal euros. The flat rate is a percentage of staff pay or of all direct costs, as the cost
model says (its `base`, `percent`, `covers`; None: costs as they are), rounded to the cent half up
once.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from kehityspolku import money


@dataclass
class Budget:
    staff: Decimal = Decimal(0)
    direct: Decimal = Decimal(0)  # all cost lines, staff too
    flat: Decimal = Decimal(0)
    plan: Decimal = Decimal(0)
    asked: Decimal = Decimal(0)
    own: Decimal = Decimal(0)  # own money and work in kind
    rate: Decimal = Decimal(0)  # flat rate, %
    rate_of: Decimal = Decimal(0)  # what it is counted of, euros
    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)  # what is told and keeps nothing back

    @property
    def costs(self):
        return self.direct + self.flat

    @property
    def difference(self):
        """Costs less plan: zero when the plan balances."""
        return self.costs - self.plan

    @property
    def asked_share(self):
        return money.share(self.asked, self.costs)

    @property
    def own_share(self):
        return money.share(self.own, self.costs)


def covers_all_others(model):
    """Whether the flat rate stands for everything but staff pay."""
    return model is not None and model.base == "staff" and model.covers == "others"


def of(application):
    """The sums of an application's lines, with every problem in words."""
    asked = application.asked_budget
    costs, plan = (asked.costs.all(), asked.funding.all()) if asked else ((), ())
    return of_lines(costs, plan, application.held_to, application.model)


def of_lines(costs, plan, call, model):
    """The sums of cost and funding lines, saved or not, under a call's rules and a cost model."""
    costs, plan = list(costs), list(plan)
    staff = total(line for line in costs if line.category == "staff")
    direct = total(costs)
    rate = (model and model.percent) or Decimal(0)
    rate_of = {"staff": staff, "direct": direct}.get(model and model.base, Decimal(0))
    sums = Budget(
        staff=staff,
        direct=direct,
        flat=money.cents(rate_of * rate / 100),
        rate=rate if rate_of else Decimal(0),
        rate_of=rate_of,
        plan=total(plan),
        asked=total(line for line in plan if line.kind == "grant"),
        own=total(line for line in plan if line.kind in {"own", "in_kind"}),
    )
    sums.problems = list(problems(sums, call, model))
    return sums


def by_category(lines, attribute):
    """Lines in groups in the order of the choices: [(name, lines, euros)], none of them empty."""
    choices = lines.model._meta.get_field(attribute).choices
    groups = [(name, [x for x in lines if getattr(x, attribute) == key]) for key, name in choices]
    return [(name, found, total(found)) for name, found in groups if found]


def total(lines):
    return sum((line.amount for line in lines), Decimal(0))


def problems(sums, call, model):
    """What keeps the budget from going forward, one sentence each."""
    if not sums.costs:
        yield _("Write at least one cost.")
    if sums.difference > 0:
        yield _("The funding plan lacks %(euros)s: it must equal the costs.") % {
            "euros": money.euros(sums.difference)
        }
    if sums.difference < 0:
        yield _("The funding plan is %(euros)s over the costs: it must equal them.") % {
            "euros": money.euros(-sums.difference)
        }
    if not sums.asked:
        yield _("Write the grant you apply for in the funding plan.")
    if covers_all_others(model) and sums.direct != sums.staff:
        yield _("With this flat rate all other costs are in the rate: list staff pay only.")
    if call.smallest and sums.asked < call.smallest:
        yield _("The call grants at least %(euros)s.") % {"euros": money.euros(call.smallest)}
    if call.largest and sums.asked > call.largest:
        yield _("The call grants at most %(euros)s.") % {"euros": money.euros(call.largest)}
    if call.highest_share and sums.asked * 100 > call.highest_share * sums.costs:
        yield _("The grant may be at most %(share)s of the costs.") % {
            "share": money.percent(call.highest_share)
        }
    if call.least_own_share and sums.own * 100 < call.least_own_share * sums.costs:
        yield _("Own contribution must be at least %(share)s of the costs.") % {
            "share": money.percent(call.least_own_share)
        }
