"""The columns of the work list that one chooses, and what the list is sorted by.

Each column knows its value and its rank in SQL. Ranks are texts or floats that are never NULL, so
that the parts of the list join and a page can go on behind any row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DateField,
    DecimalField,
    F,
    FloatField,
    Func,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import languages
from kehrat.models import BudgetRow, District
from kehrat.places.text_search import FinnishOrder
from sukkula.panels.models import Panel, Review

EXACT = DecimalField(max_digits=20, decimal_places=10)
LAST_DAY = "9999-12-31"  # of what has no day: it goes last


@dataclass(frozen=True)
class Column:
    """A column by its name: its head, and its rank where the list can be sorted by it."""

    name: str
    label: str
    rank: Callable | None = None  # (part) -> expression


class Mean(Func):
    """The mean of an array of numbers; NULL of none."""

    template = "(SELECT AVG(m) FROM UNNEST(%(expressions)s) AS m)"
    output_field = EXACT


def amount(part):
    """What the card asks for, as `cards.totals.total` sums it; NULL when nothing is stated."""
    if not part.of_cards:
        return Value(None, output_field=EXACT)
    rows = BudgetRow.objects.filter(project=OuterRef(part.project)).order_by().values("project")
    summed = Sum("amount", filter=Q(total=False))
    written = Max("amount", filter=Q(total=True))
    return Subquery(rows.annotate(sum=Coalesce(summed, written)).values("sum"), EXACT)


def score(part):
    """The mean of the weighted means of the newest panel's reviews; NULL without scores."""
    if not part.of_cards:
        return Value(None, output_field=EXACT)
    newest = Panel.objects.filter(project=OuterRef(OuterRef(part.project))).order_by("-opened_at")
    weight = F("scores__criterion__weight")
    given = Q(scores__value__isnull=False)
    total = Sum(F("scores__value") * weight, filter=given)
    weights = NullIf(Sum(weight, filter=given), 0)
    means = Review.objects.given().filter(panel=Subquery(newest.values("pk")[:1])).order_by()
    means = means.values("pk").annotate(mean=Cast(total, EXACT) / Cast(weights, EXACT))
    return Mean(ArraySubquery(means.values("mean")))


def districts(part):
    """Names of the districts that the card is for, or of the Kehrä's, in the city's order."""
    if part.of_cards:
        reached = Q(projects=OuterRef(OuterRef(part.project)))
        reached |= Q(sub_areas__projects=OuterRef(OuterRef(part.project)))
    else:
        reached = Q(sub_areas__kehrat=OuterRef(OuterRef("pk")))
    found = District.objects.filter(pk__in=District.objects.filter(reached).values("pk"))
    name = "name_sv" if languages.current() == "sv" else "name_fi"
    return ArraySubquery(found.order_by("number").values(name))


def adviser(part):
    if not part.of_cards:
        return Value("", output_field=TextField())
    return Coalesce(FinnishOrder(f"{part.path}adviser__name"), Value(""), output_field=TextField())


def promised(part):
    day = F("promised_on") if part.of_cards and not part.path else Value(None, DateField())
    return Coalesce(Cast(day, TextField()), Value(LAST_DAY), output_field=TextField())


def least(expression):
    return Coalesce(Cast(expression, FloatField()), Value(-1.0), output_field=FloatField())


def first_district(part):
    first = Func(districts(part), template="(%(expressions)s)[1]", output_field=TextField())
    return Coalesce(first, Value(""), output_field=TextField())


COLUMNS = [
    Column("state", _("State"), lambda part: Cast(part.state, TextField())),
    Column("next", _("Next step")),
    Column("since", _("Waited"), lambda part: part.since),
    Column("promised", pgettext_lazy("promise", "Answer by"), promised),
    Column("adviser", _("Adviser"), adviser),
    Column("district", _("District"), first_district),
    Column("amount", _("Amount asked, €"), lambda part: least(amount(part))),
    Column("score", _("Score"), lambda part: least(score(part))),
]
NAMES = [column.name for column in COLUMNS]
USUAL = ["state", "next", "since", "promised", "adviser"]
SORTED = ["title", *(column.name for column in COLUMNS if column.rank)]
VALUES = {"district": districts, "amount": amount, "score": score}  # of columns not always shown
RANKS = {column.name: column.rank for column in COLUMNS if column.rank}
