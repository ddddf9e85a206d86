"""Figures of agreement scales: counts, means, theme indexes with their intervals."""

from collections import Counter
from dataclasses import dataclass
from math import pi, sqrt, tan
from statistics import NormalDist, fmean, stdev

STEPS = range(1, 6)
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
    """An index from 0 to 100 of n people, with its 95 % interval (None when n is 1)."""

    value: float
    low: float | None
    high: float | None
    n: int


def distribution(choices):
    """Count choices "1"…"5", "dk" and "na"; those who said nothing are not counted."""
    tally = Counter(choices)
    counts = [tally[str(step)] for step in STEPS]
    return Distribution(counts, tally[DONT_KNOW], tally[NOT_CONCERNING])


def index(means):
    """The index of a theme from each person's mean of its statements (1–5); None without people.

    Index = (mean − 1) / 4 · 100. The interval is mean ± t · s / √n, t by Student with n − 1
    degrees of freedom (Cochran, Sampling Techniques, 3rd ed. 1977, section 2.8). With an open link
    nobody knows how many could answer, so there is no finite-population factor. Ends are cut to
    0–100.
    """
    n = len(means)
    if not n:
        return None
    value = to_index(fmean(means))
    if n == 1:
        return Index(value, None, None, n)
    half = student(n - 1) * stdev(means) / sqrt(n) / 4 * 100
    return Index(value, max(value - half, 0), min(value + half, 100), n)


def to_index(mean):
    return (mean - 1) / 4 * 100


def student(freedom, level=0.95):
    """The two-sided quantile of Student's t, within 0.01 from four degrees of freedom up.

    Exact for one and two; else the expansion of Abramowitz and Stegun, 26.7.5.
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
