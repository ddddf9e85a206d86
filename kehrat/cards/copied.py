"""What copying leaves in a text: quote marks, page heads, tables of contents, hyphens at line ends.

They go, named as left out; the lines keep their numbers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kehrat.cards.vocabulary import whole
from kehrat.cards.written import LeftOut, Line, Written

_LONGEST = 200  # characters of a line that may be a page head, a row of contents, a mail's header
_QUOTE = re.compile(r"(?:>\s?)+")
_MAIL = re.compile(
    r"(?:lähettäjä|vastaanottaja|kopio|päiväys|lähetetty|aihe|from|to|cc|date|sent|subject"
    r"|från|till|kopia|datum|skickat|ämne)\s?:",
    re.I,
)
_PAGE = re.compile(
    r"(?:(?:sivu|sida|page|s\.)\s?)?[0-9]{1,3}\s?(?:\(\s?[0-9]{1,3}\s?\)|/\s?[0-9]{1,3})"
)
_PAGE_WORD = re.compile(r"(?:sivu|sida|page)\s?[0-9]{1,3}\.?", re.I)
_BARE_PAGE = re.compile(r"[-–]?\s?[0-9]{1,3}\s?[-–]?")
_CONTENTS_ROW = re.compile(
    r"[^.…\t]{2,120}(?:\s?\.{3,}|\s?…+|\s?(?:\. ){3,}|\t+| {3,})\s*[0-9]{1,3}"
)
_CONTENTS_PLAIN = re.compile(r".{2,120}\s[0-9]{1,3}")
_CONTENTS = {"sisällysluettelo", "sisällys", "sisältö", "innehållsförteckning", "innehåll"}
_CONTENTS |= {"contents", "table of contents"}
_HYPHEN = re.compile(r"([^\W\d_]+)[-‐\xad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AND = re.compile(r"(?:ja|tai|sekä|eli|och|eller|samt|and|or)\b")
_EDGE = 3  # lines at the top or the foot of a page in which a page head stands


@dataclass
class Copied:
    """The lines without what copying left: `gone` has the kind of LeftOut by the line's place,
    `outside` the places of lines that stand around a card quoted in a mail."""

    lines: list[Line]
    left_out: list[LeftOut] = field(default_factory=list)
    gone: dict[int, str] = field(default_factory=dict)
    outside: set[int] = field(default_factory=set)
    wrapped: bool = False  # lines end where the page did, not where a paragraph does

    def leave_out(self, at: int, kind: str):
        line = self.lines[at]
        self.left_out.append(LeftOut(kind, line.text, line.where))
        self.lines[at] = replace(line, text="")
        self.gone[at] = kind


def tidied(written: Written) -> Copied:
    copied = Copied(list(written.lines), list(written.left_out))
    _mail(copied)
    _page_heads(copied)
    _contents(copied)
    _hyphens(copied)
    return copied


def _plain(copied: Copied) -> list[int]:
    """Places of lines of running text that hold something."""
    return [
        at
        for at, line in enumerate(copied.lines)
        if line.text and not line.cells and not line.where
    ]


def _mail(copied: Copied):
    """A card quoted in a mail is the card; the mail's own lines stand outside it."""
    places = _plain(copied)
    quoted = {at for at in places if copied.lines[at].text.startswith(">")}
    if len(quoted) >= 2:
        for at in quoted:
            line = copied.lines[at]
            copied.lines[at] = replace(line, text=_QUOTE.sub("", line.text, count=1))
        copied.left_out.append(LeftOut("quote mark", ">"))
        if _headings(copied, quoted) > _headings(copied, set(places) - quoted):
            copied.outside |= set(places) - quoted
            return
    header = _mail_header(copied, places)
    copied.outside |= header
    if header:
        _signature(copied, places)


def _headings(copied: Copied, places: set[int]) -> int:
    return sum(bool(whole(copied.lines[at].text[:_LONGEST])) for at in places)


def _mail_header(copied: Copied, places: list[int]) -> set[int]:
    header = set()
    for at in places:
        if not _MAIL.match(copied.lines[at].text):
            break
        header.add(at)
    return header if len(header) >= 2 else set()


def _signature(copied: Copied, places: list[int]):
    ends = [at for at in places if copied.lines[at].text == "--"]
    if ends:
        copied.outside |= {at for at in places if at >= ends[-1]}


def is_page_number(text: str) -> bool:
    """Whether a line says "1 (2)", "Sivu 1/3" or "Sivu 2", and nothing else."""
    return bool(_PAGE.fullmatch(text.casefold()) or _PAGE_WORD.fullmatch(text))


