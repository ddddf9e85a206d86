"""The sums of a budget: costs, flat rate, funding plan, shares, limits. Pure: lines, a call's rules
and a cost model go in, sums and sentences come out.

All Decimal euros, rounded half up to the cent. The flat rate is a percentage of staff costs or of
all direct costs, as the cost model says (its `base`, `percent`, `covers`; None: costs as they are),
rounded once. What an amount is divided into adds up: the last part takes what rounding leaves
(`money.divide`).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehityspolku.rounding import shares

STAFF = {"staff", "units", "side"}  # what a flat rate on staff is counted of
OWN = {"own", "in_kind"}  # own contribution where the call does not say what counts
PRICE = {"units": "unit_price", "volunteer": "hour_value"}  # of an hour


@dataclass
class Sums:
    staff: Decimal = Decimal(0)  # pay, unit costs and side costs
    direct: Decimal = Decimal(0)  # all cost lines, staff too
    volunteer: Decimal = Decimal(0)  # of them the value of volunteer work
    flat: Decimal = Decimal(0)
    plan: Decimal = Decimal(0)
    asked: Decimal = Decimal(0)
    own: Decimal = Decimal(0)  # what counts as own contribution
    in_kind: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)  # flat rate, %
    rate_of: Decimal = Decimal(0)  # what it is counted of, euros
    model: object = None  # the cost model; None: costs as they are
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


@dataclass(frozen=True)
class Limits:
    """What the grant may be: the call's own limits, or those of the part that is applied for."""

    smallest: Decimal | None
    largest: Decimal | None
    highest_share: Decimal | None

    @classmethod
    def of(cls, call, part=None):
        """A part's limits come first; what it leaves open is as the call has it."""

        def limit(name):
            own = getattr(part, name, None)
            return getattr(call, name) if own is None else own

        return cls(limit("smallest"), limit("largest"), limit("highest_share"))


def covers_all_others(model):
    """Whether the flat rate stands for everything but staff costs."""
    return model is not None and model.base == "staff" and model.covers == "others"


def counted_of(costs, model):
    """The cost lines that the flat rate is a share of; money only: volunteer work costs nobody."""
    if not model or model.base not in {"staff", "direct"}:
        return []
    if model.base == "direct":
        return [line for line in costs if line.category != "volunteer"]
    base = {"staff"} if model.covers == "side" else STAFF
    return [line for line in costs if line.category in base]


def hour_price(category, call, model):
    """What an hour on a line of the category is counted at; None where it has no price."""
    whose = model if category == "units" else call
    return getattr(whose, PRICE[category], None) if category in PRICE else None


def of(application):
    """The sums of what an application asks for, with every problem in words."""
    asked, call = application.asked_budget, application.held_to
    costs, plan = (asked.costs.all(), asked.funding.all()) if asked else ((), ())
    model = asked.model_of(application) if asked else application.model
    return of_lines(costs, plan, call, model, **scope(application, call))


def scope(application, call):
    """What else its limits depend on: the part of the call and what time the money is for."""
    parts = list(call.parts.all())
    part = next((part for part in parts if part.pk == application.part_id), None)
    time = {"starts": application.starts_on, "ends": application.ends_on}
    return {"part": part, "parts": parts, **time}


def of_lines(costs, plan, call, model, *, parts=(), part=None, starts=None, ends=None):
    """The sums of cost and funding lines, saved or not, under a call's rules and a cost model.

    `part`: of a call with `parts` the one applied for. `starts`, `ends`: the time of the money.
    """
    costs, plan = list(costs), list(plan)
    sums = summed(costs, plan, call, model)
    sums.problems = [
        *problems(sums, call, model, costs, Limits.of(call, part)),
        *([_("Choose the part of the call that you apply for.")] if parts and not part else []),
        *problems_of_lines(costs, call, model),
        *outside(costs, plan, model, starts, ends),
    ]
    return sums


def summed(costs, plan, call, model):
    """The sums alone."""
    rate = (model and model.percent) or Decimal(0)
    rate_of = total(counted_of(costs, model))
    counts = set(call.own_counts) or OWN
    return Sums(
        staff=total(line for line in costs if line.category in STAFF),
        direct=total(costs),
        volunteer=total(line for line in costs if line.category == "volunteer"),
        flat=money.cents(rate_of * rate / 100),
        rate=rate if rate_of else Decimal(0),
        rate_of=rate_of,
        model=model,
        plan=total(plan),
        asked=total(line for line in plan if line.kind == "grant"),
        own=total(line for line in plan if line.kind in counts),
        in_kind=total(line for line in plan if line.kind == "in_kind"),
    )


def told(application, sums=None):
    """What pages and documents tell of a budget: sums, costs, funding, partners, by name."""
    sums = sums or application.budget()
    return {
        "sums": sums,
        "costs": by_category(application.costs.all(), "category"),
        "funding": by_category(application.funding.all(), "kind"),
        "partners": by_partner(application.costs.all(), sums, application.named_partners()),
    }


def by_category(lines, attribute):
    """Lines in groups in the order of the choices: [(name, lines, euros)], none of them empty."""
    choices = lines.model._meta.get_field(attribute).choices
    groups = [(name, [x for x in lines if getattr(x, attribute) == key]) for key, name in choices]
    return [(name, found, total(found)) for name, found in groups if found]


