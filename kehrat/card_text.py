"""Reading the text of a project card in Helka's format. Nothing of the text is lost."""

import codecs
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import card_rows
from .card import BREAKS, LISTS, TEXTS, Card, tidy_line
from .card_budget import budget
from .card_dates import period
from .card_headings import LANGUAGES, heading_of, key, may_be_heading

LARGEST = 1_000_000  # bytes, or characters of a text already decoded
REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: a project card is at most one megabyte of text."),
    "binary": _("This is not a text file. Save the card as plain text and try again."),
    "no_headings": _("No heading of a project card was found in the text."),
}
STATES = {
    "running": {"fi": "käynnissä", "sv": "pågår", "en": "running"},
    "ended": {"fi": "päättynyt", "sv": "avslutat", "en": "ended"},
    "planned": {"fi": "suunnitteilla", "sv": "planeras", "en": "planned"},
}
_STATE_WORDS = {word: state for state, words in STATES.items() for word in words.values()} | {
    **dict.fromkeys(("meneillään", "pågående", "ongoing", "in progress"), "running"),
    **dict.fromkeys(("päättyneet", "avslutad", "finished", "completed", "valmis"), "ended"),
    **dict.fromkeys(("suunniteltu", "suunnittelussa", "tulossa", "planerat"), "planned"),
}
_SUFFIX = re.compile(r"(?<=\S)\s?[-–‑](?:projekti|hanke|projekt|projektet|project)$", re.I)
_TO_BE_FILLED = re.compile(
    r"[(\[{]\s*(?:täytetään|täydennetään|fylls\s+i|ifylls|to\s+be\s+filled|filled\s+in)"
    r"[^()\[\]{}]{0,80}[)\]}]\.?",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_PARTS = {"legacy_least", "legacy_best"}


class CardRefused(Exception):
    """The text cannot be a project card. `code` is a key of REFUSALS, `message` is for people."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
        self.message = REFUSALS[code]

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class LineRead:
    """A line of the text and what it was taken for: a field of the card, "remainder",
    "heading", "placeholder" (a note that the field waits to be filled) or "blank"."""

    number: int
    text: str
    understood_as: str


@dataclass(frozen=True)
class Reading:
    card: Card
    lines: list[LineRead]


def read(data: str | bytes) -> Reading:
    """The card of a text, line by line. Raises CardRefused for what cannot be a card."""
    lines = BREAKS.split(decode(data))
    walk = _Walk()
    for number, line in enumerate(lines, start=1):
        after = lines[number] if number < len(lines) else ""
        walk.line(number, line.strip(), after.strip())
    if not walk.languages:
        raise CardRefused("no_headings")
    return Reading(walk.card(), walk.lines)


def decode(data: str | bytes) -> str:
    """Text from UTF-8, UTF-16 with its mark, or Windows-1252. Raises CardRefused."""
    if len(data) > LARGEST:
        raise CardRefused("too_large")
    text = _decoded(data) if isinstance(data, bytes) else data
    if not text.strip("\ufeff \t\r\n\xa0"):
        raise CardRefused("empty")
    if _CONTROLS.search(text):
        raise CardRefused("binary")
    return text.removeprefix("\ufeff")


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CardRefused("binary")


def read_title(line: str) -> tuple[str, str]:
    """Title and state of a title line such as "Kevättalkoot -hanke   (käynnissä)"."""
    title, state = line.strip(), ""
    if title[-1:] in (")", "]"):
        at = max(title.rfind("("), title.rfind("["))
        state = _STATE_WORDS.get(key(title[at + 1 : -1]), "") if at >= 0 else ""
        title = title[:at].rstrip() if state else title
    found = _SUFFIX.search(title[-20:])
    return (title[: found.start() - len(title[-20:])].rstrip() if found else title), state


def escaped(line: str) -> bool:
    """Whether a line of plain text needs a backslash before it, not to be read as more."""
    bare = line.lstrip("\\ ")
    return bool(heading_of(bare) or may_be_heading(bare) or _TO_BE_FILLED.fullmatch(bare))


class _Walk:
    """One pass over the lines: each is given its field, each field its lines."""

    def __init__(self):
        self.lines: list[LineRead] = []
        self.blocks: dict[str, list[str]] = defaultdict(list)
        self.languages: Counter[str] = Counter()
        self.field = ""
        self.after_blank = True

    def line(self, number: int, line: str, after: str) -> None:
        taken_for = self.take(line, after) if line else "blank"
        if not line and self.field:
            self.blocks[self.field].append("")
        self.after_blank = not line
        self.lines.append(LineRead(number, line, taken_for))

    def take(self, line: str, after: str) -> str:
        """Give a line to its field: a heading opens one, and may have text of its own."""
        found = self.heading(line)
        while found:
            line = self.open(*found)
            if not line:
                return "heading"
            found = self.heading(line) if found[0] in ("legacy", "card") else None
            after = ""
        if self.field and self.strange_heading(line, after):
            self.open("remainder")
        return self.text(line) if self.field else self.title(line)

    def open(self, field: str, languages=(), rest: str = "") -> str:
        self.languages.update(languages)
        if field != "card":
            self.field = field
            self.blocks[field].append("")
        return rest

    def text(self, line: str) -> str:
        if self.field.startswith("lessons") and _TO_BE_FILLED.fullmatch(line):
            return "placeholder"
        if line[0] == "\\" and escaped(line[1:]):
            line = line[1:]
        field = "legacy_least" if self.field == "legacy" else self.field
        self.blocks[field].append(line)
        return field

    def heading(self, line: str):
        found = heading_of(line, numbered=self.after_blank)
        if not found or not found[2]:
            return found
        field, _languages, rest = found
        if field in _PARTS and self.field not in {*_PARTS, "legacy"}:
            return None
        return None if self.field == "phases" and _only_dates(rest) else found

    def title(self, line: str) -> str:
        titles = self.blocks["title"]
        if titles and (read_title(titles[0])[1] or not _only_state(line)):
            self.blocks["remainder"].append(line)
            return "remainder"
        titles[:] = [f"{titles[0]} {line}" if titles else line]
        return "title"

    def strange_heading(self, line: str, after: str) -> bool:
        return (
            self.after_blank
            and bool(after)
            and self.field != "remainder"
            and any(self.blocks[self.field])
            and not card_rows.unbullet(line)[0]
            and may_be_heading(line)
        )

    def card(self) -> Card:
        lines = {name: list(map(tidy_line, block)) for name, block in self.blocks.items()}
        block = defaultdict(list, lines)
        first = (self.blocks["title"] or [""])[0]
        row = card_rows.cells(first, 2)
        title, state = row if row else read_title(first)
        first = "" if row else first
        everywhere, areas = card_rows.areas(block["target_areas"])
        return Card(
            title=title,
            title_line=" ".join(filter(None, self.blocks["title_line"])) or first,
            stated_state=state,
            language=max(LANGUAGES, key=lambda language: self.languages[language]),
            phases=card_rows.phases(block["phases"]),
            all_districts=everywhere,
            target_areas=areas,
            partners=card_rows.names(block["partners"]),
            funders=card_rows.funders(block["funders"]),
            budget=budget(block["budget"]),
            **{name: "\n".join(block[name]) for name in TEXTS},
            **{name: card_rows.items(block[name]) for name in LISTS},
        )


def _only_state(line: str) -> bool:
    return line[-1:] in (")", "]") and read_title(line) in {("", state) for state in STATES}


def _only_dates(text: str) -> bool:
    found = period(text[:100])
    return bool(found) and not (text[: found.at] + text[found.to :]).strip(" .;,()")
