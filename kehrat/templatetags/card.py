from django import template

from kehrat.cards import headings
from kehrat.organisations import facts

register = template.Library()


@register.filter
def card_label(field):
    """What a field of the card is called, in the reader's language."""
    return headings.label(field)


@register.filter
def card_labels(fields):
    return ", ".join(str(headings.label(field)) for field in fields)


@register.filter
def mended(event):
    """[(what, before, now)] of an organisation's facts that were put right."""
    return facts.mended(event)
