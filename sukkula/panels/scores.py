"""What a panel's scores say together: weighted means, medians, spread.

Weighted mean of a review: sum of weight × score over the criteria it scores, divided by the sum of
their weights ("can't say" counts in neither). A criterion's mean and median are over the reviews
that score it; the panel's are over the reviews' weighted means. Exact fractions, rounded once, by
`rounded`, when shown.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from django.utils.translation import gettext as _

from kehityspolku.documents import charts
from kehityspolku.rounding import half_up

MOST = 5
DECIMALS = 2


@dataclass(frozen=True)
class Figures:
    """Of some scores: how many, mean, median, lowest and highest as Decimals; None of no scores."""

    number: int
    mean: Decimal | None = None
    median: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @classmethod
    def of(cls, values):
        values = [Fraction(value) for value in values]
        if not values:
            return cls(0)
        told = (sum(values) / len(values), median(values), min(values), max(values))
        return cls(len(values), *map(rounded, told))


@dataclass(frozen=True)
class Result:
    """A panel's scores: [(criterion, Figures, [(reviewer, value, comment)])], all together, and
    what each said of the whole: [(reviewer, words)]."""

    rows: list
    whole: Figures
    reviews: int
    words: list

    @property
    def chart(self):
        """Means with the spread from the lowest to the highest score, for page and document."""
        named = [*((str(c), f) for c, f, _said in self.rows), (_("All, weighted"), self.whole)]
        points = [(name, f.mean, f.low, f.high) for name, f in named if f.number]
        head = _("Mean (lowest–highest)")
        return charts.dots(
            points, title=_("Scores from 0 to 5"), head=head, most=MOST, decimals=DECIMALS
        )


def weighted_mean(scores):
    """Of [(value or None, weight)]: a Fraction, None when nothing is scored."""
    given = [(value, weight) for value, weight in scores if value is not None]
    if not given:
        return None
    return Fraction(sum(v * w for v, w in given), sum(w for _v, w in given))


def rounded(value):
    """A score or a mean of scores as pages and files show it."""
    return half_up(value, DECIMALS)


def result(panel, reviews):
    """What the reviews of the panel say; reviews that are not given are passed by."""
    given = list(reviews.given().select_related("reviewer").prefetch_related("scores__criterion"))
    by_criterion, means = defaultdict(list), []
    for review in given:
        scores = review.scores.all()
        means.append(weighted_mean([(s.value, s.criterion.weight) for s in scores]))
        for score in scores:
            by_criterion[score.criterion].append((review.reviewer, score.value, score.comment))
    rows = [
        (criterion, Figures.of([v for _who, v, _c in said if v is not None]), said)
        for criterion in panel.criteria.criteria.all()
        for said in [by_criterion[criterion]]
    ]
    whole = Figures.of([mean for mean in means if mean is not None])
    words = [(review.reviewer, review.words) for review in given if review.words]
    return Result(rows, whole, len(given), words)
