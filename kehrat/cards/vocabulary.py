"""What associations call the parts of a plan: `vocabulary.csv` and how a heading is found there.

A row of the table is a whole heading, or a part of one: `tavoit-` begins a word, `-aika` ends one,
`-tavoit-` stands anywhere in one, `=var=` is one.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kehrat.cards.headings import HEADINGS, LANGUAGES, key

TABLE = Path(__file__).with_name("vocabulary.csv")
LONGEST = 160  # characters of a heading that are looked at
KEPT = 2_000  # answers that are remembered: a reading asks often about the same line
_NUMBER = re.compile(
    r"(?:§\s?[0-9]{1,3}\.?|[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}[.)]?|[IVX]{1,5}[.)]|[a-zA-Z][.)])\s+"
)
_MARKS = "#*_>•·–— \t"
PICTURES = re.compile(r"(?:[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]\s*)+")  # arrows, emoji
_COUNTED = re.compile(r"(.{3,40}) [0-9]{1,2}")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_TAIL = re.compile(r"\s+[-–—]\s+[A-ZÅÄÖ][^?]{1,100}\?$")
_OF_THE_PROJECT = re.compile(
    r"(?:\w*hankkeen|hanke|\w*projektin|projekti|toiminnan|avustuksen|hakemuksen|ehdotuksen"
    r"|suunnitelman mukainen|projektets|projektet|projekts|verksamhetens"
    r"|(?:the\s)?project(?:['’]s)?)\s+"
)
_JOINS = re.compile(r"\s*[,;/&+]\s*|\s+(?:ja|sekä|tai|och|samt|eller|and)\s+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

# Of two key words in one heading the weightier one tells its field: "tavoitteiden arviointi".
_WEIGHT = defaultdict(lambda: 2) | {
    **dict.fromkeys(("risks", "contact", "signatory"), 4),
    **dict.fromkeys(("target_group", "phases", "budget", "funders", "legacy"), 3),
    **dict.fromkeys(("evaluation", "partners", "applicant_name"), 3),
    **dict.fromkeys(("measures", "target_areas", "title"), 1),
    "description": 0,
}
# A question's own word tells less than what the question is about: "Ketkä ovat mukana?".
_ASKS = 2.5
_ASKING = frozenset(
    ("kuka", "kenelle", "kenen", "keille", "ketkä", "ketä", "keitä", "missä", "milloin")
    + ("vem", "var", "när", "who", "whom", "where", "when")
)
# A heading may ask: it begins so and is short, with its mark or without.
_ASKED = re.compile(
    r"(?:mitä|mikä|miksi|miten|millä|mihin|mistä|missä|milloin|minkä\w*|millai\w+|kuka|kuinka|ketkä"
    r"|ketä|keitä|ke[nl]\w+|kuin\w*|paljonko|onko|vad|varför|hur|vem|vilk\w+|var|när|vart"
    r"|what|why|how|who|whom|which|where|when)\b",
    re.I,
)
_KIND = re.compile(
    r"(?:(?:esr\+?|eakr|eu|leader|omastadi|helsingin kaupungin|hankkeen|projektin|avustuksen)[- ])"
    r"{0,3}(?:(?:pien|hanke|projekti|avustus|kohdeavustus|loppu|väli)-?){1,2}"
    r"(?:hakemus|raportti|selvitys|suunnitelma)(?:lomake)?(?: \w+lle(?: [0-9]{4})?)?"
    r"|(?:[^:?]{1,40} )?(?:(?:kokous|ideointi|palaveri)?-?(?:muistio|pöytäkirja)"
    r"|(?:mötes)?(?:protokoll|anteckningar))(?: [0-9]{1,2}/(?:20)?[0-9]{2})?"
    r"|minutes(?: of [^:?]{1,40})?|meeting (?:minutes|notes)"
    r"|(?:esf|eruf|leader)-?(?:ansökan|projekt(?:ansökan|plan)|slutrapport)"
)


class Named(NamedTuple):
    """The field that a heading names, in which languages; whether the table has it as a whole,
    and which other fields it names besides."""

    field: str
    languages: frozenset[str]
    whole: bool = True
    others: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part of a word that tells a field."""

    field: str
    language: str
    text: str
    begins: bool
    ends: bool


class Parts:
    """The parts of words, found by their letters."""

    def __init__(self, parts: list[Part]):
        self.whole = {part.text: part for part in parts if part.begins and part.ends}
        self.first = {part.text: part for part in parts if part.begins and not part.ends}
        self.last = {part.text: part for part in parts if part.ends and not part.begins}
        self.inner = [part for part in parts if not part.begins and not part.ends]
        self.longest = max(len(part.text) for part in parts)

    def of(self, word: str) -> Iterator[Part]:
        if part := self.whole.get(word):
            yield part
        for length in range(2, min(self.longest, len(word)) + 1):
            for table, piece in ((self.first, word[:length]), (self.last, word[-length:])):
                if part := table.get(piece):
                    yield part
        yield from (part for part in self.inner if part.text in word)


