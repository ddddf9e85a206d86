"""A card's file read in a process of its own, whose time and memory are bounded."""

from kehityspolku.files import apart, pdfs
from kehrat.cards.files import written_of_file
from kehrat.cards.reading import cards_in
from kehrat.cards.written import CardRefused, Written
from kehrat.cards.written_json import from_json, to_json

TOO_HEAVY = "heavy_word"


def read(data: bytes) -> list[Written]:
    """Each card in a file. Raises CardRefused, also when the bounds are met."""
    try:
        told = apart.call(f"{__name__}:told_of", data)
    except apart.TookTooMuch:
        raise CardRefused("heavy_pdf" if pdfs.is_pdf(data) else TOO_HEAVY) from None
    if "refused" in told:
        raise CardRefused(told["refused"])
    return [from_json(card) for card in told["cards"]]


def cards_of(data: bytes) -> list[Written]:
    """The same here, without bounds."""
    return cards_in(written_of_file(data))


def told_of(data: bytes) -> dict:
    """What that process tells: the cards, or why they are refused."""
    try:
        return {"cards": [to_json(card) for card in cards_of(data)]}
    except CardRefused as refused:
        return {"refused": refused.code}
