"""A `Card` as parts in Helka's order, live or frozen: what the desk shows of it."""

from types import SimpleNamespace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehrat.card_headings import HEADINGS

APART = {"title", "title_line", "card", "legacy"}


def heading(field):
    """The heading of a field on Helka's card, in the page's language."""
    words = HEADINGS.get(field)
    return words[get_language() or "fi"][0].rstrip(":") if words else _("Title")


def parts(card):
    """Every heading of the card with what it says: a text or (`is_list`) lines."""
    fields = [field for field in HEADINGS if field not in APART]
    said = [(field, value(card, field)) for field in fields]
    return [
        SimpleNamespace(heading=heading(field), value=what, is_list=isinstance(what, list))
        for field, what in said
    ]


def value(card, field):
    """What the card says under a heading, as text or as lines of text."""
    if field == "phases":
        return [_joined(row.name, moments.dates(row.starts, row.ends)) for row in card.phases]
    if field == "funders":
        return [_joined(row.name, _years(row.year_from, row.year_to)) for row in card.funders]
    if field == "budget":
        return [_sum(row) for row in card.budget]
    if field == "target_areas" and card.all_districts:
        return [_("the whole of Helsinki"), *card.target_areas]
    return getattr(card, field)


def _sum(row):
    amount = money.euros(row.amount)
    if row.target:
        amount = _("about %(amount)s, a target") % {"amount": amount}
    return _joined(row.label, _years(*(row.years or (None, None))), amount, row.sources)


def _years(first, last):
    return str(first or "") if last in (None, first) else f"{first}–{last}"


def _joined(*texts):
    return ", ".join(text for text in texts if text)
