from django import template

from kehrat.cards import headings

register = template.Library()


@register.filter
def card_label(field):
    """What a field of the card is called, in the reader's language."""
    return headings.label(field)


@register.filter
def card_labels(fields):
    return ", ".join(str(headings.label(field)) for field in fields)
