"""A project card as plain data: what a text says, a model stores and a page prints."""

import json
import re
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from kehityspolku import marks
from kehityspolku.text import PLAIN, SEEN, clean, tidy_line
from kehrat.cards import as_written

# Every break a text file or a word processor may leave.
BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# A space that does not break belongs between a number's digits, or before its unit.
_WIDE = re.compile("\t|(?<![0-9])[\xa0\u2007\u2009\u202f]|[\xa0\u2007\u2009\u202f](?![0-9€%])")
_SPACES = re.compile(r" {2,}")


def card_line(text: str, *, keep_runs: bool = False) -> str:
    """One line of text, tidied, with the spaces that hold a number together."""
    if PLAIN.fullmatch(text):
        return text.strip() if keep_runs else " ".join(text.split())
    line = _WIDE.sub(" ", clean(BREAKS.sub(" ", text)))
    line = (line if keep_runs else _SPACES.sub(" ", line)).strip()
    return line if SEEN.search(line) else ""


def tidy_text(text: str) -> str:
    """Lines of text, each tidy, with at most one empty line between two."""
    kept: list[str] = []
    for line in map(card_line, BREAKS.split(text)):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def tidy_items(items, tidy=card_line) -> list[str]:
    return [line for line in map(tidy, items) if line]


class _Row:
    """What the rows of a card share: a name that comes first, tidy strings, a way to JSON."""

    def __post_init__(self):
        for at, name in enumerate(f.name for f in fields(self)):
            if isinstance(value := getattr(self, name), str):
                setattr(self, name, card_line(value) if at else tidy_line(value))

    def to_json(self) -> dict:
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


@dataclass
class Phase(_Row):
    """A stretch of the schedule, or without a name all of it. `ends` is the last day, also when
    only a month was given."""

    name: str
    starts: date | None = None
    ends: date | None = None
    stated: str = field(default="", compare=False)

    @property
    def as_written(self) -> str:
        """The words as written after its name, where they tell otherwise than its dates."""
        days = [day.isoformat() for day in (self.starts, self.ends) if day]
        if not as_written.of_dates(self.stated, self.name, *days):
            return ""
        return self.stated.removeprefix(self.name).lstrip(" :,;–-")

    @classmethod
    def from_json(cls, data: dict) -> "Phase":
        days = {name: _day(data.get(name)) for name in ("starts", "ends")}
        return cls(**{**_known(cls, data), **days})


@dataclass
class FunderRow(_Row):
    """A source of money: the years it pays for, its sum and its share of the costs in per cent,
    None where not stated. `target` is hoped for, not decided; `total` sums others."""

    name: str
    year_from: int | None = None
    year_to: int | None = None
    stated: str = field(default="", compare=False)
    amount: Decimal | None = None
    share: Decimal | None = None
    target: bool = False
    total: bool = False

    @property
    def as_written(self) -> str:
        """The words as written, where they tell more than the name."""
        return self.stated if as_written.of_words(self.stated, self.name) else ""

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last year; None when no year is stated."""
        first = self.year_from or self.year_to
        return (first, self.year_to or first) if first else None

    @classmethod
    def from_json(cls, data: dict) -> "FunderRow":
        facts = {name: _decimal(data.get(name)) for name in ("amount", "share")}
        return cls(**{**_known(cls, data), **facts})


@dataclass
class BudgetRow(_Row):
    """A line of the budget, in euros. `target` is hoped for, not decided; `total` sums others."""

    label: str
    years: tuple[int, int] | None = None
    amount: Decimal | None = None
    parts: list[Decimal] = field(default_factory=list)
    target: bool = False
    total: bool = False
    sources: str = ""
    stated: str = field(default="", compare=False)

    @property
    def span(self) -> tuple[int, int] | None:
        return self.years

    @classmethod
    def from_json(cls, data: dict) -> "BudgetRow":
        years = data.get("years")
        facts = {
            "years": tuple(years) if years else None,
            "amount": _decimal(data.get("amount")),
            "parts": [Decimal(part) for part in data.get("parts", [])],
        }
        return cls(**{**_known(cls, data), **facts})


@dataclass
class Contact(_Row):
    """Whom to ask about the project: private, never a part of the card's JSON. `other` is what
    else was written of the person: a role, an address."""

    name: str = ""
    email: str = ""
    phone: str = ""
    other: str = ""

    @classmethod
    def from_json(cls, data: dict) -> "Contact":
        return cls(**_known(cls, data))


@dataclass(kw_only=True)
class Card:
    """The whole card, tidy from birth. `stated` and `title_line` are the words as written:
    they are kept, but two cards that say the same are equal. `contacts` are private: no part of
    the JSON that revisions and files are made of, nor of what makes two cards differ."""

    title: str = ""
    title_line: str = field(default="", compare=False)
    stated_state: str = ""  # running, ended, planned or nothing
    language: str = "fi"
    phases: list[Phase] = field(default_factory=list)
    description: str = ""
    goals: list[str] = field(default_factory=list)
    purpose: str = ""
    benefits: str = ""
    benefits_unstated: str = ""  # why nothing is said of them
    results: list[str] = field(default_factory=list)
    legacy_least: list[str] = field(default_factory=list)
    legacy_best: list[str] = field(default_factory=list)
    legacy_unstated: str = ""
    evaluation: list[str] = field(default_factory=list)
    lessons_good: str = ""
    lessons_improve: str = ""
    all_districts: bool = False
    target_areas: list[str] = field(default_factory=list)
    actors: str = ""
    partners: list[str] = field(default_factory=list)
    applicant_name: str = ""
    business_id: str = ""
    signatory: str = ""
    signatory_role: str = ""
    funders: list[FunderRow] = field(default_factory=list)
    budget: list[BudgetRow] = field(default_factory=list)
    need: str = ""
    target_group: str = ""
    measures: str = ""
    risks: str = ""
    remainder: str = ""
    contacts: list[Contact] = field(default_factory=list, compare=False)

    def __post_init__(self):
        self.title = tidy_line(self.title)
        self.title_line = card_line(self.title_line, keep_runs=True)
        for name in TEXTS:
            tidy = tidy_line if name in ONE_LINE else tidy_text
            setattr(self, name, tidy(getattr(self, name)))
        for name in LISTS:
            setattr(self, name, tidy_items(getattr(self, name)))
        for name in NAMES:
            setattr(self, name, tidy_items(getattr(self, name), tidy_line))

    def to_json(self) -> dict:
        """Plain values for a JSON column: decimals as strings, dates as ISO; no contacts."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != PRIVATE}

    def mark(self) -> str:
        """A short text that tells this content, contacts too, from any other."""
        content = self.to_json() | {PRIVATE: _plain(self.contacts)}
        return marks.mark(json.dumps(content, sort_keys=True))

    @classmethod
    def from_json(cls, data: dict) -> "Card":
        """The card of `to_json`; fields it lacks are empty, fields unknown here are passed by."""
        values = _known(cls, data)
        for name, row in ROWS.items():
            values[name] = [row.from_json(item) for item in data.get(name, [])]
        return cls(**values)


