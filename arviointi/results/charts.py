"""A survey's results as charts and tables: for the page and for documents."""

from django.utils.translation import gettext as _

from arviointi.results.scale import Choice
from kehityspolku.documents import charts

SCALE = Choice.labels[:5]


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


def ends(index):
    return (index.value, index.low, index.high) if index else (None, None, None)
