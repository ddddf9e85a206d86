"""What stands beside the parts of a card at the desk: flags, changes asked for and to be asked."""

from django.utils.translation import gettext as _

from kehrat.cards.headings import heading, label
from sukkula.asking.pieces import WHOLE, fields_under, place_of


def beside(shown, *, flags, lacks, asks, planned):
    """Give each of the shown parts (`kehrat.projects.parts`) what concerns it.

    `flags`: contradictions; `lacks`: fields in which nothing is written; `asks`: changes asked for;
    `planned`: {field: its row} of the draft, None for who does not ask now.
    """
    for part in shown:
        part.flags = [flag.message for flag in flags if place_of(flag.field) == part.field]
        part.flags += [lacking(name) for name in lacks if place_of(name) == part.field]
        part.asks = [a for a in asks if a.is_pending and place_of(a.field) == part.field]
        part.plans = [] if planned is None else plans_of(fields_under(part.field), planned)


def plans_of(fields, planned):
    """[(the field's word in the address, its label, its row of the draft or None)]"""
    return [(field or WHOLE, label(field), planned.get(field)) for field in fields]


def elsewhere(shown, asks):
    """Of the changes asked for those that stand beside no part: settled, or of the whole card."""
    told = {one.pk for part in shown for one in part.asks}
    return [one for one in asks if one.pk not in told]


def faults(shown, flags, lacks):
    """[(words, where on the page, if anywhere)] of all that is to be read with care."""
    parts = {part.field for part in shown}
    found = [(place_of(flag.field), flag.message) for flag in flags]
    found += [(place_of(name), lacking(name)) for name in lacks]
    return [(words, f"#h-{place}" if place in parts else "") for place, words in found]


def lacking(name):
    title = _("Title") if name == "title" else heading(name)
    return _("Nothing is written under “%(heading)s”.") % {"heading": title}
