"""What a grant has come to: costs by line, hours, what of the grant they use.

Pure: what is read from the rows is in `proofs.py`. All Decimal euros. What follows from a whole (a
flat rate, the grant's share) is counted of all there is to date, and of a claim as what is left of
that when the claims before it are taken away, so that claims add up to the whole to the cent.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal

from kehityspolku import money

ZERO = Decimal(0)
SUMS = ("flat", "hours", "hours_value", "used")  # what is counted of a whole
SUMS_OF_LINE = {"planned", "used", "flat", "before"}


@dataclass(frozen=True)
class Line:
    """A line of costs: what it may cost, what it has cost. `whose`: the partner's that bears it, ""
    for the applicant; `flat`: what of the flat rate is counted of it; `before`: what the claims
    before this one have of it."""

    key: int
    text: str
    planned: Decimal
    used: Decimal = ZERO
    whose: str = ""
    flat: Decimal = ZERO
    before: Decimal = ZERO

    @property
    def over(self):
        """By how much it has cost more than was planned; 0 for what keeps to that."""
        return max(ZERO, self.before + self.used - self.planned)


@dataclass(frozen=True)
class Figures:
    """The sums of a grant to date, or of one claim."""

    granted: Decimal | None = None  # None: not stated
    planned: Decimal = ZERO  # all costs of the budget
    hours_planned: Decimal = ZERO  # of them the worth of volunteer work
    lines: tuple = ()  # those that money is paid for
    flat: Decimal = ZERO
    hours: Decimal = ZERO
    hours_value: Decimal = ZERO
    used: Decimal = ZERO  # of the grant
    paid: Decimal = ZERO
    returned: Decimal = ZERO
    milestones: dict = field(default_factory=dict)  # state: how many

    @property
    def direct(self):
        return sum((line.used for line in self.lines), ZERO)

    @property
    def flat_planned(self):
        """What of the budget is its flat rate."""
        told = sum((line.planned for line in self.lines), ZERO)
        return self.planned - told - self.hours_planned

    @property
    def costs(self):
        """All that counts as costs."""
        return self.direct + self.flat + self.hours_value

    @property
    def by_partner(self):
        """[(partner, euros)] where partners bear costs, the applicant, "", first: all come to the
        costs. Volunteer work is the applicant's."""
        sums = {"": self.hours_value}
        for line in self.lines:
            sums[line.whose] = sums.get(line.whose, ZERO) + line.used + line.flat
        return list(sums.items()) if len(sums) > 1 else []

    @property
    def left(self):
        """What of the grant is not used; None where the sum is not stated."""
        return None if self.granted is None else self.granted - self.used

    @property
    def to_return(self):
        """What was paid and not used."""
        return max(ZERO, self.paid - self.returned - self.used)

    @property
    def done(self):
        """How many milestones are done."""
        return self.milestones.get("done", 0)

    @property
    def all_milestones(self):
        """How many there are, those given up left out."""
        return sum(n for state, n in self.milestones.items() if state != "dropped")

    def frozen(self):
        """As a report keeps it."""
        return asdict(self)


def thawed(kept, *, whose=None, flat_of=()):
    """The Figures that a report keeps.

    A line kept before lines told whose they are gets it from `whose` ({its key: the partner's
    name}), and its part of the flat rate as one of `flat_of`; as any line, where none of these has
    cost anything.
    """
    whose = whose or {}
    lines = [
        Line(**{"whose": whose.get(row["key"], "")} | euros(row, *SUMS_OF_LINE & row.keys()))
        for row in kept["lines"]
    ]
    sums = ("granted", "planned", "hours_planned", *SUMS, "paid", "returned")
    told = Figures(**euros(kept, *sums) | {"lines": tuple(lines)})
    return replace(told, lines=split(told.flat, lines, flat_of)) if lacks_split(kept) else told


def lacks_split(kept):
    """Whether the lines that a report keeps do not tell their part of the flat rate."""
    return any("flat" not in row for row in kept["lines"])


def euros(row, *names):
    """The row with the sums of these names as Decimal."""
    return row | {name: None if row[name] is None else Decimal(row[name]) for name in names}


def hours_worth(hours, value, share, costs):
    """What volunteer hours are worth: at the call's value of an hour, of all costs with them at
    most the share (per cent; None: no limit). Zero where the call gives an hour no value.
    """
    worth = money.cents(hours * (value or 0))
    if share is None or share >= 100:
        return worth
    return min(worth, money.cents(costs * share / (100 - share)))


def grant_used(costs, planned, granted):
    """What of the grant the costs use: its share of the planned costs, and no more than all."""
    if granted is None:
        return ZERO
    share = min(granted / planned, Decimal(1)) if planned else Decimal(1)
    return min(granted, money.cents(costs * share))


def payable(granted, elsewhere, claims):
    """What of each claim the grant can pay: claims as (euros claimed, euros paid or to be paid of
    it), in their order. `elsewhere`: what is paid otherwise. Own contribution bears what is above.
    """
    left = granted - elsewhere - sum((paid for _claimed, paid in claims), ZERO)
    most = []
    for claimed, paid in claims:
        more = max(ZERO, min(claimed - paid, left))
        left -= more
        most.append(paid + more)
    return most


@dataclass(frozen=True)
class Terms:
    """What the grant and its call say of sums."""

    granted: Decimal | None
    planned: Decimal = ZERO  # all costs of the budget
    flat_of: frozenset = frozenset()  # keys of the lines that the flat rate is a share of
    percent: Decimal = ZERO
    hours_planned: Decimal = ZERO  # worth of the volunteer work in the budget
    hour_value: Decimal | None = None
    hours_share: Decimal | None = None


def whole(terms, lines, hours):
    """The figures of these lines, with what each has cost, and hours."""
    lines = tuple(lines)
    direct = sum((line.used for line in lines), ZERO)
    base = sum((line.used for line in lines if line.key in terms.flat_of), ZERO)
    flat = money.cents(base * terms.percent / 100)
    lines = split(flat, lines, terms.flat_of)
    worth = hours_worth(hours, terms.hour_value, terms.hours_share, direct + flat)
    return Figures(
        granted=terms.granted,
        planned=terms.planned,
        hours_planned=terms.hours_planned,
        lines=lines,
        flat=flat,
        hours=hours,
        hours_value=worth,
        used=grant_used(direct + flat + worth, terms.planned, terms.granted),
    )


def split(flat, lines, flat_of):
    """The lines, each with its part of a flat rate that is counted of those with these keys."""
    weights = [line.used if line.key in flat_of else ZERO for line in lines]
    if not any(weights):
        weights = [line.used for line in lines]
    shares = money.divide(flat, weights)
    return tuple(replace(line, flat=share) for line, share in zip(lines, shares, strict=True))


def without(all_, before):
    """What is left of figures when others, each with some of the same lines, are taken away."""
    used, flat = Counter(), Counter()
    for line in (line for told in before for line in told.lines):
        used[line.key] += line.used
        flat[line.key] += line.flat
    lines = tuple(
        replace(x, used=x.used - used[x.key], flat=x.flat - flat[x.key], before=used[x.key])
        for x in all_.lines
    )
    sums = {
        name: getattr(all_, name) - sum((getattr(x, name) for x in before), ZERO) for name in SUMS
    }
    return replace(all_, lines=lines, **sums)
