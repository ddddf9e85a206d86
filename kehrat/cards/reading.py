"""A project card read from a text or a file, line by line; what isn't understood is kept."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType

from django.utils.translation import gettext as _

from kehrat.cards import rows as card_rows
from kehrat.cards import tables
from kehrat.cards.accounts import missing
from kehrat.cards.budget import money
from kehrat.cards.card import LISTS, ROWS, TEXTS, Card, Contact, card_line, item
from kehrat.cards.contacts import contacts, each_once
from kehrat.cards.contacts import labels as contact_labels
from kehrat.cards.copied import Copied, tidied
from kehrat.cards.doubts import AS, Choice, Doubt
from kehrat.cards.headings import LANGUAGES, label
from kehrat.cards.patterns import is_item
from kehrat.cards.schedule import schedule
from kehrat.cards.several import cards_in
from kehrat.cards.title import is_state, may_be_title, read_title, state_of, title_at, without_kind
from kehrat.cards.walk import Numbered, Taken, Walk, is_box, only_dates
from kehrat.cards.written import (
    LARGEST,
    PLACES,
    REFUSALS,
    CardRefused,
    LeftOut,
    Line,
    Written,
    checked,
    decode,
    of_text,
)

__all__ = ["LARGEST", "REFUSALS", "CardRefused", "cards_in", "decode", "read"]

LONGEST = {"title": 200, "title_line": 400, "name": 200, "label": 200}  # what a model holds
TITLE = "title"  # the key of a correction that gives the title in words
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.)]?\s+")
_HEAD = 3  # words that name a column
_SUM = re.compile(r"[0-9].*€|€.*[0-9]")
_FIGURES = re.compile(r"\b[0-9]+\b")
_NOT_PLACED = {"fi": "Sijoittamatta", "sv": "Inte placerat", "en": "Not placed"}


@dataclass(frozen=True)
class LineRead:
    """A line of the text and what it was taken for: a field of the card, "title", "contact",
    "remainder", "heading", "placeholder" (a note that the field waits to be filled), "left out"
    or "blank".

    `field`: of the card, under which it lies. `heading`: number of the heading above it, or 0.
    `flags`: kinds of the doubts about it.
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
    settled: list[Doubt] = field(default_factory=list)  # doubts that have their answer


def read(
    source: Written | str | bytes, corrections: Mapping[str, str] = MappingProxyType({})
) -> Reading:
    """The Reading of one card. Raises CardRefused for what is empty, too large or no text.

    `corrections` tells by the number of a line where it goes: a field, "heading", "heading:field",
    "remainder", "above", "title"; or by a doubt's key which choice is right. Senseless ones are
    passed by.
    """
    written = checked(source if isinstance(source, Written) else of_text(source))
    copied = tidied(written)
    return _Read(written, copied, Walk(copied, corrections), corrections).reading()


