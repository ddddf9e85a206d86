"""A card read from a text on its way in: what was understood, what may be stored."""

from itertools import chain

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kehrat.cards.card import ROWS
from kehrat.cards.contradictions import contradictions
from kehrat.cards.diff import lines
from kehrat.cards.headings import label
from kehrat.cards.reading import CardRefused, decode, read
from kehrat.cards.word import OLD_WORD, ZIP, cards_in, text_of
from kehrat.projects.models.project import Project
from kehrat.projects.models.revision import PLAIN
from kehrat.projects.models.rows import unsaved

MOST = 20  # cards at once
LONGEST = 2_000_000  # characters of them all


def texts_of(data):
    """The text of each card in a file: plain text holds one, a Word file one or many.

    Raises CardRefused for what is neither.
    """
    if data.startswith((ZIP, OLD_WORD)):
        return [decode(text) for text in cards_in(text_of(data))]
    return [decode(data)]


def readings_of(texts):
    """[(text, Reading)] of the texts. Raises as read_card; CardRefused for too many at once."""
    if len(texts) > MOST or sum(map(len, texts)) > LONGEST:
        raise CardRefused("too_many")
    return [(text, read_card(text)) for text in texts]


def read_card(data):
    """The Reading of a text or bytes. Raises CardRefused, or ValidationError when a part of the
    card is longer than what a card may hold."""
    reading = read(data)
    card = reading.card
    if not card.title:
        raise ValidationError(_("The text has no title above its first heading."))
    project = Project(**{name: getattr(card, name) for name in PLAIN})
    for record in (project, *chain(*unsaved(project, card).values())):
        record.clean_fields(exclude=["project", "made_by"])
    return reading


@transaction.atomic
def store(readings, kehra, *, by):
    """Begin a draft card of each Reading; returns the last project."""
    cards = [reading.card for reading in readings]
    return [Project.objects.begin(kehra, by=by, card=card, read=True) for card in cards][-1]


def understood(reading):
    """What was read, for people: lines with their field's heading, flags, remainder."""
    return {
        "card": reading.card,
        "lines": [
            (line.number, line.text, taken_for(line.understood_as))
            for line in reading.lines
            if line.understood_as != "blank"
        ],
        "flags": contradictions(reading.card),
        "facts": facts(reading.card),
    }


def facts(card):
    """The dates, years and sums that were understood: [(heading, words)]."""
    return [(label(name), words) for name in ROWS for words in lines(card, name)]


def taken_for(field):
    """What a line was taken for, in words."""
    words = {
        "heading": _("heading"),
        "placeholder": _("to be filled in later"),
        "remainder": _("not understood, kept as it is"),
    }
    return words.get(field) or label(field)
