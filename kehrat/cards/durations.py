"""How long something lasts, as people write it: "kestää 18 kk", "2 v 3 kk", "två år"."""

import re
from datetime import date, timedelta
from fractions import Fraction

from kehityspolku import moments

_NUMBERS = {
    **dict.fromkeys(("puoli", "puolen", "ett halvt", "half a"), Fraction(1, 2)),
    **dict.fromkeys(("yksi", "yhden", "ett", "en", "one", "a"), Fraction(1)),
    **dict.fromkeys(("puolitoista", "puolentoista", "ett och ett halvt"), Fraction(3, 2)),
    **dict.fromkeys(("kaksi", "kahden", "två", "two"), Fraction(2)),
    **dict.fromkeys(("kolme", "kolmen", "kolmi", "tre", "three"), Fraction(3)),
    **dict.fromkeys(("neljä", "neljän", "neli", "fyra", "four"), Fraction(4)),
    **dict.fromkeys(("viisi", "viiden", "fem", "five"), Fraction(5)),
    **dict.fromkeys(("kuusi", "kuuden", "sex", "six"), Fraction(6)),
    **dict.fromkeys(("seitsemän", "sju", "seven"), Fraction(7)),
    **dict.fromkeys(("kahdeksan", "åtta", "eight"), Fraction(8)),
    **dict.fromkeys(("yhdeksän", "nio", "nine"), Fraction(9)),
    **dict.fromkeys(("kymmenen", "tio", "ten"), Fraction(10)),
    **dict.fromkeys(("kaksitoista", "kahdentoista", "tolv", "twelve"), Fraction(12)),
    **dict.fromkeys(("kahdeksantoista", "arton", "eighteen"), Fraction(18)),
}
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_AND_HALF = r"\s(?:ja\spuoli|ja\spuolen|och\sett?\shalvt?|and\sa\shalf)"
_HALF = rf"(?:{_AND_HALF}|\s?½)"
_NUMBER = rf"(?:(?:[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?|{_WORDS}){_HALF}?|½)"
_UNITS = {  # from the longest, as they follow one another
    "years": r"(?:v(?:uoden)?(?!\s?[0-9]{4})|vuotta|vuosi|vuoti[ns]\w*|år|åriga?t?|years?)",
    "months": r"(?:kk|kuukau\w+|mån(?:ad(?:er|ers)?)?|months?)",
    "weeks": r"(?:vk|vko|viikko\w*|viikon|veck(?:a|or|ors)|weeks?)",
    "days": r"(?:pv|päivä\w*|dag(?:ar|ars)?|days?)",
}
_ENDED = r"(?![^\W\d]|/)"
_FIRST = rf"{_NUMBER}[\s-]?(?:{'|'.join(_UNITS.values())}){_ENDED}"
_BETWEEN = r"(?:\.?,?\s*(?:(?:ja|sekä|och|samt|and)\s+)?)"
# A year without a number: "vuosi ja 3 kk", "kestää vuoden".
_A_YEAR = (
    rf"(?:(?:vuosi|vuoden)(?=\sja\s{_NUMBER})|(?<=kestää\s)vuoden|(?<=kesto\s)vuosi)"
    r"(?!\w|\s?[0-9])"
)
_LASTS = re.compile(
    rf"(?<![\w.,/–-])(?:i\s|under\s|for\s)?(?={_FIRST}|{_A_YEAR})(?P<a_year>{_A_YEAR})?"
    + "".join(
        rf"(?:{_BETWEEN}(?P<{name}>{_NUMBER})[\s-]?{unit}(?P<half_{name}>{_AND_HALF})?{_ENDED})?"
        for name, unit in _UNITS.items()
    ),
    re.I,
)
LONGEST = 240  # months


def last_day(first: date, text: str) -> date | None:
    """The last day of what begins on the first and lasts as the text tells; None if it doesn't."""
    found = _LASTS.search(text)
    if not found:
        return None
    years, months, weeks, days = (
        _number(found[name]) + (Fraction(1, 2) if found[f"half_{name}"] else 0) for name in _UNITS
    )
    months += (years + bool(found["a_year"])) * 12
    days = int(days + weeks * 7)
    if months.denominator != 1 or months > LONGEST or days > LONGEST * 30 or not months + days:
        return None
    return moments.months_after(first, int(months)) + timedelta(days - 1)


def without(text: str) -> str:
    """The text, as long as it was, without how long something lasts."""
    return _LASTS.sub(lambda found: "_" * len(found[0]), text)


def _number(words: str | None) -> Fraction:
    """Of "2", "1,5", "kaksi ja puoli" the number; nothing is 0."""
    written = (words or "0").lower()
    half = re.search(rf"{_HALF}$", written)
    if half:
        return _number(written[: half.start()]) + Fraction(1, 2)
    return _NUMBERS.get(written) or Fraction(written.replace(",", "."))
