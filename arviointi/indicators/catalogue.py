"""The ten indicators in words: name, what it tells, formula, and what is told beside it."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.documents.charts import NBSP, percent
from kehityspolku.money import euros
from kehityspolku.rounding import half_up

SHARE, COUNT, INDEX, RATIO, EUROS, YESNO = "share", "count", "index", "ratio", "euros", "yesno"


@dataclass(frozen=True)
class Indicator:
    """`code`: as in the snapshots, and the module that works it out; `kind`: how it is written;
    `beside`: [(name in `Value.beside`, label, kind)]; `of_kehra`: a single Kehrä has it too."""

    number: int
    code: str
    name: str
    tells: str
    formula: str
    kind: str
    beside: tuple = ()
    of_kehra: bool = True

    def written(self, value):
        """The value of a `Value` in words."""
        return write(value.value, self.kind)

    def details(self, value):
        """[(label, in words)] of what is told beside it."""
        return [(label, write(value.beside.get(name), kind)) for name, label, kind in self.beside]


def write(value, kind):
    """A number as its kind is written; None: not known."""
    if value is None:
        return _("not known")
    match kind:
        case "share":
            return percent(value)
        case "euros":
            return euros(value)
        case "yesno":
            return _("yes") if value else _("no")
        case "index" | "ratio":
            return number_format(half_up(float(value), 2), decimal_pos=2, use_l10n=True)
    return number_format(half_up(value, 0 if value == int(value) else 1), use_l10n=True)


INDICATORS = (
    Indicator(
        1,
        "number",
        gettext_lazy("Kehrät"),
        gettext_lazy("How many development groups there are."),
        gettext_lazy("n(born ≤ t) − n(ended ≤ t)"),
        COUNT,
        (
            ("active", gettext_lazy("confirmed as active"), COUNT),
            ("born", gettext_lazy("born to date"), COUNT),
            ("ended", gettext_lazy("ended to date"), COUNT),
            ("survival", gettext_lazy("lived at least twelve months"), SHARE),
        ),
        of_kehra=False,
    ),
    Indicator(
        2,
        "coverage",
        gettext_lazy("Coverage"),
        gettext_lazy("The share of the city's sub-areas that have a working Kehrä."),
        gettext_lazy("n(sub-areas with a working Kehrä) ÷ n(sub-areas)"),
        SHARE,
        (
            ("areas", gettext_lazy("sub-areas"), COUNT),
            ("districts", gettext_lazy("districts, at least in part"), COUNT),
            ("residents", gettext_lazy("of the residents, about"), SHARE),
        ),
        of_kehra=False,
    ),
    Indicator(
        3,
        "diversity",
        gettext_lazy("Diversity of actors"),
        gettext_lazy(
            "How evenly the members are of different actor types: 0 all of one, 1 all alike."
        ),
        "J = −Σ pₖ ln pₖ ÷ ln K",
        INDEX,
        (("over", gettext_lazy("a bloc is over 49 %"), YESNO),),
    ),
    Indicator(
        4,
        "regularity",
        gettext_lazy("Regularity"),
        gettext_lazy("In how many of the last twelve months there was an output."),
        gettext_lazy("n(months with ≥ 1 output) ÷ 12"),
        SHARE,
        (("months", gettext_lazy("months with an output"), COUNT),),
    ),
    Indicator(
        5,
        "retention",
        gettext_lazy("Retention"),
        gettext_lazy("How many of the members of a year ago are members still."),
        "|M(t) ∩ M(t − 12)| ÷ |M(t − 12)|",
        SHARE,
        (("stayed", gettext_lazy("members who stayed"), COUNT),),
    ),
    Indicator(
        6,
        "coordination",
        gettext_lazy("Coordination"),
        gettext_lazy("On how many days of the last year there was a named coordinator."),
        gettext_lazy("n(days with a named coordinator) ÷ n(days)"),
        SHARE,
        (("changes", gettext_lazy("began to coordinate in the year"), COUNT),),
    ),
    Indicator(
        7,
        "conversion",
        gettext_lazy("From ideas to money"),
        gettext_lazy(
            "How many ideas at least six months old became a submitted card, and how many of these "
            "got money."
        ),
        gettext_lazy(
            "cards ÷ ideas, funded ÷ cards; Wilson's interval: "
            "(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)"
        ),
        SHARE,
        (
            ("low", gettext_lazy("95 % interval, from"), SHARE),
            ("high", gettext_lazy("95 % interval, to"), SHARE),
            ("cards", gettext_lazy("cards"), COUNT),
            ("funded", gettext_lazy("of the cards got money"), SHARE),
        ),
    ),
    Indicator(
        8,
        "leverage",
        gettext_lazy("Leverage"),
        gettext_lazy("Euros from elsewhere for each euro of the City's, to date."),
        gettext_lazy("other € ÷ City's €"),
        RATIO,
        (
            ("city", gettext_lazy("from the City"), EUROS),
            ("other", gettext_lazy("from elsewhere"), EUROS),
            ("hours", gettext_lazy("hours of volunteer work"), COUNT),
        ),
    ),
    Indicator(
        9,
        "delivery",
        gettext_lazy("Delivery"),
        gettext_lazy("How many milestones were done by the day agreed first."),
        gettext_lazy("n(done ≤ agreed first) ÷ n(agreed first ≤ t)"),
        SHARE,
        (("late", gettext_lazy("days late, median"), COUNT),),
    ),
    Indicator(
        10,
        "network",
        gettext_lazy("Network"),
        gettext_lazy("How many partners the approved cards name."),
        gettext_lazy("n(partners)"),
        COUNT,
        (
            ("new", gettext_lazy("new in the last twelve months"), COUNT),
            ("shared", gettext_lazy("partners of two or more Kehrät"), SHARE),
        ),
    ),
)


def of(kehra):
    """The indicators that a Kehrä has; without one those of the city."""
    return [each for each in INDICATORS if each.of_kehra or kehra is None]


def rows(kehra, now, then):
    """[{indicator, now, then, known, details}] in words, of {indicator: Value} on a day and on one
    a year before; of the city where `kehra` is None."""
    return [
        {
            "indicator": each,
            "now": each.written(now[each.code]),
            "then": each.written(then[each.code]) if each.code in then else _("not known"),
            "known": completeness(now[each.code]),
            "details": each.details(now[each.code]),
        }
        for each in of(kehra)
        if each.code in now
    ]


def completeness(value):
    """Of how many cases the value is, in words."""
    facts = {"n": value.n, "of": value.of}
    return _("%(n)s of %(of)s known") % facts if value.n != value.of else f"n{NBSP}={NBSP}{value.n}"