def _page_heads(copied: Copied):
    """Page numbers, and the lines that come again at the same place beside them or of a page."""
    places = [at for at in _plain(copied) if len(copied.lines[at].text) <= _LONGEST]
    numbers = [here for here, at in enumerate(places) if is_page_number(copied.lines[at].text)]
    beside = [
        (places[here + step], step)
        for here in numbers
        for step in (-2, -1, 1, 2)
        if 0 <= here + step < len(places)
    ]
    edges = [*_edges(copied)]
    again = Counter((_shape(copied.lines[at].text), step) for at, step in (*beside, *edges))
    heads = {at for at, step in (*beside, *edges) if again[_shape(copied.lines[at].text), step] > 1}
    heads = {at for at in heads if not whole(copied.lines[at].text)}
    bare = {at for at, _step in edges if _BARE_PAGE.fullmatch(copied.lines[at].text)}
    for at in sorted(
        heads | {places[here] for here in numbers} | (bare if len(bare) > 1 else set())
    ):
        copied.leave_out(at, "page head")


def _shape(text: str) -> str:
    return re.sub(r"[0-9]+", "0", " ".join(text.split()).casefold())


def _edges(copied: Copied) -> Iterator[tuple[int, str]]:
    """Places at the top or the foot of a page, and how far from it, where the pages are told."""
    pages = defaultdict(list)
    for at in _plain(copied):
        if copied.lines[at].page:
            pages[copied.lines[at].page].append(at)
    if len(pages) < 2:
        return
    for page in pages.values():
        for name, lines in (("top", page[:_EDGE]), ("foot", page[::-1][:_EDGE])):
            for far, at in enumerate(lines):
                if len(copied.lines[at].text) <= _LONGEST:
                    yield at, f"{name} {far}"


def _contents(copied: Copied):
    """The rows of a table of contents: dots or a tab before a page number, three or more."""
    run: list[int] = []
    titled = False
    for at in [*_plain(copied), None]:
        text = copied.lines[at].text if at is not None else ""
        if at is not None and _is_contents_row(text, titled):
            run.append(at)
            continue
        if len(run) - titled >= 3:
            for row in run:
                copied.leave_out(row, "contents list")
        titled = text.casefold().rstrip(":") in _CONTENTS
        run = [at] if titled else []


def _is_contents_row(text: str, titled: bool) -> bool:
    if len(text) > _LONGEST:
        return False
    return bool(_CONTENTS_ROW.fullmatch(text) or (titled and _CONTENTS_PLAIN.fullmatch(text)))


def _hyphens(copied: Copied):
    """A word cut at a line's end is whole again, on its first line; "E-" keeps its hyphen."""
    seen = None
    joined = 0
    for at in range(len(copied.lines) - 1):
        line, below = copied.lines[at : at + 2]
        cut = None if line.cells or below.cells else _HYPHEN.search(line.text[-60:])
        rest = _WORD.match(below.text) if cut else None
        if not rest or not rest[0][0].islower() or _AND.match(below.text):
            if rest and rest[0][0].isupper() and not whole(below.text[:_LONGEST]):
                _join(copied, at, line.text + rest[0], rest.end())
            continue
        seen = _words(copied) if seen is None else seen
        keep = _keeps_hyphen(cut[1], rest[0], seen)
        bare = line.text[: len(line.text) - 1]
        if not keep:
            copied.left_out.append(LeftOut("hyphen", f"{cut[1]}- {rest[0]}", line.where))
        _join(copied, at, f"{bare}{'-' if keep else ''}{rest[0]}", rest.end())
        joined += 1
    copied.wrapped = joined > 1


def _join(copied: Copied, at: int, text: str, taken: int):
    below = copied.lines[at + 1]
    after = below.text[taken:]
    mark = re.match(r"[.,;:!?)]+", after)
    if mark:
        text, after = text + mark[0], after[mark.end() :]
    copied.lines[at] = replace(copied.lines[at], text=text)
    copied.lines[at + 1] = replace(below, text=after.lstrip())


def _words(copied: Copied) -> set[str]:
    return {word for line in copied.lines for word in _WORD.findall(line.text)}


def _keeps_hyphen(first: str, last: str, seen: set[str]) -> bool:
    """Whether the hyphen belongs to the word: a name that stands by itself elsewhere."""
    if any(word.startswith(first + last) for word in seen):
        return False
    return f"{first}-{last}" in seen or (first[0].isupper() and first in seen) or len(first) == 1