TEXTS = (
    "description",
    "purpose",
    "benefits",
    "benefits_unstated",
    "legacy_unstated",
    "lessons_good",
    "lessons_improve",
    "actors",
    "need",
    "target_group",
    "measures",
    "risks",
    "remainder",
    "applicant_name",
    "business_id",
    "signatory",
    "signatory_role",
)
ONE_LINE = ("applicant_name", "business_id", "signatory", "signatory_role")
PERSONAL = ("signatory", "signatory_role")  # of the text, for members and Sukkula only
PRIVATE = "contacts"
LISTS = ("goals", "results", "legacy_least", "legacy_best", "evaluation")
NAMES = ("target_areas", "partners")
ROWS = {"phases": Phase, "funders": FunderRow, "budget": BudgetRow}


SUB = "– "  # begins an item that belongs under the one above; twice, under that


def item(text: str, depth: int = 0) -> str:
    """An item of a list as a card keeps it, so many levels down."""
    return SUB * depth + text


def depth_of(item: str) -> tuple[int, str]:
    """How many levels down an item of a list stands, and its text."""
    text = item
    while text.startswith(SUB):
        text = text[len(SUB) :]
    return (len(item) - len(text)) // len(SUB), text


# Marks that begin an item of a list; a dash or a star only with a space after it.
_MARK = r"(?:[-–—−*]\s+|[•·∙▪▫‣○●◦■□◾▸►➢➤✓✔]\s*)"
_DASHES = re.compile(f"{_MARK}{{1,5}}")
_ONE_MARK = re.compile(_MARK)


def levelled(lines) -> list[str]:
    """Lines as a person types them, as items: one that begins with a dash belongs under the one
    above, with two dashes under that; a list whose first line has a dash has one before all."""
    found: list[str] = []
    first = deepest = 0
    for line in filter(None, map(card_line, lines)):
        dashes = _DASHES.match(line)
        depth = len(_ONE_MARK.findall(dashes[0])) if dashes else 0
        first = first if found else depth
        deepest = min(max(0, depth - first), deepest)
        found.append(item(line[dashes.end() :] if dashes else line, deepest))
        deepest += 1
    return found


def nested(items) -> list[tuple[str, list]]:
    """Items as a tree: [(text, what stands under it)]."""
    top: list[tuple[str, list]] = []
    open_lists = [top]
    for line in items:
        depth, text = depth_of(line)
        del open_lists[depth + 1 :]
        open_lists[-1].append((text, under := []))
        open_lists.append(under)
    return top


def _known(cls, data: dict) -> dict:
    """Of the data what the class has a field for."""
    return {f.name: data[f.name] for f in fields(cls) if f.name in data}


def _plain(value):
    if isinstance(value, _Row):
        return value.to_json()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
