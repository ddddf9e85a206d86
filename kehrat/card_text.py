"""Reading the text of a project card in Helka's format. Nothing of the text is lost."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from kehityspolku import text

from .card import BREAKS, Card
from .card_walk import Walk

LARGEST = 1_000_000  # bytes, or characters of a text already decoded
LINES = 5_000
REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: a card has at most 1 MB of text and 5,000 lines."),
    "binary": _("This is no text file. Save the card as a Word file (.docx) or as plain text."),
    "old_word": _("This is an old Word file. Open it in Word, save it as .docx and try again."),
    "broken_word": _("The Word file can't be read. Open it in Word, save it again and try again."),
    "locked_word": _(
        "The Word file is locked with a password. Save it without one, "
        "or copy the card's text and paste it here."
    ),
    "heavy_word": _(
        "The Word file holds more than can be read from it. Copy the card's text and paste it here."
    ),
    "too_many": _("These are too many cards at once: at most 20, and 2 MB of text."),
    "no_headings": _("No heading of a project card was found in the text."),
}


class CardRefused(Exception):
    """The text cannot be a project card. `code` is a key of REFUSALS, `message` is for people."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
        self.message = REFUSALS[code]

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class LineRead:
    """A line of the text and what it was taken for: a field of the card, "remainder",
    "heading", "placeholder" (a note that the field waits to be filled) or "blank"."""

    number: int
    text: str
    understood_as: str


@dataclass(frozen=True)
class Reading:
    card: Card
    lines: list[LineRead]


def read(data: str | bytes) -> Reading:
    """The card of a text, line by line. Raises CardRefused for what cannot be a card."""
    lines = BREAKS.split(decode(data))
    if len(lines) > LINES:
        raise CardRefused("too_large")
    walk = Walk()
    told = []
    for number, (line, after) in enumerate(pairwise([*map(str.strip, lines), ""]), start=1):
        told.append(LineRead(number, line, walk.take(line, after)))
    if not walk.languages:
        raise CardRefused("no_headings")
    return Reading(walk.card(), told)


def decode(data: str | bytes) -> str:
    """Text from UTF-8, UTF-16 with its mark, or Windows-1252. Raises CardRefused."""
    if len(data) > LARGEST:
        raise CardRefused("too_large")
    found = text.decode(data) if isinstance(data, bytes) else data
    if found is None or text.BINARY.search(found):
        raise CardRefused("binary")
    if not found.strip("\ufeff \t\r\n\xa0"):
        raise CardRefused("empty")
    return unicodedata.normalize("NFC", found.removeprefix("\ufeff"))