@cache
def _table() -> tuple[dict[str, Named], Parts]:
    """Whole headings by their key, and parts of words."""
    rows = [
        (field, language, heading)
        for field, names in HEADINGS.items()
        for language in LANGUAGES
        for heading in names[language]
    ]
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows += [(row["field"], row["language"], row["heading"]) for row in csv.DictReader(file)]
    whole: dict[str, Named] = {}
    parts = []
    for field, language, heading in rows:
        if heading[0] in "-=" or heading[-1] in "-=":
            begins, ends = heading[0] != "-", heading[-1] != "-"
            parts.append(Part(field, language, heading.strip("-=").casefold(), begins, ends))
            continue
        known = whole.get(key(heading))
        if not known or known.field == field:
            languages = known.languages if known else frozenset()
            whole[key(heading)] = Named(field, languages | {language})
    return whole, Parts(parts)


def unnumbered(text: str) -> str:
    """The text without a number, a hash, a star or a picture before it."""
    text = text.lstrip(_MARKS)
    text = text[found.end() :] if (found := PICTURES.match(text)) else text
    return text[found.end() :] if (found := _NUMBER.match(text)) else text


@lru_cache(KEPT)
def named(text: str) -> Named | None:
    """The field that a heading names: as a whole, else by its first part, else by key words."""
    if len(text) > LONGEST:
        return None
    found = whole(text) or _by_key_words(text)
    parts = [part for part in _JOINS.split(key(unnumbered(text))) if part]
    if not found or len(parts) < 2:
        return found
    if not found.whole and (first := whole(parts[0])):
        found = first._replace(whole=False)
    named_too = (part and part.field for part in map(_named_part, parts))
    others = tuple(dict.fromkeys(field for field in named_too if field not in (None, found.field)))
    return found._replace(others=others)


def _named_part(text: str) -> Named | None:
    return whole(text) or _by_key_words(text)


@lru_cache(KEPT)
def whole(text: str) -> Named | None:
    """The field of a heading that the table has as it is, but for its number and its frame.

    "Hanke 2" names a project as "Hanke" does.
    """
    known = _table()[0]
    for form in _forms(text):
        if found := known.get(form):
            return found
    if _KIND.fullmatch(key(text)):
        return Named("card", frozenset())
    counted = _COUNTED.fullmatch(key(text))
    found = known.get(counted[1]) if counted else None
    return found if found and found.field == "title" else None


def asks(text: str) -> bool:
    """Whether a heading is a question: it begins as one, "Kenelle", "3. Vad händer sedan?"."""
    return bool(_ASKED.match(unnumbered(text)))


def _forms(text: str):
    """The heading as written, then without number, tail, brackets and "Hankkeen"."""
    yield key(text)
    text = unnumbered(text)
    yield key(text)
    text = _TAIL.sub("", text)
    yield key(text)
    bare = key(_BRACKETS.sub("", text))
    yield bare
    yield key(_OF_THE_PROJECT.sub("", bare, count=1))


def _by_key_words(text: str) -> Named | None:
    """The field of the first phrase that has a key word; a question is one phrase."""
    is_question = "?" in text
    text = key(_TAIL.sub("", unnumbered(text)))
    phrases = [text] if is_question else _JOINS.split(_BRACKETS.sub(" ", text))
    found = next(filter(None, map(_of_phrase, phrases)), None)
    return Named(found.field, frozenset({found.language}), False) if found else None


def _of_phrase(phrase: str) -> Part | None:
    """The part that tells the field of a phrase: the weightiest, then the one that others lead to.

    What leads to another word stands before it in the genitive: "tavoitteiden", "projektets".
    """
    best, before, heaviest = None, "", -1
    for word in _WORD.findall(phrase):
        part = _of_word(word)
        if not part:
            continue
        weight = _ASKS if word in _ASKING else _WEIGHT[part.field]
        if weight > heaviest or (weight == heaviest and before.endswith(("n", "s"))):
            best, before, heaviest = part, word, weight
    return best


def _of_word(word: str) -> Part | None:
    """The longest part in a word; its end tells more than its beginning, a mere "kuvaus" least."""
    return max(_table()[1].of(word), key=_tells, default=None)


def _tells(part: Part) -> tuple:
    return part.field != "description", part.ends, len(part.text)
