"""Whether the words of a row as written tell more, or otherwise, than what was understood."""

import re

from kehrat.cards.points import OF_TIME

FACTS = 1000  # characters that are looked at
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_MONTH = re.compile(
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)(?:kuu[a-zä]{0,4})?"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|(?:septem|okto|novem|decem)ber"
    r"|january|february|march|may|june|july|august|october"
)
_BOUNDS = re.compile(
    r"alkaen|lähtien|eteenpäin|saakka|asti|mennessä|viimeistään|noin|arviolta|ca|from|until|till"
)
_SUMS = {"euro", "euroa", "euros"}


def of_dates(stated: str, name: str, *days: str) -> bool:
    """Of a phase: `days` as written anywhere, in ISO too. Numbers and the names of months are
    the same thing said in another way, "spring" or "from week 35" is not."""
    numbers = {int(number) for day in days for number in _NUMBER.findall(day)}
    numbers |= {number % 100 for number in numbers if number > 1900}
    rest = stated[:FACTS].casefold().replace(name.casefold(), " ", 1) if name else stated[:FACTS]
    words = [word for word in _WORD.findall(rest.casefold()) if not _says_nothing(word)]
    if any(not _MONTH.fullmatch(word) for word in words):
        return True
    found = {int(number) for number in _NUMBER.findall(rest)}
    return not found <= numbers


def _says_nothing(word: str) -> bool:
    """Whether a word only names a time ("toteutusaika", "år") and doesn't bound it."""
    return bool(OF_TIME.fullmatch(word)) and not _BOUNDS.fullmatch(word)


def of_words(stated: str, name: str) -> bool:
    """Of a funder: whether a longer word of it is not in the name."""
    words = re.findall(r"[^\W\d_]{4,}", stated[:FACTS].casefold())
    return any(word not in name.casefold() and word not in _SUMS for word in words)
