"""The columns of the work list that one chooses, and what the list is sorted by.

Each column knows its value and its rank in SQL. Ranks are texts or floats that are never NULL, so
that the parts of the list join and a page can go on behind any row; what is not known goes last,
whichever way the list is sorted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
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
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages
from kehrat.models import BudgetRow, District, FunderRow, Kehra, Project
from kehrat.places.text_search import FinnishOrder
from rahoitus.applications.waiting import last_day
from rahoitus.models import Budget, FundingLine
from sukkula.panels.models import Panel, Review

EXACT = DecimalField(max_digits=20, decimal_places=10)
KNOWN = "1"  # before the text of a rank; what is not known has a greater or a less one
PROMISED = Case(When(state__in=Project.ANSWERED, then=F("promised_on")))
OWN_MONEY = r"^(oma ?(raho|osuu|pano)|itserah|egen ?(fin|and|ins)|own\y|talkoo)"  # no funder's


@dataclass(frozen=True)
class Column:
    """A column by its name: its head, and its rank where the list can be sorted by it."""

    name: str
    label: str
    rank: Callable | None = None  # (part, down) -> expression


class Mean(Func):
    """The mean of an array of numbers; NULL of none."""

    template = "(SELECT AVG(m) FROM UNNEST(%(expressions)s) AS m)"
    output_field = EXACT


def amount(part):
    """What is asked of funders: of an application the grant it applies for, of a card what its
    funders' rows say, without own money; NULL when nothing is stated."""
    if not part.of_cards:
        return Value(None, output_field=EXACT)
    if part.path:
        asked = FundingLine.objects.filter(budget__application=OuterRef("pk"), kind="grant")
        asked = asked.filter(budget__kind=Budget.Kind.ASKED)
        return summed(asked, "budget", Sum("amount"))
    funders = FunderRow.objects.filter(project=OuterRef("pk")).exclude(name__iregex=OWN_MONEY)
    return summed(funders, "project", rows_total())


def costs(part):
    """What the card's project costs, as `cards.totals.total` sums it; NULL when nothing is
    stated."""
    if not part.of_cards:
        return Value(None, output_field=EXACT)
    rows = BudgetRow.objects.filter(project=OuterRef(part.project))
    return summed(rows, "project", rows_total())


def summed(rows, of, total):
    return Subquery(rows.order_by().values(of).annotate(sum=total).values("sum"), EXACT)


def rows_total():
    """The sum of rows of a card; where there are none but those that sum others, what they say."""
    plain = Sum("amount", filter=Q(total=False))
    return Coalesce(plain, Max("amount", filter=Q(total=True)))


def score(part):
    """The mean of the weighted means of the newest panel's reviews; NULL without scores, and of
    a card whose scores are not the reader's to see."""
    if not part.of_cards:
        return Value(None, output_field=EXACT)
    newest = Panel.objects.filter(project=OuterRef(OuterRef(part.project))).order_by("-opened_at")
    weight = F("scores__criterion__weight")
    given = Q(scores__value__isnull=False)
    total = Sum(F("scores__value") * weight, filter=given)
    weights = NullIf(Sum(weight, filter=given), 0)
    seen = Review.objects.visible_to(part.reader).given()
    means = seen.filter(panel=Subquery(newest.values("pk")[:1])).order_by()
    means = means.values("pk").annotate(mean=Cast(total, EXACT) / Cast(weights, EXACT))
    return Mean(ArraySubquery(means.values("mean")))


def districts(part):
    """Names of the districts that the card is for, or of the Kehrä's, in the city's order; of a
    card for all of it only that."""
    if not part.of_cards:
        return named_districts(part)
    names = ArrayField(TextField())
    whole = Value([gettext("The whole of Helsinki")], output_field=names)
    everywhere = When(**{f"{part.path}all_districts": True}, then=whole)
    return Case(everywhere, default=named_districts(part), output_field=names)


def named_districts(part):
    if part.of_cards:  # each by its own index: a join of both read all cards' areas for each card
        card = OuterRef(OuterRef(part.project))
        named = Project.districts.through.objects.filter(project=card).values("district")
        areas = Project.sub_areas.through.objects.filter(project=card).values("subarea__district")
        reached = Q(pk__in=named) | Q(pk__in=areas)
    else:
        areas = Kehra.sub_areas.through.objects.filter(kehra=OuterRef(OuterRef("pk")))
        reached = Q(pk__in=areas.values("subarea__district"))
    found = District.objects.filter(reached)
    name = "name_sv" if languages.current() == "sv" else "name_fi"
    return ArraySubquery(found.order_by("number").values(name))


def by_text(value, down):
    """A rank by a text; NULL and "" are not known."""
    joined = {"template": "(%(expressions)s)", "arg_joiner": " || ", "output_field": TextField()}
    known = Func(Value(KNOWN), NullIf(value, Value("")), **joined)  # NULL of what is not known
    return Coalesce(known, Value("0" if down else "2"), output_field=TextField())


def by_number(value, down):
    unknown = Value(-1.0 if down else 1e15)
    return Coalesce(Cast(value, FloatField()), unknown, output_field=FloatField())


def adviser(part, down):
    nobody = Value("", output_field=TextField())
    return by_text(FinnishOrder(f"{part.path}adviser__name") if part.of_cards else nobody, down)


def due(part):
    """Of a card the day by which an answer is promised, while it is waited for; of an application
    the last day to send it or to answer the funder; NULL for none."""
    if not part.of_cards:
        return Value(None, DateField())
    return last_day() if part.path else PROMISED


def promised(part, down):
    return by_text(Cast(due(part), TextField()), down)


def first_district(part, down):
    first = Func(districts(part), template="(%(expressions)s)[1]", output_field=TextField())
    return by_text(Func(first, function="f_finnish_order", output_field=TextField()), down)


COLUMNS = [
    Column("state", _("State"), lambda part, down: Cast(part.state, TextField())),
    Column("next", _("Next step")),
    Column("since", _("Waited"), lambda part, down: part.since_rank),
    Column("promised", pgettext_lazy("promise", "Due day"), promised),
    Column("adviser", _("Adviser"), adviser),
    Column("district", _("District"), first_district),
    Column("amount", _("Amount asked, €"), lambda part, down: by_number(amount(part), down)),
    Column("costs", _("Costs, €"), lambda part, down: by_number(costs(part), down)),
    Column("score", _("Score"), lambda part, down: by_number(score(part), down)),
]
NAMES = [column.name for column in COLUMNS]
USUAL = ["state", "next", "since", "promised", "adviser"]
SORTED = ["title", *(column.name for column in COLUMNS if column.rank)]
VALUES = {
    "district": districts,
    "amount": amount,
    "costs": costs,
    "score": score,
}  # of columns not always shown
RANKS = {column.name: column.rank for column in COLUMNS if column.rank}
