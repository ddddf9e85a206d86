"""The table of indicators: what was kept of each month, of each Kehrä and of the whole city."""

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arviointi.indicators import catalogue
from arviointi.indicators.models import Snapshot
from arviointi.open_data.columns import ANYONE, Column, Kind, Table
from kehrat.models import Kehra

CITY = "koko-helsinki"  # stands where a Kehrä's word in addresses would


def rows():
    """What was kept, oldest first: of the city, and of Kehrät that everyone may see."""
    seen = Q(kehra=None) | Q(kehra__in=Kehra.objects.visible_to(ANYONE))
    kept = Snapshot.objects.filter(seen).select_related("kehra")
    return kept.order_by("day", "kehra__slug", "indicator").iterator(chunk_size=2000)


def newest():
    """The number of the row kept last: rows only come, and the largest table is seldom written."""
    return Snapshot.objects.order_by("-pk").values_list("pk", flat=True).first()


def area(snapshot):
    return snapshot.kehra.slug if snapshot.kehra else CITY


def figure(name):
    """Reads a figure of an indicator."""
    return lambda snapshot: snapshot.figures[name]


BESIDE = {each.code: [name for name, _label, _kind in each.beside] for each in catalogue.INDICATORS}


def beside(snapshot):
    """The figures beside it that the column tells of."""
    told = snapshot.figures["beside"]
    return {name: told.get(name) for name in BESIDE[snapshot.indicator]}


def indicator_told():
    names = "; ".join(f"{each.code}: {each.name}" for each in catalogue.INDICATORS)
    return gettext("Which indicator (%(names)s)") % {"names": names}


def beside_told():
    names = "; ".join(
        f"{name}: {label}" for each in catalogue.INDICATORS for name, label, _kind in each.beside
    )
    return gettext("Other figures beside it (%(names)s)") % {"names": names}


INDICATORS = Table(
    "mittarit",
    "helsingin-kehittamisryhmien-mittarit",
    _("Indicators of Helsinki's local development groups, by month"),
    _(
        "Ten indicators of each Kehrä and of the whole city, as they stood on the last day of each "
        "month. The page of indicators tells how each is worked out. Compare a group with its own "
        "past, not with others."
    ),
    rows,
    (
        Column("day", Kind.DAY, _("Last day of the month"), lambda s: s.day),
        Column(
            "area", Kind.TEXT, _("The group's word in addresses; koko-helsinki: the city"), area
        ),
        Column("indicator", Kind.TEXT, lazy(indicator_told, str)(), lambda s: s.indicator),
        Column(
            "value",
            Kind.NUMBER,
            _("What it came to, shares from 0 to 1; empty where it is not known"),
            figure("value"),
        ),
        Column("n", Kind.WHOLE, _("How many cases it was worked out of"), figure("n")),
        Column(
            "of",
            Kind.WHOLE,
            _("How many cases there were, those that nobody recorded too"),
            figure("of"),
        ),
        Column("beside", Kind.NAMED, lazy(beside_told, str)(), beside),
    ),
    key=("day", "area", "indicator"),
    state=newest,
)
