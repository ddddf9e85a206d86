"""The scores of many cards side by side: which cards, in what order, what each row says."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Avg, Exists, F, FloatField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from kehrat.models import Kehra, Project
from sukkula.comparison.models import Shortlisted
from sukkula.desk.columns import EXACT, Mean
from sukkula.panels.models import Panel, Review, Score
from sukkula.panels.scores import Figures, weighted_mean
from sukkula.review.models import Verdict

NONE = -1.0  # the rank of a card without scores: it goes last


@dataclass
class Row:
    """A card: its scores all together and by criterion, the newest panel's."""

    project: Project
    whole: Figures
    criteria: list  # [(criterion, its Figures)], in their order
    amount: Decimal | None
    shortlisted: bool
    verdict: bool  # a decision waits to be announced


def comparable(user):
    """The cards whose scores the user may see: not the own Kehrä's."""
    own = Kehra.objects.joined_by(user)
    return Project.objects.visible_to(user).exclude(kehra__in=own)


def cards(user, criteria, by=None):
    """Cards that were scored by the criteria, with their `panel_key` and `rank`: the mean of the
    reviews' weighted means, or the mean of one criterion."""
    newest = Panel.objects.filter(project=OuterRef("pk"), criteria=criteria)
    newest = newest.order_by("-opened_at", "-pk").values("pk")[:1]
    found = comparable(user).annotate(panel_key=Subquery(newest))
    rank = Cast(mean_of(by) if by else mean(), FloatField())
    found = found.filter(panel_key__isnull=False)
    ranked = Coalesce(rank, Value(NONE), output_field=FloatField())
    return found.annotate(rank=ranked).select_related("kehra", "adviser")


def mean():
    weight, given = F("scores__criterion__weight"), Q(scores__value__isnull=False)
    total = Sum(F("scores__value") * weight, filter=given)
    weights = NullIf(Sum(weight, filter=given), 0)
    reviews = Review.objects.given().filter(panel=OuterRef("panel_key")).order_by()
    means = reviews.values("pk").annotate(mean=Cast(total, EXACT) / Cast(weights, EXACT))
    return Mean(ArraySubquery(means.values("mean")))


def mean_of(criterion):
    of = {"review__state": Review.State.GIVEN, "review__panel": OuterRef("panel_key")}
    rows = Score.objects.filter(criterion=criterion, value__isnull=False, **of).order_by()
    return Subquery(rows.values("criterion").annotate(mean=Avg("value")).values("mean"))


def on_shortlist(found, criteria):
    listed = Shortlisted.objects.filter(criteria=criteria, project=OuterRef("pk"))
    return found.filter(Exists(listed))


def rows_of(found, criteria):
    """[Row] of cards that have a `panel_key`, in as many queries however many they are."""
    reviews = Review.objects.given().filter(panel__in=[card.panel_key for card in found])
    given = defaultdict(list)
    for review in reviews.prefetch_related("scores__criterion"):
        given[review.panel_id].append(review)
    keys = [card.pk for card in found]
    listed = of_cards(Shortlisted.objects.filter(criteria=criteria), keys)
    decided = of_cards(Verdict.objects.pending(), keys)
    kinds = list(criteria.criteria.all())
    return [
        Row(
            project=card,
            amount=card.asked_for(),
            shortlisted=card.pk in listed,
            verdict=card.pk in decided,
            **figures(given[card.panel_key], kinds),
        )
        for card in found
    ]


def of_cards(rows, keys):
    return set(rows.filter(project__in=keys).values_list("project", flat=True))


def figures(reviews, kinds):
    values, means = defaultdict(list), []
    for review in reviews:
        scores = review.scores.all()
        means.append(weighted_mean([(s.value, s.criterion.weight) for s in scores]))
        for score in scores:
            if score.value is not None:
                values[score.criterion_id].append(score.value)
    return {
        "whole": Figures.of([mean for mean in means if mean is not None]),
        "criteria": [(kind, Figures.of(values[kind.pk])) for kind in kinds],
    }
