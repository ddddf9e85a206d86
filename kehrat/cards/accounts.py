"""Every word is accounted for: what a text held against what was placed, kept or named."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import chain

from kehrat.cards.card import Card, card_line
from kehrat.cards.rows import cells, unbullet
from kehrat.cards.written import LeftOut, Written

_WORD = re.compile(r"\w+")
_JOINING = frozenset(("ja", "sekä", "och", "samt", "and"))  # between names, which are told apart


def words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


_CITY = frozenset(
    words(
        "kaikki koko helsinki helsingin kaupunki kaupunginosat alla stadsdelar i helsingfors hela "
        "staden all districts of helsinki the whole city"
    )
)


def missing(
    written: Written, card: Card, headings: Iterable[str], left_out: Iterable[LeftOut]
) -> list[tuple[str, str]]:
    """[(words, where)] of the text that no part of the card, heading or left-out has."""
    kept = Counter(words("\n".join([*_texts(card), *headings, *(left.words for left in left_out)])))
    told = [words(line.text) for line in written.lines]
    scarce = (Counter(chain.from_iterable(told)) - kept).keys() - _JOINING
    if card.all_districts:
        scarce -= _CITY
    found = []
    seen: set[tuple[str, str]] = set()
    for line, its_words in zip(written.lines, told, strict=True):
        if scarce.isdisjoint(its_words) or (line.where and (line.text, line.where) in seen):
            continue
        seen.add((line.text, line.where))
        bare = card_line(unbullet(line.text)[1])
        if cells(bare):  # a row as the portal itself writes it: its facts are no words
            continue
        lost = [
            word
            for word in _WORD.findall(bare)
            if (folded := word.casefold()) in scarce and not _take(kept, folded)
        ]
        if lost:
            found.append((" ".join(lost), line.where))
    return found


def _take(kept: Counter, word: str) -> bool:
    kept[word] -= 1
    return kept[word] >= 0


def _texts(value) -> Iterable[str]:
    """Every text in a card, its rows and contacts too."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
