"""How long something lasts, as people write it: "kestää 18 kk", "1,5 vuotta", "två år"."""

import re
from datetime import date, timedelta
from fractions import Fraction

from kehityspolku import moments

_NUMBERS = {
    **dict.fromkeys(("puoli", "puolen", "ett halvt", "half a"), Fraction(1, 2)),
    **dict.fromkeys(("yksi", "yhden", "ett", "en", "one", "a"), Fraction(1)),
    **dict.fromkeys(("puolitoista", "puolentoista", "ett och ett halvt"), Fraction(3, 2)),
    **dict.fromkeys(("kaksi", "kahden", "två", "two"), Fraction(2)),
    **dict.fromkeys(("kolme", "kolmen", "tre", "three"), Fraction(3)),
    **dict.fromkeys(("neljä", "neljän", "fyra", "four"), Fraction(4)),
    **dict.fromkeys(("viisi", "viiden", "fem", "five"), Fraction(5)),
    **dict.fromkeys(("kuusi", "kuuden", "sex", "six"), Fraction(6)),
}
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_LASTS = re.compile(
    r"(?<![\w.,/–-])(?:i\s|under\s|for\s)?"
    rf"(?P<number>[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?|{_WORDS})[\s-]?"
    r"(?:(?P<months>kk|kuukau\w+|mån(?:ad(?:er|ers)?)?|months?)"
    r"|(?P<years>v(?!\s?[0-9])|vuotta|vuoden|vuotinen|vuosi|år|åriga?t?|years?)"
    r"|(?P<weeks>vk|vko|viikko\w*|viikon|veck(?:a|or|ors)|weeks?)"
    r"|(?P<days>pv|päivä\w*|dag(?:ar|ars)?|days?))(?![\w/])",
    re.I,
)
LONGEST = 240  # months


def last_day(first: date, text: str) -> date | None:
    """The last day of what begins on the first and lasts as the text tells; None if it doesn't."""
    found = _LASTS.search(text)
    if not found:
        return None
    written = found["number"].lower()
    number = _NUMBERS.get(written) or Fraction(written.replace(",", "."))
    if found["weeks"] or found["days"]:
        days = int(number * (7 if found["weeks"] else 1))
        return first + timedelta(days - 1) if 0 < days <= LONGEST * 30 else None
    months = number * (12 if found["years"] else 1)
    if months.denominator != 1 or not 0 < months <= LONGEST:
        return None
    return moments.months_after(first, int(months)) - timedelta(1)


def without(text: str) -> str:
    """The text, as long as it was, without how long something lasts."""
    return _LASTS.sub(lambda found: "_" * len(found[0]), text)
