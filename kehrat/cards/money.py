"""Sums in running text: 12 500,50 €, 18.500,00 €, 12 te, 4 500,-, 300 €/kk, 70 %, 500 kr."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from kehityspolku.money import LARGEST

MOST = 100  # numbers of a line
SUM, RATE, FOREIGN, PERCENT, COUNT = "sum", "rate", "foreign", "percent", "count"

_GROUP = "[ \xa0\u202f\u2009.'’]"
_NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}}){{1,4}}(?:,[0-9]{{1,2}})?(?![0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,12}(?:[.,][0-9]{1,2})?(?![0-9]))"
)
_PHONE = r"(?:\+[0-9]{3}|0[0-9]{1,2})(?:[ \xa0-]?[0-9]{2,4}){2,4}(?![0-9])"
_EURO = r"(?:€|euro\w{0,6}|eur(?!\w)|e(?![\w-]))"
_THOUSAND = (
    r"(?:(?:t|k)\.?\s?(?:€|eur(?:o\w{0,4})?(?!\w)|e(?![\w-]))"
    r"|(?:tuhat\w{0,4}|tuh\.?|tusen|thousand)(?!\w))"
)
_MILLION = r"(?:(?:m|mn)\s?(?:€|eur(?!\w))|(?:milj(?:oon\w{0,3})?|million\w{0,3}|mn)(?!\w)\.?)"
_FOREIGN = (
    r"(?:\$|£|(?:usd|gbp|sek|nok|dkk|chf|eek|rub|t?kr|mk|fim|kronor|kruunua|dollar\w{0,3}|puntaa"
    r"|markkaa)(?!\w))"
)
_COUNTED = (
    r"(?:kk|kuukau\w{0,5}|h|t|tun\w{0,6}|pv|päiv\w{0,4}|kpl|hlö|henki\w{0,6}|henkeä|v"
    r"|vuo[dtn]\w{0,4}"
    r"|krt|kert\w{0,4}|viik\w{0,5}|vk|vko|km|m|m2|m²|kg|litraa|kuntaa|kävi\w{0,6}|osallis\w{0,8}"
    r"|mån\w{0,6}|tim\w{0,5}|st|styck\w{0,2}|person\w{0,3}|dag\w{0,3}|gång\w{0,2}|veck\w{0,2}"
    r"|months?|hours?|days?|pieces?|people)(?!\w)"
)
_PER = (
    r"\s?(?:/|per\s)\s?[^\W\d_]{1,14}|\s(?:kuukaudessa|kuussa|vuodessa|tunnilta|tunnissa|päivässä"
    r"|kerralta|henkilöltä|kappale|i\smånaden|i\stimmen|om\såret|per\s\w{1,12})(?!\w)"
)
_AMOUNT = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])(?P<before>(?:€|(?<!\w)eur|[$£]|(?<!\w)(?:usd|sek|gbp))\s{{0,2}})?"
    rf"(?:(?P<other>{_PHONE}|[0-9]{{7}}-[0-9](?![0-9]))|(?P<number>{_NUMBER}))"
    rf"(?P<unit>\s{{0,2}}(?:(?P<percent>%|prosent\w{{0,3}}|procent\w{{0,3}}|percent|per\scent)"
    rf"|(?P<foreign>{_FOREIGN})"
    rf"|(?P<thousand>{_THOUSAND})(?:\s{{0,2}}{_EURO})?"
    rf"|(?P<million>{_MILLION})(?:\s{{0,2}}{_EURO})?"
    rf"|(?:[,:.][-–—]{{1,2}}(?:\s{{0,2}}{_EURO})?|{_EURO})"
    rf"|(?P<count>{_COUNTED})))?"
    rf"(?P<per>{_PER})?",
    re.IGNORECASE,
)
_FOREIGN_BEFORE = re.compile(r"[$£]|usd|sek|gbp", re.I)


class Amount(NamedTuple):
    """A number of a text and what it counts, and where in the text it stands.

    `kind`: SUM in euros, RATE (the price of one), FOREIGN money, PERCENT or COUNT (of hours,
    people). `sure`: it looks like money by itself, not only by where it stands.
    """

    euros: Decimal
    at: int
    to: int
    sure: bool
    kind: str = SUM


@lru_cache(maxsize=512)  # a line is looked at more than once
def figures(text: str) -> tuple[Amount, ...]:
    """The numbers of a text, in their order, and what each counts; no telephone's, no ID's."""
    matches = (match for match in _AMOUNT.finditer(text) if match["number"])
    found = map(_amount, islice(matches, MOST))
    return tuple(amount for amount in found if amount.euros <= LARGEST)


def amounts(text: str) -> list[Amount]:
    """Every number of a text that could be an amount in euros, in its order."""
    return [amount for amount in figures(text) if amount.kind == SUM]


def _amount(match: re.Match) -> Amount:
    number, unit = match["number"], (match["unit"] or "").strip()
    euros = _decimal(number)
    if match["thousand"]:
        euros *= 1000
    elif match["million"]:
        euros *= 1000000
    kind = _kind(match)
    digits = sum(char.isdigit() for char in number)
    sure = kind == SUM and (bool(unit or match["before"]) or digits >= 4)
    to = max(match.end("number"), match.end("unit"), match.end("per"))
    return Amount(euros, match.start(), to, sure, kind)


def _kind(match: re.Match) -> str:
    if match["percent"]:
        return PERCENT
    if match["foreign"] or _FOREIGN_BEFORE.match(match["before"] or ""):
        return FOREIGN
    if match["count"]:
        return COUNT
    return RATE if match["per"] else SUM


def _decimal(number: str) -> Decimal:
    number = re.sub(r"[ \xa0\u202f\u2009'’]", "", number)
    tail = re.search(r"[.,]([0-9]{1,2})$", number)
    whole = (number[: tail.start()] if tail else number).replace(".", "").replace(",", "")
    return Decimal(f"{whole}.{tail[1]}" if tail else whole)
