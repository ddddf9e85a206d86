"""A card's file read in a process of its own, whose time and memory are bounded."""

from kehityspolku.files import apart
from kehrat.cards.files import written_of_file
from kehrat.cards.several import cards_in
from kehrat.cards.written import CardRefused, Written
from kehrat.cards.written_json import from_json

TOO_HEAVY = "heavy_word"


def read(data: bytes) -> list[Written]:
    """Each card in a file. Raises CardRefused, also when the bounds are met."""
    return cards_in(written_of_file(data, word=_word, pdf=_pdf))


def cards_of(data: bytes) -> list[Written]:
    """The same here, without bounds."""
    return cards_in(written_of_file(data))


def _word(data):
    return _read("kehrat.cards.word:told_of_word", data, TOO_HEAVY)


def _pdf(data):
    return _read("kehrat.cards.pdf:told_of_pdf", data, "heavy_pdf")


def _read(function, data, heavy):
    try:
        told = apart.call(function, data)
    except apart.TookTooMuch:
        raise CardRefused(heavy) from None
    if "refused" in told:
        raise CardRefused(told["refused"])
    return from_json(told)
