"""A reviewer's own scores beside the card being scored: means, the other cards, the next one."""

from dataclasses import dataclass
from decimal import Decimal

from sukkula.panels.models.review import Review
from sukkula.panels.scores import rounded, weighted_mean

BEFORE = 10  # of one's other cards, the newest


@dataclass(frozen=True)
class Mean:
    """The weighted mean of what one has scored, None of nothing; of so many criteria so many."""

    mean: Decimal | None
    scored: int
    criteria: int


def mean_of(criteria, given):
    """`given`: {criterion's pk: value or None for "can't say"} of those that are scored."""
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    value = weighted_mean([(given[pk], weight) for pk, weight in weights.items() if pk in given])
    number = sum(pk in given for pk in weights)
    return Mean(None if value is None else rounded(value), number, len(weights))


def others(review):
    """[(the reviewer's other review, its Mean)] of those begun or given, the newest first."""
    rows = Review.objects.filter(reviewer=review.reviewer, scores__isnull=False)
    rows = rows.exclude(pk=review.pk).select_related("panel__project", "panel__criteria")
    rows = rows.prefetch_related("scores", "panel__criteria__criteria").distinct()
    return [
        (row, mean_of(row.panel.criteria.criteria.all(), values_of(row)))
        for row in rows.order_by("-state_since", "-pk")[:BEFORE]
    ]


def values_of(review):
    return {score.criterion_id: score.value for score in review.scores.all()}


def next_of(review):
    """The reviewer's next card: the one that is wanted after it, else the first; None for none."""
    waiting = Review.objects.waiting_for(review.reviewer)
    order = [row.pk for row in waiting]
    place = order.index(review.pk) + 1 if review.pk in order else 0
    left = [row for row in [*waiting[place:], *waiting[:place]] if row.pk != review.pk]
    return left[0] if left else None
