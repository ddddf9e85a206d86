"""Euro amounts in running text: 12 500,50 €, 12.500,50 €, noin 225 000 euroa, (1 000 + 2 000 =)."""

import re
from decimal import Decimal
from typing import NamedTuple

from kehityspolku.money import LARGEST

_GROUP = "[ \xa0\u202f\u2009.'’]"
_AMOUNT = re.compile(
    r"(?<![0-9])(?<![0-9][.,])"
    rf"(?P<number>[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}}){{1,4}}(?:,[0-9]{{1,2}})?(?![0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,12}(?:[.,][0-9]{1,2})?(?![0-9]))"
    r"(?P<unit>,-|\s{0,2}(?:(?P<thousand>t€|k€|tuhat\w{0,4}|tusen|thousand)"
    r"|(?P<million>m€|milj\w{0,6}\.?|million\w{0,3}))?\s{0,2}(?:€|euro\w{0,4}|eur\b)?)?",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """Euros, where in the text they stand, and whether they look like money by themselves."""

    euros: Decimal
    at: int
    to: int
    sure: bool


def amounts(text: str) -> list[Amount]:
    """Every number of a text that could be an amount, in its order."""
    found = (_amount(match) for match in _AMOUNT.finditer(text))
    return [amount for amount in found if amount.euros <= LARGEST]


def _amount(match: re.Match) -> Amount:
    number, unit = match["number"], (match["unit"] or "").strip()
    euros = _decimal(number)
    if match["thousand"]:
        euros *= 1000
    elif match["million"]:
        euros *= 1000000
    digits = sum(char.isdigit() for char in number)
    to = match.end("unit") if unit else match.end("number")
    return Amount(euros, match.start(), to, bool(unit) or digits >= 4)


def _decimal(number: str) -> Decimal:
    number = re.sub(r"[ \xa0\u202f\u2009'’]", "", number)
    tail = re.search(r"[.,]([0-9]{1,2})$", number)
    whole = (number[: tail.start()] if tail else number).replace(".", "").replace(",", "")
    return Decimal(f"{whole}.{tail[1]}" if tail else whole)
