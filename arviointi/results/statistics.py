"""Figures of agreement scales: counts, means, theme indexes with their intervals, changes."""

from collections import Counter
from dataclasses import dataclass
from math import pi, sqrt, tan
from statistics import NormalDist, fmean, stdev, variance

STEPS = range(1, 6)
FEWEST_FOR_ALPHA = 30  # people
DONT_KNOW, NOT_CONCERNING = "dk", "na"


@dataclass(frozen=True)
class Distribution:
    """How a statement was answered: `counts` from "strongly disagree" to "strongly agree"."""

    counts: list[int]
    dont_know: int
    not_concerning: int

    @property
    def stands(self):
        """How many took a stand."""
        return sum(self.counts)

    @property
    def n(self):
        return self.stands + self.dont_know + self.not_concerning

    @property
    def mean(self):
        """The mean of those who took a stand, 1–5; None when nobody did."""
        if not self.stands:
            return None
        return sum(step * n for step, n in zip(STEPS, self.counts, strict=True)) / self.stands


@dataclass(frozen=True)
class Index:
    """An index from 0 to 100 of n people, with its 95 % interval (None when n is 1).

    `spread`: the standard deviation of people's indexes, None where there is no interval.
    """

    value: float
    low: float | None
    high: float | None
    n: int
    spread: float | None = None


def distribution(choices):
    """Count choices "1"…"5", "dk" and "na"; those who said nothing are not counted."""
    tally = Counter(choices)
    counts = [tally[str(step)] for step in STEPS]
    return Distribution(counts, tally[DONT_KNOW], tally[NOT_CONCERNING])


def mean_of(choices, items):
    """A person's mean of a theme's `items` statements, from the stands taken; None of too few.

    At least half of the statements must have a stand (1–5): "don't know" is none.
    """
    stands = [int(choice) for choice in choices if choice.isdigit()]
    return fmean(stands) if stands and 2 * len(stands) >= items else None


def index(means, population=None):
    """The index of a theme from each person's mean of its statements (1–5); None without people.

    Index = (mean − 1) / 4 · 100. The interval is mean ± t · s / √n, t by Student with n − 1
    degrees of freedom (Cochran, Sampling Techniques, 3rd ed. 1977, section 2.8). `population`: how
    many were invited, by whom the interval is narrowed; None with an open link, where nobody knows
    how many could answer. Ends are cut to 0–100.
    """
    n = len(means)
    if not n:
        return None
    value = to_index(fmean(means))
    if n == 1:
        return Index(value, None, None, n)
    spread = stdev(means) / 4 * 100
    half = student(n - 1) * spread / sqrt(n) * factor(n, population)
    return Index(value, max(value - half, 0), min(value + half, 100), n, spread)


def factor(n, population):
    """The finite-population factor √((N − n)/(N − 1)): 1 of an unknown population, 0 when all
    answered."""
    if population is None or population <= 1:
        return 1.0
    return sqrt(max(population - n, 0) / (population - 1))


def difference(earlier, later):
    """What an index rose between two rounds, as (change, low, high); None where it is not known.

    The rounds are independent samples: Welch's interval of the difference of two means, without a
    finite-population factor (Welch, Biometrika 34 (1947), 28–35). It says what chance alone could
    have moved, never whether a change is "significant".
    """
    if not earlier or not later or earlier.spread is None or later.spread is None:
        return None
    change = later.value - earlier.value
    parts = [(i.spread**2 / i.n, i.n - 1) for i in (earlier, later)]
    both = sum(part for part, _free in parts)
    if not both:
        return change, change, change
    freedom = both**2 / sum(part**2 / free for part, free in parts)
    half = student(freedom) * sqrt(both)
    return change, change - half, change + half


def alpha(rows):
    """Cronbach's alpha of a theme's statements, from the choices of each person (a list).

    Counts those who took a stand on every statement; None of fewer than thirty, of a single
    statement, or where all sums are the same (Cronbach, Psychometrika 16 (1951), 297–334).
    """
    full = [[int(c) for c in row] for row in rows if all(c.isdigit() for c in row)]
    if len(full) < FEWEST_FOR_ALPHA or len(full[0]) < 2:
        return None
    items = len(full[0])
    whole = variance([sum(row) for row in full])
    if not whole:
        return None
    parts = sum(variance(column) for column in zip(*full, strict=True))
    return items / (items - 1) * (1 - parts / whole)


def to_index(mean):
    return (mean - 1) / 4 * 100


def student(freedom, level=0.95):
    """The two-sided quantile of Student's t, within 0.01 from four degrees of freedom up.

    `freedom` need not be whole. Exact for one and two; else the expansion of Abramowitz and Stegun,
    26.7.5.
    """
    p = (1 + level) / 2
    if freedom == 1:
        return tan(pi * (p - 0.5))
    if freedom == 2:
        return (2 * p - 1) / sqrt(2 * p * (1 - p))
    z = NormalDist().inv_cdf(p)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