def by_partner(costs, sums, partners=()):
    """[(partner, euros, share of the costs)] where there are partners; the applicant's is None.

    Each line is one's, the flat rate is divided as what it is counted of: all come to the costs.
    """
    lines, bases = defaultdict(Decimal, dict.fromkeys(partners, Decimal(0))), defaultdict(Decimal)
    for line in costs:
        lines[line.partner] += line.amount
    for line in counted_of(costs, sums.model):
        bases[line.partner] += line.amount
    if not any(lines):
        return []
    lines[None] += 0
    whose = sorted(lines, key=lambda partner: partner.pk if partner else 0)
    flat = money.divide(sums.flat, [bases[partner] for partner in whose])
    euros = [lines[partner] + rate for partner, rate in zip(whose, flat, strict=True)]
    parts = shares(euros, 1) if any(euros) else [None for _partner in whose]
    return list(zip(whose, euros, parts, strict=True))


def total(lines):
    return sum((line.amount for line in lines), Decimal(0))


def problems(sums, call, model, costs, limits):
    """What keeps the budget from going forward, one sentence each."""
    yield from unbalanced(sums)
    if not sums.asked:
        yield _("Write the grant you apply for in the funding plan.")
    if covers_all_others(model) and sums.direct != sums.staff:
        yield _("With this flat rate all other costs are in the rate: list staff pay only.")
    if model and model.covers == "side" and any(line.category == "side" for line in costs):
        yield _("With this flat rate side costs are in the rate: list none of them.")
    if limits.smallest and sums.asked < limits.smallest:
        yield _("The call grants at least %(euros)s.") % {"euros": money.euros(limits.smallest)}
    if limits.largest and sums.asked > limits.largest:
        yield _("The call grants at most %(euros)s.") % {"euros": money.euros(limits.largest)}
    if limits.highest_share and sums.asked * 100 > limits.highest_share * sums.costs:
        yield _("The grant may be at most %(share)s of the costs.") % {
            "share": money.percent(limits.highest_share)
        }
    if call.least_own_share and sums.own * 100 < call.least_own_share * sums.costs:
        yield _("Own contribution must be at least %(share)s of the costs.") % {
            "share": money.percent(call.least_own_share)
        }
    if sums.in_kind < sums.volunteer:
        yield _(
            "Volunteer work is worth %(euros)s: the funding plan must have as much work in kind."
        ) % {"euros": money.euros(sums.volunteer)}
    if call.hours_share is not None and sums.volunteer * 100 > call.hours_share * sums.costs:
        yield _("Volunteer work may be at most %(share)s of the costs.") % {
            "share": money.percent(call.hours_share)
        }


def unbalanced(sums):
    """What keeps costs and plan from being equal."""
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


def problems_of_lines(costs, call, model):
    """What is wrong with single lines: hours, and what an hour is counted at."""
    if any(line.category == "units" for line in costs) and not hour_price("units", call, model):
        yield _("This cost model has no price for an hour of work: list staff by their pay.")
    for line in costs:
        price = hour_price(line.category, call, model)
        if price is None:
            continue
        if not line.hours:
            yield _("Write the hours of “%(what)s”.") % {"what": line.text}
        elif line.amount != money.cents(line.hours * price):
            yield _("An hour of “%(what)s” is counted at %(euros)s: save the budget again.") % {
                "what": line.text,
                "euros": money.euros(price),
            }


def outside(costs, plan, model, starts, ends):
    """Years of lines in which there is no money, or the cost model is not used."""
    years = sorted({line.year for line in (*costs, *plan) if line.year})
    for year in years:
        if (starts and year < starts.year) or (ends and year > ends.year):
            yield _("There are lines of %(year)s, and the money is for %(period)s.") % {
                "year": year,
                "period": moments.dates(starts, ends),
            }
        if model and not model.is_in_force(year):
            yield _("The funder does not use this cost model in %(year)s.") % {"year": year}


def of_budget(kept, application):
    """The sums of one of an application's budgets, frozen or not, without looking for problems."""
    lines = kept.costs.all(), kept.funding.all()
    return summed(*lines, application.held_to, kept.model_of(application))


def of_rows(costs, plan, application):
    """The sums of rows of another budget of the application, counted as what was asked is."""
    asked = application.asked_budget
    model = asked.model_of(application) if asked else application.model
    call = application.held_to
    lines = [
        [SimpleNamespace(**row) for row in rows] for rows in (priced(costs, call, model), plan)
    ]
    sums = summed(*lines, call, model)
    sums.problems = [*unbalanced(sums), *unlike(sums, application)]
    return sums


def fitting(costs, plan, application):
    """The rows, their hours counted; ValidationError where they do not balance or have another
    grant than was granted."""
    sums = of_rows(costs, plan, application)
    if sums.problems:
        raise ValidationError(sums.problems)
    return priced(costs, application.held_to, sums.model), plan


def unlike(sums, application):
    """Whether the plan has another grant than was granted, in words."""
    if application.amount is not None and sums.asked != application.amount:
        figures = {"asked": money.euros(sums.asked), "granted": money.euros(application.amount)}
        yield _("The plan has a grant of %(asked)s, and %(granted)s was granted.") % figures


def priced(rows, call, model):
    """Rows of costs with what their hours come to, where an hour has a price; others without
    hours. ValidationError when hours come to more than a line can hold."""
    counted = []
    for row in rows:
        price = hour_price(row["category"], call, model)
        hours = row.get("hours") if price else None
        amount = money.cents(hours * price) if hours else row.get("amount") or Decimal(0)
        if amount > money.LARGEST:
            raise ValidationError(_("The amount is too large."))
        hour = {"hours": hours, "hour_price": price if hours else None}
        counted.append({**row, **hour, "amount": amount})
    return counted
