"""The results of a survey as one table, suppressed as everywhere."""

from django.utils.translation import gettext as _

from arviointi.results.scale import Choice
from kehityspolku.documents.charts import HIDDEN
from kehityspolku.documents.sheets import csv, csv_for_excel


def write(results, *, for_excel=False):
    """The results as CSV text: commas and decimal points.

    `for_excel`: a byte order mark, semicolons and decimal commas, as Excel opens it here.
    """
    return csv_for_excel(rows(results)) if for_excel else csv(rows(results))


def rows(results):
    """The head, then statements, themes and open answers, each with what it has."""
    yield head()
    for rate in results.rates:
        yield [_("people asked"), "", str(rate.label), rate.answered, *[None] * 11, rate.reached]
    if results.withheld:
        yield [_("all"), "", str(HIDDEN)]
        return
    for told in results.statements:
        yield [_("statement"), told.question.code, str(told.question), *counts(told.told)]
    for told in results.answers:
        yield [_("question"), told.code, told.text, told.n or str(HIDDEN)]
        for row in told.rows:
            yield [_("answer"), told.code, row.words, row.n]
    for theme in results.themes:
        row = [_("theme"), theme.code, str(theme.label), *figures(theme.index)]
        yield [*row, None, theme.alpha] if theme.alpha is not None else row
        for role, index in theme.roles:
            yield [_("theme by role"), theme.code, str(role), *figures(index)]
    for quotes in results.quotes:
        for name, many in quotes.themes:
            label = name or _("other themes")
            yield [_("theme of open answers"), quotes.question.code, label, many]
        for text in quotes.texts:
            yield [_("open answer"), quotes.question.code, text]


def head():
    choices = [str(label) for label in Choice.labels]
    first = [_("part"), _("code"), _("text"), _("answers")]
    return [
        *first,
        *choices,
        _("mean"),
        _("index"),
        _("index from"),
        _("index to"),
        _("people asked"),
        "alpha",
    ]


def counts(told):
    if told is None:
        return [str(HIDDEN)]
    return [told.n, *told.counts, told.dont_know, told.not_concerning, told.mean]


def figures(index):
    if index is None:
        return [str(HIDDEN)]
    return [index.n, *[None] * 8, index.value, index.low, index.high]
