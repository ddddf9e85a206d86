"""Which lines of a text stand as headings: by the document's own pattern, then by their words."""

import re
from collections import Counter
from dataclasses import dataclass

from kehrat.cards.headings import HEADINGS, key
from kehrat.cards.title import is_kind
from kehrat.cards.vocabulary import LONGEST, Named, asks, named, unnumbered, whole
from kehrat.cards.written import Line

LABEL = 70  # characters of "label: text" in which the mark is looked for
# A known question that follows these needs no empty line above it: nothing goes on there.
_FILLED = ("title", "applicant_name", "business_id", "state", "signatory", "front", "remainder")
_WORDS = 12  # of a heading
_QUESTION = 6  # words of one that asks without a mark
_MARKS = (":", "?", "\t", "   ")
_BULLET = re.compile(r"[-–—*•·‣▪●◦∙■►➢✓\uf0b7\uf0a7\uf0d8☐☒☑]|o\s")
_HEAD = 12  # lines in which a document tells what it is
_MINUTES = re.compile(
    r"\w*(?:muistio|pöytäkirja|protokoll)\b|^(?:läsnä\w*|närvarande|present|in attendance)\s*:"
    r"|^minutes\b|meeting notes",
    re.I,
)
_HASHES = re.compile(r"#{1,6}(?=\s)")
_NUMBER = re.compile(
    r"(?P<sign>§\s?)?(?P<digits>[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})(?P<mark>[.)]?)\s+"
)
_SENTENCE = re.compile(
    r"\b(?:on|ovat|oli|ei|saa|voi|tulee|aiomme|är|ska|skall|har|kan|blir|is|are|will"
    r"|[^\W\d_]{3,}(?:taan|tään|daan|dään|laan|lään|vat|vät|emme|amme|ämme))\b",
    re.I,
)
_FACTS = re.compile(r"[0-9€]")
_FIGURES = re.compile(
    r"(?P<words>[^0-9:?]{3,50}?)\s(?P<all>yhteensä|totalt|sammanlagt)?\s?"
    r"(?P<rest>[0-9][0-9 .,/–-]*(?:\s?(?:€|eur|euroa?))?)",
    re.I,
)
_ASIDE = re.compile(r"\([^()]{0,80}\)|\b(?:19|20)[0-9]{2}\b")  # a year, or what is in brackets
# One-word headings so common that only a style or an empty line makes them a heading.
_COMMON = {"remainder", "state", "title", "description", "target_areas", "applicant_name"}
_RARE = 9  # characters of a word that nobody uses for anything else
_PRINTED = {key(name) for names in HEADINGS.values() for one in names.values() for name in one}


@dataclass(frozen=True)
class Heading:
    """A heading as it stands: its own words, the field it names ("" when none is known), the
    text after it on the same line, and how it was found."""

    words: str
    field: str = ""
    languages: frozenset[str] = frozenset()
    rest: str = ""
    others: tuple[str, ...] = ()
    sure: bool = True  # a whole heading of the table, or one that its style tells
    inline: bool = False  # "label: text"


@dataclass(frozen=True)
class Stand:
    """How a line stands: what surrounds it, and what its shape says."""

    after_blank: bool
    before_text: bool  # what follows is text, no other line of a heading's shape
    styled: bool  # by a style, bold, its number or capitals, as other headings here are


def level_of(line: Line) -> int:
    """The level of a heading, by its style or by the hashes before it; 0 when none is told."""
    hashes = _HASHES.match(line.text)  # "#kesäteatteri" is no heading
    return line.level or (len(hashes[0]) if hashes else 0)


def is_item(line: Line) -> bool:
    return line.item or bool(_BULLET.match(line.text))


def is_special(line: str) -> bool:
    """Whether a line of plain text may be read as more than text, so that a backslash is due."""
    bare = line.lstrip("\\ ")
    return line[:1] == "\\" or bool(heading_in(bare) or is_bare(bare))


def number_of(text: str) -> tuple[tuple, tuple[int, ...]] | None:
    """What kind of number a line begins with, and the number: ((1, ".", False), (3,)) of "3. "."""
    found = _NUMBER.match(text)
    if not found:
        return None
    parts = tuple(map(int, found["digits"].split(".")))
    return (len(parts), found["mark"], bool(found["sign"])), parts


