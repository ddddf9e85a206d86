from django import template

from kehrat import card_parts

register = template.Library()


@register.filter
def card_label(field):
    """What a field of the card is called, in the reader's language."""
    return card_parts.label(field)


@register.filter
def card_labels(fields):
    return ", ".join(str(card_parts.label(field)) for field in fields)
