"""Helka's card read from text, line by line; what isn't understood is kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from kehrat.cards import rows as card_rows
from kehrat.cards.budget import money
from kehrat.cards.card import LISTS, ROWS, TEXTS, Card, card_line
from kehrat.cards.dates import period
from kehrat.cards.doubts import Doubt
from kehrat.cards.headings import LANGUAGES, heading_of, may_be_heading
from kehrat.cards.money import amounts
from kehrat.cards.schedule import schedule
from kehrat.cards.title import is_state, read_title
from kehrat.cards.written import (
    LARGEST,
    REFUSALS,
    CardRefused,
    LeftOut,
    Line,
    Written,
    decode,
    of_text,
)

__all__ = ["LARGEST", "REFUSALS", "CardRefused", "decode", "read"]

ROW_LINES = 500  # lines of a schedule, of funders or of a budget; more are kept as text
LONGEST = {"title": 200, "title_line": 400, "name": 200, "label": 200}  # what a model holds
_PARTS = {"legacy_least", "legacy_best"}
_RULE = re.compile(r"[-=_*~–—]{3,}")
_TO_BE_FILLED = re.compile(
    r"[(\[{]\s*(?:täytetään|täydennetään|fylls\s+i|ifylls|to\s+be\s+filled|filled\s+in)"
    r"[^()\[\]{}]{0,80}[)\]}]\.?",
    re.IGNORECASE,
)
# After an empty line, what does not look like its field is not taken for a part of it.
_FITS = {
    "phases": lambda line: period(line[: card_rows.FACTS]),
    "funders": lambda line: not _costs(line),
    "budget": lambda line: amounts(line[: card_rows.FACTS]),
    "partners": lambda line: not period(line[: card_rows.FACTS]),
}


def escaped(line: str) -> bool:
    """Whether a line of plain text needs a backslash before it, not to be read as more."""
    bare = line.lstrip("\\ ")
    return bool(heading_of(bare) or may_be_heading(bare) or _TO_BE_FILLED.fullmatch(bare))


class Walk:
    """Give it the lines one by one with `take`, which tells what each was taken for."""

    def __init__(self):
        self.blocks: dict[str, list[str]] = defaultdict(list)
        self.languages: Counter[str] = Counter()
        self.field = ""
        self.after_blank = True

    def take(self, line: str, after: str) -> str:
        """The field of a line, given the next line too: a heading opens a field."""
        taken_for = self.filled(line, after) if line else self.blank()
        self.after_blank = not line
        return taken_for

    def blank(self) -> str:
        if self.field:
            self.blocks[self.field].append("")
        return "blank"

    def filled(self, line: str, after: str) -> str:
        found = self.heading(line)
        if not found:
            if self.field and self.is_strange(line, after):
                self.open("remainder")
            return self.text(line) if self.field else self.title(line)
        rest = self.open(*found)
        if rest and found[0] in ("legacy", "card") and (deeper := self.heading(rest)):
            rest = self.open(*deeper)
        if not rest:
            return "heading"
        return self.text(rest) if self.field else self.title(rest)

    def open(self, field: str, languages=(), rest: str = "") -> str:
        self.languages.update(languages)
        if field != "card":
            self.field = field
            self.blocks[field].append("")
        return rest

    def text(self, line: str) -> str:
        if _TO_BE_FILLED.fullmatch(line):
            return "placeholder"
        if self.field not in TEXTS and _RULE.fullmatch(line):
            return self.blank()
        if line[0] == "\\" and escaped(line[1:]):
            line = line[1:]
        field = "legacy_least" if self.field == "legacy" else self.field
        if field in ROWS and len(self.blocks[field]) > ROW_LINES:
            field = "remainder"
        self.blocks[field].append(line)
        return field

    def title(self, line: str) -> str:
        titles = self.blocks["title"]
        if titles and (read_title(titles[0])[1] or not is_state(line)):
            self.blocks["remainder"].append(line)
            return "remainder"
        titles[:] = [f"{titles[0]} {line}" if titles else line]
        return "title"

    def heading(self, line: str):
        """The heading a line is, here: a phase may be called Arviointi, a text Vähintään."""
        found = heading_of(line, numbered=self.after_blank)
        if not found or not found[2]:
            return found
        field, _languages, rest = found
        if field in _PARTS and self.field not in {*_PARTS, "legacy"}:
            return None
        return None if self.field == "phases" and _only_dates(rest) else found

    def is_strange(self, line: str, after: str) -> bool:
        """Whether a line begins something else: an unknown heading, or what fits badly here."""
        if not self.after_blank or self.field == "remainder" or not any(self.blocks[self.field]):
            return False
        if fits := _FITS.get(self.field):
            return not fits(line)
        return bool(after) and not card_rows.unbullet(line)[0] and may_be_heading(line)

    def card(self) -> Card:
        block = defaultdict(list)
        block.update((name, list(map(card_line, lines))) for name, lines in self.blocks.items())
        found = money(*(list(enumerate(map(Line, block[name]))) for name in ("budget", "funders")))
        everywhere, areas = card_rows.areas(block["target_areas"])
        rows = {
            "phases": schedule(list(enumerate(map(Line, block["phases"])))).phases,
            "funders": found.funders,
            "budget": found.budget,
        }
        for row in (row for found in rows.values() for row in found):
            name = "label" if hasattr(row, "label") else "name"
            setattr(row, name, _short(getattr(row, name), LONGEST[name]))
        return Card(
            **self.titles(),
            **rows,
            language=max(LANGUAGES, key=lambda language: self.languages[language]),
            all_districts=everywhere,
            target_areas=areas,
            partners=card_rows.names(block["partners"]),
            **{name: "\n".join(block[name]) for name in TEXTS},
            **{name: card_rows.items(block[name]) for name in LISTS},
        )

    def titles(self) -> dict[str, str]:
        """Title, state and title line; what is too long for a title is kept as text."""
        first = (self.blocks["title"] or [""])[0]
        title, state = read_title(first)
        line = " ".join(filter(None, self.blocks["title_line"])) or first
        if card_rows.cells(line, 2):
            line = ""
        if max(len(title) - LONGEST["title"], len(line) - LONGEST["title_line"]) > 0:
            self.blocks["remainder"].insert(0, card_line(line))
        return {
            "title": _short(title, LONGEST["title"]),
            "stated_state": state,
            "title_line": _short(line, LONGEST["title_line"]),
        }


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _costs(line: str) -> bool:
    return any(amount.sure for amount in amounts(line[: card_rows.FACTS])) and "€" in line


def _only_dates(text: str) -> bool:
    found = period(text[:100])
    return bool(found) and not (text[: found.at] + text[found.to :]).strip(" .;,()")


@dataclass(frozen=True)
class LineRead:
    """A line of the text and what it was taken for: a field of the card, "title", "remainder",
    "heading", "placeholder" (a note that the field waits to be filled), "left out" or "blank".

    `field`: of the card, under which it lies. `heading`: number of the heading above it, or 0.
    """

    number: int
    text: str
    understood_as: str
    field: str = ""
    heading: int = 0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    card: Card
    lines: list[LineRead]
    doubts: list[Doubt] = field(default_factory=list)
    left_out: tuple[LeftOut, ...] = ()


def read(source: Written | str | bytes, corrections: Mapping[str, str] = MappingProxyType({})):
    """The Reading of a card, line by line. Raises CardRefused for what cannot be one."""
    source = source if isinstance(source, Written) else of_text(source)
    lines = [line.text for line in source.lines]
    walk = Walk()
    told, heading = [], 0
    for number, (line, after) in enumerate(pairwise([*lines, ""]), start=1):
        taken_for = walk.take(line, after)
        heading = number if taken_for == "heading" else heading
        told.append(LineRead(number, line, taken_for, walk.field, heading))
    if not walk.languages:
        raise CardRefused("no_headings")
    return Reading(walk.card(), told, [], source.left_out)


def cards_in(written: Written) -> list[Written]:
    """Each card of a text or file that holds several."""
    return [written]