@dataclass
class _Read:
    """A walk's blocks made into a card, with what is doubtful of it."""

    written: Written
    copied: Copied
    walk: Walk
    corrections: Mapping[str, str]
    doubts: list[Doubt] = field(default_factory=list)
    settled: list[Doubt] = field(default_factory=list)
    title: str = ""  # the line that names it and its state, as written

    def reading(self) -> Reading:
        if not self.walk.languages and not self._is_corrected():
            self._doubt(1, "no_headings", "", _("all of it is kept as it is"))
        titles = self._titles()
        self._headings()
        self._outside()
        self._elsewhere()
        card = self._card(titles)
        if lost := missing(self.written, card, self._told(), self._left_out()):
            card = replace(card, remainder=f"{card.remainder}\n\n{self._lost(lost)}".strip("\n"))
        self.doubts.sort(key=lambda doubt: doubt.line)
        return Reading(card, self._lines(), self.doubts, self._left_out(), self.settled)

    def _is_corrected(self) -> bool:
        return any(taken.understood_as == "heading" for taken in self.walk.taken.values())

    def _doubt(self, line: int, kind: str, words: str, reading: str, choices=()):
        self.doubts.append(Doubt(line, kind, words, reading, tuple(choices)))

    # The title

    def _titles(self) -> dict[str, str]:
        """Title, state and title line; what is too long for a title is kept as text."""
        line = self.title = self._title_line()
        title, state = read_title(line)
        title = without_kind(title)
        states = [entry for entry in self.walk.blocks["state"] if entry[1].text]
        for number, stated in states:
            found = state_of(stated.text)
            state = found or state
            if not found:
                self._remain(number, f"{label('state')}: {stated.text}")
        given = self._given()
        if given:
            if title and given != title:
                self._remain(1, line)
            title = line = given
        if not title:
            self._doubt(1, "title_missing", "", _("the card has no title yet"), self._candidates())
        whole = " ".join(line.text for _number, line in self.walk.blocks["title_line"] if line.text)
        whole = whole or line
        if card_rows.cells(whole, 2):
            whole = ""
        if max(len(title) - LONGEST["title"], len(whole) - LONGEST["title_line"]) > 0:
            self.walk.blocks["remainder"].insert(0, (1, Line(card_line(whole))))
        return {
            "title": _short(title, LONGEST["title"]),
            "stated_state": state,
            "title_line": _short(whole, LONGEST["title_line"]),
        }

    def _title_line(self) -> str:
        """What is under a heading for it; else styled as one; else what stands first."""
        front = self.walk.blocks["front"]
        titles = [entry for entry in self.walk.blocks["title"] if entry[1].text]
        if titles:
            self._front_remains(front)
            return " ".join(line.text for _number, line in titles)
        at = next((at for at, (_number, line) in enumerate(front) if line.title), None)
        at = title_at([line.text for _number, line in front]) if at is None else at
        if not self.walk.languages and not any(line.title for _number, line in front):
            at = None
        if at is None:
            self._front_remains(front)
            return ""
        numbers = [at, *_title_goes_on(front, at)]
        for place in numbers:
            self.walk.taken[front[place][0]] = Taken("title", "title")
        self._front_remains([entry for at, entry in enumerate(front) if at not in numbers])
        return " ".join(front[place][1].text for place in numbers).strip("#* ")

    def _front_remains(self, front: list[Numbered]):
        for number, line in reversed(front):
            self.walk.blocks["remainder"].insert(0, (number, line))

    def _given(self) -> str:
        """The title that a person wrote or chose."""
        given = self.corrections.get(TITLE) or self.corrections.get("1:title_missing") or ""
        return card_line(given.removeprefix(AS))

    def _candidates(self) -> list[Choice]:
        """What may be the title: the first short lines that no heading has taken."""
        texts = [
            line.text
            for number, taken in self.walk.taken.items()
            if taken.understood_as in ("remainder", "description")
            and not is_item(line := self.copied.lines[number - 1])
        ]
        short = [
            text
            for text in texts
            if may_be_title(text) and len(text) <= LONGEST["title"] and text[-1] != "."
        ]
        return [Choice(f"{AS}{text}", text) for text in dict.fromkeys(short[:3])]

    def _remain(self, number: int, text: str):
        self.walk.blocks["remainder"] += [(number, Line("")), (number, Line(text))]

    # Headings

    def _headings(self):
        for number, taken in self.walk.taken.items():
            found = taken.found
            if not found or str(number) in self.corrections:
                continue
            if found.others:
                read = _("all of it is under “%(heading)s”") % {"heading": label(taken.field)}
                self._doubt(number, "heading_many", found.words, read, _fields(found.others))
            elif not found.field:
                read = _("kept under its own name as text that was not understood")
                choices = _fields(("description", "measures", "goals"))
                self._doubt(number, "heading_unknown", found.words, read, choices)

    def _told(self) -> Iterator[str]:
        """The words that are no text: of the title, of headings, of a table's heads and sums."""
        yield self.title
        yield from self.walk.labels
        yield from (line.text for _number, line in self.walk.blocks["state"])
        for number, taken in self.walk.taken.items():
            line = self.copied.lines[number - 1]
            if taken.found:
                yield taken.found.words
            elif taken.understood_as in ("heading", "placeholder"):
                yield line.text
            elif _cells(line, taken.field) and taken.field in ROWS:
                yield " ".join(_FIGURES.findall(line.text))

    # What stands elsewhere, and what was left out

    def _outside(self):
        """The mail around a quoted card."""
        if outside := self.walk.blocks["outside"]:
            self.walk.blocks["remainder"] += [(outside[0][0], Line("")), *outside]

    def _elsewhere(self):
        for where, lines in self.walk.elsewhere.items():
            once = dict.fromkeys(line.text for _number, line in lines)
            number = lines[0][0]
            self._remain(number, f"{self._not_placed()} ({PLACES.get(where, where)}):")
            self.walk.blocks["remainder"] += [(number, Line(text)) for text in once]

    def _not_placed(self) -> str:
        return _NOT_PLACED[self._language()]

    def _lost(self, lost: list[tuple[str, str]]) -> str:
        told = [f"{words} ({PLACES[where]})" if where else words for words, where in lost]
        self._doubt(1, "not_placed", " ".join(told)[:200], _("kept as it is"))
        return "\n".join([f"{self._not_placed()}:", *told])

    def _left_out(self) -> tuple[LeftOut, ...]:
        return tuple(self.copied.left_out)

    def _language(self) -> str:
        return max(LANGUAGES, key=lambda language: self.walk.languages[language])

    # The card

    def _card(self, titles: dict[str, str]) -> Card:
        blocks = self.walk.blocks
        blocks["remainder"] = _spaced(blocks["remainder"])
        block = {name: self._texts(name) for name in TEXTS}
        sums = money(self._lines_of("budget"), self._lines_of("funders"), self.corrections)
        times = schedule(_unbroken(self._lines_of("phases")), self.corrections)
        asked = self.walk.questions
        self.doubts += [*asked.open, *times.doubts, *sums.doubts]
        self.settled += [*asked.settled, *times.settled, *sums.settled]
        self._head([*times.heads, *sums.heads])
        everywhere, areas = card_rows.areas(self._texts("target_areas"))
        rows = {
            "phases": times.phases,
            "funders": sums.funders,
            "budget": sums.budget,
        }
        for row in (row for found in rows.values() for row in found):
            name = "label" if hasattr(row, "label") else "name"
            setattr(row, name, _short(getattr(row, name), LONGEST[name]))
        return Card(
            **titles,
            **rows,
            language=self._language(),
            all_districts=everywhere,
            target_areas=areas,
            partners=card_rows.names(
                [_line(line) for _at, line in _unbroken(self._lines_of("partners"))]
            ),
            contacts=self._contacts(),
            **{name: "\n".join(self._paragraphs(block[name])) for name in TEXTS},
            **{name: self._items(blocks[name]) for name in LISTS},
        )

    def _contacts(self) -> list[Contact]:
        """The people under a heading for them, and those who were told of beside a name."""
        for name in ("contact", "reached"):
            told = filter(None, map(contact_labels, self._texts(name)))
            self.copied.left_out += [LeftOut("label", words) for words in told]
        beside = [contacts([text]) for text in self._texts("reached")]
        people, again = each_once([*contacts(self._texts("contact")), *chain.from_iterable(beside)])
        self.copied.left_out += [LeftOut("again", words) for words in again]
        return people

    def _head(self, numbers: list[int]):
        """Rows that only name the columns of a table are headings."""
        for number in numbers:
            taken = self.walk.taken[number]
            cells = _cells(self.copied.lines[number - 1], taken.field)
            if cells and all(
                len(cell.split()) <= _HEAD and not _SUM.search(cell) for cell in cells
            ):
                taken.understood_as = "heading"

    def _lines_of(self, name: str) -> list[Numbered]:
        """The tidied lines of a field, with their numbers and their cells: in a copied table a tab
        or a wide space stands between them."""
        lines = self.walk.blocks[name]
        rows = [_cells(line, name) for _number, line in lines]
        if name in ROWS:
            rows = tables.with_gaps([line.text for _number, line in lines], rows)
        return [
            (number, replace(line, text=card_line(line.text), cells=row))
            for (number, line), row in zip(lines, rows, strict=True)
        ]

    def _texts(self, name: str) -> list[str]:
        return [_line(line) for _number, line in self.walk.blocks[name]]

    def _paragraphs(self, lines: list[str]) -> list[str]:
        """In a copy whose lines end where the page did, a paragraph's lines are put together."""
        if not self.copied.wrapped:
            return lines
        widest = max(map(len, lines), default=0)
        found: list[str] = []
        for line in lines:
            above = found[-1] if found else ""
            apart = not above or not line or is_item(Line(line))
            if not apart and (line[0].islower() or len(above) > widest * 0.7):
                found[-1] = f"{above} {line}"
            else:
                found.append(line)
        return found

    def _items(self, lines: list[Numbered]) -> list[str]:
        """The items of a list with their levels; in plain text a line right below an item goes on
        with it."""
        found: list[str] = []
        goes_on = False
        for _number, line in lines:
            bulleted, bare = card_rows.unbullet(card_line(line.text))
            if mark := _SECTION.match(bare):
                bulleted, bare = True, bare[mark.end() :]
                self.copied.left_out.append(LeftOut("list mark", mark[0].strip()))
            bulleted = bulleted or line.item
            if goes_on and bare and not bulleted:
                found[-1] += f" {bare}"
            elif bare:
                found.append(item(bare, line.depth if found else 0))
                goes_on = bulleted and not line.item  # a document's paragraph ends where it ends
            else:
                goes_on = False
        return found

    # Line by line

    def _lines(self) -> list[LineRead]:
        flags: dict[int, list[str]] = {}
        for doubt in self.doubts:
            flags.setdefault(doubt.line, []).append(doubt.kind)
        return [
            LineRead(
                number,
                self.written.lines[number - 1].text,
                taken.understood_as,
                taken.field,
                taken.heading,
                tuple(dict.fromkeys(flags.get(number, ()))),
            )
            for number, taken in self.walk.taken.items()
        ]