def in_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and all(char.isupper() for char in letters)


def has_shape(text: str) -> bool:
    """Whether a line may be a heading that is known by its words: short, no sentence."""
    bare = unnumbered(text).strip("*_ ")
    return bool(
        2 < len(bare) <= LONGEST
        and (bare[0].isupper() or bare[0] in "(§")
        and len(bare.split()) <= _WORDS
        and bare[-1] not in ".,;!"
        and (bare[-1] == "?" or is_question(bare) or not _SENTENCE.search(bare))
        and not _FACTS.search(_ASIDE.sub("", bare))
    )


def is_question(text: str) -> bool:
    """Whether a line asks as a heading does: "Mitä voi mennä pieleen", "Who will benefit?"."""
    return asks(text) and (text[-1] == "?" or len(text.split()) <= _QUESTION)


def is_bare(text: str) -> bool:
    """Whether a line has the shape of a heading, known or not: a few words and nothing else."""
    text = text.rstrip(" :")
    return (
        2 < len(text) <= 50
        and text[0].isupper()
        and len(text.split()) <= 5
        and text[-1] not in ".,;!)”\"'"
        and not any(char.isdigit() or char in "€,;:|@\t" for char in text)
    )


class Pattern:
    """How this document writes its headings, learnt from those that are known by their words."""

    def __init__(self, lines: list[Line]):
        self.lines = lines
        known = [line for line in lines if self._is_known(line)]
        self.bold = any(line.bold for line in known)
        named_so = [line for line in known if not is_kind(line.text)]
        self.capitals = any(in_capitals(unnumbered(line.text)) for line in named_so)
        self.colons = sum(line.text.endswith(":") for line in known) > 1
        self.spaced = self._spaced()
        self.dense = self._dense()
        self.asks = sum(map(self._asks, range(len(lines)))) > 1
        self.boxed = sum(bool(len(line.cells) > 1 and _known(line.cells[0])) for line in lines) > 1
        labels = [label for line in lines for mark in ":?" if (label := _known_label(line, mark))]
        self.tabbed = sum(bool(_known_label(line, "\t")) for line in lines) > 2
        self.labels = len(labels) > 2
        self.loud_labels = sum(map(in_capitals, labels)) > 1
        numbers = Counter(found[0] for line in known if (found := number_of(line.text)))
        self.numbers = {k for k, count in numbers.items() if count > 1 or self._are_in_order(k)}
        self.minutes = any(map(_is_of_minutes, lines[:_HEAD]))
        self.loud = all(in_capitals(line.text) for line in known if number_of(line.text))
        self.last: dict[tuple, tuple[int, ...]] = {}
        self.listed: dict[tuple, int] = {}

    def _are_in_order(self, kind: tuple) -> bool:
        """Whether short lines with this kind of number stand apart and count from one."""
        apart = [
            one for one, above in zip(self.lines[1:], self.lines, strict=False) if not above.text
        ]
        found = [number_of(line.text) for line in apart if has_shape(line.text)]
        numbers = [number for each in found if each and each[0] == kind for number in each[1][-1:]]
        return len(numbers) > 2 and numbers == [*range(1, len(numbers) + 1)]

    def _is_known(self, line: Line) -> bool:
        if line.cells or len(line.text) > LONGEST or is_item(line):
            return False
        return bool(whole(line.text)) or bool(
            (number_of(line.text) or in_capitals(line.text) or line.bold)
            and has_shape(line.text)
            and named(line.text)
        )

    def _spaced(self) -> bool:
        """Whether known headings have an empty line after them too."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        followed = [not after.text for line, after in pairs if self._is_known(line)]
        return bool(followed) and sum(followed) * 2 > len(followed)

    def _dense(self) -> bool:
        """Whether known headings stand right below text, as in a form copied from a page."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        above = [before.text for before, line in pairs if self._is_known(line)]
        return sum(map(bool, above)) > max(3, len(above) / 2)

    def _asks(self, place: int) -> bool:
        """Whether a line is a known question above its answer."""
        line = self.lines[place]
        return bool(self._is_asked(place) and line.text[-1] == "?" and named(line.text))

    def _is_asked(self, place: int) -> bool:
        """Whether a line is a question with text right below it that asks nothing."""
        line, *below = self.lines[place : place + 2]
        answered = bool(below and below[0].text) and not is_question(below[0].text[:LONGEST])
        return answered and not line.cells and is_question(line.text) and has_shape(line.text)

    def at(self, place: int, after_blank: bool, field: str = "") -> Heading | None:
        """The heading that a line is, as far as its words, its style and its neighbours tell.

        `field`: under whose heading it stands.
        """
        line = self.lines[place]
        if not line.text or line.text[0] == "\\":
            return None
        if line.cells:
            return self._of_row(line)
        text = line.text[:LONGEST]
        if is_item(line) and not level_of(line) and not (line.item and line.depth == 0):
            return None
        styled = self._is_styled(line)
        if len(line.text) <= LONGEST and (
            found := self._whole_line(place, after_blank, styled, field)
        ):
            return found
        return self._label(line, text, after_blank, styled)

    def _whole_line(
        self, place: int, after_blank: bool, styled: bool, field: str
    ) -> Heading | None:
        line = self.lines[place]
        text = line.text
        known = whole(text)
        if known and (styled or after_blank or self._is_telling(text, known, field)):
            return _heading(text, known)
        if line.item and not styled:
            return None
        below_a_name = field in _FILLED and self._asks(place)
        stands = after_blank or styled or below_a_name or self._stands_out(place)
        if not stands or _mark_at(text.rstrip(" :?")) or (line.item and not line.bold):
            return Heading(text) if level_of(line) else None
        if has_shape(text) and (known := named(text)):
            return _heading(text, known, sure=styled)
        if level_of(line):
            return Heading(text)
        body = self._before_text(place)
        if self.asks and text[-1] == "?" and self._is_asked(place):
            return Heading(text, sure=False)
        if styled and body and has_shape(text):
            return Heading(text)
        shaped = is_bare(text) or (text.endswith(":") and self.colons)
        if after_blank and body and shaped and has_shape(text):
            return Heading(text, sure=False)
        return None

    def _stands_out(self, place: int) -> bool:
        """Whether a line amid others is a heading as those of this document are: a question among
        questions, or a known name of several words where no empty line is above any."""
        line = self.lines[place]
        if is_item(line) or not line.text:
            return False
        if self.asks and line.text[-1] == "?":
            return self._is_asked(place)
        below = self.lines[place + 1].text if place + 1 < len(self.lines) else ""
        return bool(
            self.dense
            and " " in line.text
            and below
            and has_shape(line.text)
            and named(line.text)
            and not named(below[:LONGEST])
        )

    def _is_telling(self, text: str, known: Named, field: str) -> bool:
        """Whether its words alone make a line a heading, with neither style nor empty line."""
        bare = key(unnumbered(text))
        if number_of(text) and number_of(text)[0] not in self.numbers:
            return False
        if known.field == "aside":
            return len(bare) > _RARE
        return bool(
            bare in _PRINTED
            or known.field == field
            or known.field not in _COMMON
            or " " in bare
            or text[-1] == ":"
        )

    def _is_styled(self, line: Line) -> bool:
        text = line.text
        if level_of(line) or (line.bold and len(text) <= LONGEST):
            return True
        if found := number_of(text):
            return self._goes_on(*found, text)
        return self.capitals and in_capitals(text) and not _FACTS.search(text)

    def _goes_on(self, kind: tuple, number: tuple[int, ...], text: str) -> bool:
        """Whether a numbered line goes on with the numbers of the headings, not with a list's."""
        bare = unnumbered(text)
        if kind not in self.numbers or (self.loud and not in_capitals(bare)):
            return False
        last, listed = self.last.get(kind, ()), self.listed.get(kind, 0)
        if (
            last
            and not whole(text)
            and number[-1] in (1, listed + 1)
            and (listed or number <= last)
        ):
            self.listed[kind] = number[-1]
            return False
        if last and not last < number:
            return bool(whole(text))
        self.last[kind] = number
        self.listed.pop(kind, None)
        return True

    def _before_text(self, place: int) -> bool:
        """Whether what follows is text: otherwise the line is one of a list of short lines."""
        after = self.lines[place + 1 : place + 3]
        if not after:
            return False
        following = after[0]
        if not following.text:
            if not self.spaced or len(after) < 2:
                return False
            following = after[1]
        return bool(following.text) and (
            is_item(following)
            or not is_bare(following.text)
            or (bool(after[0].text) and len(after) > 1 and not after[1].text)
            or len(after) == 1
        )

    def _label(self, line: Line, text: str, after_blank: bool, styled: bool) -> Heading | None:
        """ "Heading: text" on one line; before dates and sums without a colon too."""
        if (after_blank or styled) and (found := _before_figures(text)):
            return found
        for mark in _MARKS:
            at = text[:LABEL].find(mark)
            if at <= 0:
                continue
            rest = line.text[at + len(mark) :].strip("*_ \t\xa0")
            words = text[: at + (mark == "?")]
            numbered = number_of(text)
            if numbered and numbered[0] not in self.numbers and not after_blank:
                continue
            if known := whole(text[:at]) or whole(words):
                return _heading(words, known, rest=rest)
            short = bool(rest) and has_shape(words) and len(words.split()) <= 5
            loud = self.loud_labels and in_capitals(words)
            stands = styled or after_blank or self.labels or loud or self.tabbed
            if short and stands and mark != "   " and (known := named(words)):
                return _heading(words, known, rest=rest, sure=styled or loud)
            if short and ((loud and mark == ":") or (self.tabbed and mark == "\t")):
                return Heading(words, rest=rest, sure=mark == ":", inline=True)
        return None

    def _of_row(self, line: Line) -> Heading | None:
        """A row of a box: its first cell is the heading, the others are the text."""
        label, *others = line.cells
        label = label.strip()
        if not label or len(label) > LONGEST or "\n" in label:
            return None
        rest = "\n".join(cell for cell in others if cell.strip())
        if known := _known(label):
            return _heading(label, known, rest=rest)
        if self.boxed and has_shape(label):
            if known := named(label):
                return _heading(label, known, rest=rest, sure=False)
            return Heading(label, rest=rest, sure=False, inline=bool(rest))
        return None


