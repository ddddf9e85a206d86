"""A survey's results as charts and tables: for the page and for documents."""

from django.utils.translation import gettext as _

from arviointi.results.scale import Choice
from kehityspolku.documents import charts

SCALE = Choice.labels[:5]


def drawn(results):
    """The charts of a survey's results, by the names that templates take; none where withheld."""
    if results.withheld:
        return {}
    return {
        "agreement": agreement(results),
        "themes": themes(results),
        "roles": roles(results),
    }


def agreement(results):
    """The statements as diverging bars."""
    rows = []
    for told in results.statements:
        d = told.told
        figures = (d.counts, d.dont_know, d.not_concerning) if d else (None,)
        rows.append((str(told.question), *figures))
    return charts.diverging(
        rows,
        title=_("What the answerers think of the statements"),
        answers=SCALE,
        dont_know=Choice.DONT_KNOW.label,
        others=[Choice.NOT_CONCERNING.label],
    )


def themes(results):
    """The themes' indexes with their intervals."""
    rows = [(str(theme.label), *ends(theme.index)) for theme in results.themes]
    return charts.dots(rows, title=_("Theme indexes, 0–100"), head=_("Index and its interval"))


def roles(results):
    """The themes' indexes among those invited in each role."""
    rows = [
        (f"{theme.label}: {role}", *ends(index))
        for theme in results.themes
        for role, index in theme.roles
    ]
    return charts.dots(rows, title=_("Theme indexes by role"), head=_("Index and its interval"))


def rounds(changes, names):
    """The indexes of two rounds under one another; `names`: of the earlier and the later."""
    rows = [
        (f"{change.label}: {name}", *ends(index))
        for change in changes
        for name, index in zip(names, (change.earlier, change.later), strict=True)
    ]
    return charts.dots(rows, title=_("Theme indexes, 0–100"), head=_("Index and its interval"))


def ends(index):
    return (index.value, index.low, index.high) if index else (None, None, None)