def _title_goes_on(front: list[Numbered], at: int) -> list[int]:
    """The lines right below the title that belong to it: its end, or the state in brackets."""
    first = front[at][1].text
    if read_title(first)[1] or at + 1 >= len(front):
        return []
    number, line = front[at + 1]
    below = number == front[at][0] + 1
    if below and re.match(r"[a-zåäö-]|[-–]", line.text) and len(line.text) <= LONGEST["title"]:
        return [at + 1]
    return [at + 1] if line.text and is_state(line.text) else []


def _cells(line: Line, field: str) -> tuple[str, ...]:
    is_copied = field in ROWS and not line.cells and line.text[:1] != "|"
    if not is_copied:
        return line.cells
    return tables.cells_of(replace(line, text=card_rows.unbullet(line.text)[1]))


def _fields(names) -> list[Choice]:
    return [Choice(f"heading:{name}", str(label(name))) for name in names]


def _line(line: Line) -> str:
    """A line as text: an item of a document's list gets the dash that the document draws."""
    text = card_line(line.text)
    return f"- {text}" if line.item and text and not is_item(Line(text)) else text


def _spaced(lines: list[Numbered]) -> list[Numbered]:
    """Lines in the order of the text, an empty one where others stood between."""
    found: list[Numbered] = []
    for number, line in sorted(lines, key=lambda entry: entry[0]):
        if found and number > found[-1][0] + 1:
            found.append((number, Line("")))
        found.append((number, line))
    return found


def _unbroken(lines: list[Numbered]) -> list[Numbered]:
    """Lines of which one that ends with a mark to go on takes the next one too."""
    found: list[Numbered] = []
    for number, line in lines:
        first, above = found[-1] if found else (0, Line(""))
        plain = not (line.cells or above.cells or is_item(line))
        if plain and line.text and _goes_on(above.text, line.text):
            found[-1] = (first, replace(above, text=f"{above.text} {line.text}"))
        else:
            found.append((number, line))
    return found


def _goes_on(above: str, line: str) -> bool:
    """Whether a line ends with a mark to go on, or asks for the day that stands below it."""
    return above[-1:] in (":", "–", "(", ",") or bool(
        above and is_box(above) and only_dates(line) and not only_dates(above)
    )


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