def _is_of_minutes(line: Line) -> bool:
    """Whether a line tells of a meeting, whose time and place are not the project's."""
    return bool(_MINUTES.search(line.text[:LONGEST]))


def _known(label: str) -> Named | None:
    return whole(label.strip()) if len(label) <= LONGEST else None


def _before_figures(text: str) -> Heading | None:
    """ "Toteutusaika 1.1.–31.5.2027", "Budjetti yhteensä 1 200 €"."""
    found = _FIGURES.fullmatch(text)
    known = whole(found["words"]) if found else None
    if not known or known.field not in ("phases", "budget", "funders"):
        return None
    words = f"{found['words']} {found['all'] or ''}".strip()
    return Heading(words, known.field, known.languages, found["rest"], inline=True)


def _known_label(line: Line, mark: str) -> str:
    """The known heading before a mark with text after it; "" when there is none."""
    label, colon, rest = line.text[:LONGEST].partition(mark)
    known = bool(colon and rest.strip()) and len(label) <= LABEL and not is_item(line)
    return label if known and not line.cells and whole(label) else ""


def _mark_at(text: str) -> bool:
    return any(text[:LABEL].find(mark) > 0 for mark in _MARKS)


def _heading(words: str, known: Named, *, rest: str = "", sure: bool = True) -> Heading:
    found = named(words) or known
    return Heading(
        words, known.field, known.languages, rest, found.others, sure and known.whole, bool(rest)
    )


def heading_in(text: str) -> Heading | None:
    """The known heading with which a text begins, or that it is."""
    known = whole(text) if len(text) <= LONGEST else None
    if known:
        return _heading(text, known)
    at = text[:LABEL].find(":")
    known = whole(text[:at]) if at > 0 else None
    return _heading(text[:at], known, rest=text[at + 1 :].strip()) if known else None
