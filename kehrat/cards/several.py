"""Several cards in one text or file: where each begins."""

from collections.abc import Iterator
from dataclasses import replace

from kehrat.cards.patterns import is_bare, is_item
from kehrat.cards.title import is_kind, read_title
from kehrat.cards.vocabulary import LONGEST, whole
from kehrat.cards.written import Line, Written

_ONCE = {"description", "goals", "phases", "budget", "need", "measures", "target_areas", "results"}

_FAR = 300  # lines in which the next headings are looked for


def cards_in(written: Written) -> list[Written]:
    """Each card of a text or file. A new one begins with a title, by its style or by its place
    above headings that the card before has had; what stands between belongs to the one before."""
    starts = [0, *_starts(written.lines), len(written.lines)]
    cards = [
        replace(written, lines=written.lines[start:end], left_out=())
        for start, end in zip(starts, starts[1:], strict=False)
    ]
    return [replace(cards[0], left_out=written.left_out), *cards[1:]]


def _starts(lines: tuple[Line, ...]) -> Iterator[int]:
    fields = [_field(line) for line in lines]
    told: set[str] = set()
    start = 0
    for at, line in enumerate(lines):
        if at > start and told and _begins(lines, fields, at, told):
            yield at
            start, told = at, set()
        if fields[at]:
            told.add(fields[at])
        elif line.title:
            told.add("styled")


def _field(line: Line) -> str:
    """The field whose heading a line is; the kind of document counts as one, "card"."""
    if line.where or is_item(line) and not line.item:
        return ""
    text = line.cells[0] if line.cells else line.text
    known = whole(text) if len(text) <= LONGEST else None
    if not known and (at := text[:LONGEST].find(":")) > 0:
        known = whole(text[:at])
        known = known if known and known.field in (*_ONCE, "title", "card") else None
    return known.field if known else "card" if text and is_kind(text) else ""


def _begins(lines, fields: list[str], at: int, told: set[str]) -> bool:
    line = lines[at]
    if not line.text or line.where:
        return False
    if line.title:
        return bool(told & _ONCE) or "styled" in told and _tells_again(fields, at, {"styled"})
    if fields[at] in ("title", "card"):
        return bool(told & _ONCE) and _tells_again(fields, at + 1, told)
    if fields[at] or line.cells or line.level > 1 or is_item(line):
        return False
    new_page = bool(line.page) and line.page > lines[at - 1].page
    if not (new_page or line.level == 1 or not lines[at - 1].text):
        return False
    above = next((place for place in range(at - 1, -1, -1) if lines[place].text), at)
    if fields[above]:  # what stands right below a heading is its text
        return False
    return _is_above_heading(lines, fields, at) and _tells_again(fields, at, told)


def _is_above_heading(lines, fields: list[str], at: int) -> bool:
    """Whether a line stands as a title does: a line or two, then a heading."""
    told = lines[at].text
    if not (is_bare(told) or read_title(told)[0] != told):
        return False
    below = [
        place
        for place in range(at + 1, min(at + 5, len(lines)))
        if lines[place].text and not lines[place].where
    ]
    return any(fields[place] for place in below[:2])


def _tells_again(fields: list[str], at: int, told: set[str]) -> bool:
    """Whether the next headings are ones that the card before has had, at least the first."""
    coming: list[str] = []
    for name in fields[at : at + _FAR]:
        if name in coming and len(coming) > 3:
            break
        if name and name not in ("card", "title") and name not in coming:
            coming.append(name)
        if len(coming) == 6:
            break
    again = [name for name in coming if name in told and name in {*_ONCE, "styled"}]
    return bool(again) and (coming[0] in again or len(again) * 2 > len(coming))
