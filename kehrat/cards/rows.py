"""Lines of a card as items and rows: lists, names, phases, funders. The budget has its own file."""

import re
from datetime import date
from decimal import Decimal

from kehrat.cards.card import FunderRow, Phase
from kehrat.cards.dates import funding_years, period, periods
from kehrat.cards.headings import key

FACTS = 1000  # facts are looked for in the first characters of a line; all of it is kept
MOST = 50  # rows on one line
BARS = 4000  # in a row of cells
_BULLET = re.compile(r"^(?:[-–—*•·‣▪●◦∙■►➢✓\uf0b7\uf0a7\uf0d8]|o\s|[0-9]{1,2}[.)]\s|[a-z]\)\s)\s*")
_EDGES = " \t\xa0\u202f:;,.–—-=("
_ALL = {
    key(phrase)
    for phrase in (
        "Kaikki Helsingin kaupunginosat",
        "Kaikki kaupunginosat",
        "Koko Helsinki",
        "Koko kaupunki",
        "Alla stadsdelar i Helsingfors",
        "Alla stadsdelar",
        "Hela Helsingfors",
        "Hela staden",
        "All districts of Helsinki",
        "All districts",
        "All of Helsinki",
        "The whole of Helsinki",
        "Whole city",
    )
}
_AND = re.compile(r"\s(?:ja|sekä|och|samt|and)\s(?=[A-ZÅÄÖ])")
_JOINS = re.compile(r"\s(?:ja|sekä|och|samt|and|&|\+)\s|[;,]\s")
_KNOWN_FUNDERS = (
    (re.compile(r"\btem\b|\btyö-\sja\selinkeinoministeriö", re.I), "TEM"),
    (re.compile(r"\buudenmaan\sliitto\b", re.I), "Uudenmaan liitto"),
    (re.compile(r"\buudenmaan\sely\b", re.I), "Uudenmaan ELY-keskus"),
    (re.compile(r"\bhelsingin\skaupunki\b", re.I), "Helsingin kaupunki"),
    (re.compile(r"\b6aika", re.I), "6Aika"),
)
_CELL_TOKENS = re.compile(r"\\.|\||[^|\\]+|\\$", re.DOTALL)
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR_WORDS = re.compile(
    r"\b(?:v\.?|v:\w{1,5}|vuo[ns]\w{1,8}|år\w{0,3}|years?)(?:\s*$|\s{2,})"
    r"|(?<![\s,;])[\s,;]*(?:\b(?:ja|sekä|och|samt|and)\b)?[\s,;]*$",
    re.I,
)
_FUND = re.compile(r"\b(ESR\+?|ESF\+?|EAKR|ERUF|ERDF)(?!\w)", re.I)


def unbullet(line: str) -> tuple[bool, str]:
    """Whether a line begins as an item of a list, and its text. 1.1.2015 is no numbering."""
    match = _BULLET.match(line)
    return (True, line[match.end() :].strip()) if match else (False, line)


def cells(line: str, count: int | None = None) -> list[str] | None:
    """The cells of a row written as | a | b |, with \\| for a bar inside; None for other lines."""
    if line[:1] != "|" or line[-1:] != "|" or line.count("|") > BARS:
        return None
    found = [""]
    for piece in _CELL_TOKENS.findall(line[1:]):
        if piece == "|":
            found.append("")
        else:
            found[-1] += piece[1:] if piece[0] == "\\" else piece
    texts = [text.strip() for text in found]
    return texts[:-1] if not texts[-1] and count in (None, len(texts) - 1) else None


def items(lines: list[str], whole=lambda item: False) -> list[str]:
    """The items of a list. A line without a bullet right below one with a bullet goes on with it,
    unless `whole(item)` says that the item above is complete."""
    found: list[str] = []
    goes_on = False
    for line in lines:
        bulleted, text = unbullet(line)
        if goes_on and text and not bulleted and not whole(found[-1]):
            found[-1] += f" {text}"
        elif text:
            found.append(text)
            goes_on = bulleted
        else:
            goes_on = False
    return found


def split(text: str, marks: str = ",;") -> list[str]:
    """The parts of a text between commas that stand outside brackets."""
    depth, start, parts = 0, 0, []
    for at, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif not depth and char in marks:
            parts.append(text[start:at].strip())
            start = at + 1
    return [part for part in (*parts, text[start:].strip()) if part]


def names(lines: list[str]) -> list[str]:
    """Names, one a bullet or several on a line between commas; the last may follow an "and"."""
    texts = [line for line in lines if line]
    found = []
    for line in texts:
        bulleted, text = unbullet(line)
        if row := cells(text):
            found += row
        elif bulleted and len(texts) > 1:
            found.append(text)
        else:
            found += [name for part in split(text) for name in _pair(part)]
    return found


def areas(lines: list[str]) -> tuple[bool, list[str]]:
    """Whether all of the city is meant, and the areas named."""
    everywhere, found = False, []
    for line in lines:
        if row := cells(unbullet(line)[1]):
            found += row
            continue
        for name in names([line]):
            if key(name) in _ALL:
                everywhere = True
            else:
                found.append(name)
    return everywhere, found


def _pair(part: str) -> list[str]:
    return [name.strip() for name in _AND.split(part)] if len(part) < FACTS else [part]


def phases(lines: list[str]) -> list[Phase]:
    """The rows of a schedule: one a line, or several on a line between semicolons."""
    found = []
    for line in lines:
        text = unbullet(line)[1]
        if row := cells(text, 4):
            found.append(Phase(row[0], _day(row[1]), _day(row[2]), row[3]))
        elif text:
            found += [phase(part) for part in _phase_texts(text)]
    return found


def _phase_texts(text: str) -> list[str]:
    if len(text) > FACTS:
        return [text]
    parts = []
    for part in split(text, ";"):
        commas = split(part, ",")
        dated = all(period(one) and phase(one).name != one for one in commas)
        parts += commas if dated else [part]
    return parts if len(parts) <= MOST else [text]


def phase(text: str) -> Phase:
    """One phase: its name before its period (or after); all of the text, where it has none."""
    found = period(text[:FACTS])
    if not found:
        return Phase(text.strip(_EDGES) or text, None, None, text)
    name = text[: found.at].strip(_EDGES) or text[found.to :].strip(_EDGES + ")")
    return Phase(name or text, found.starts, found.ends, text)


def funders(lines: list[str]) -> list[FunderRow]:
    """The sources of money; two on a line are told apart by each having its years."""
    found = []
    for text in items(lines, whole=lambda item: funding_years(item[:FACTS])[0]):
        if row := cells(text, 8):
            name, first, last, stated, amount, share, target, total = row
            facts = {"amount": _decimal(amount), "share": _decimal(share)}
            facts |= {"target": target == "x", "total": total == "x"}
            found.append(FunderRow(name, _number(first), _number(last), stated, **facts))
        else:
            found += [funder(part) for part in _funder_texts(text)]
    return found


def _funder_texts(text: str) -> list[str]:
    if len(text) > FACTS:
        return [text]
    if funding_years(text)[0] is None:
        parts = split(text, ",")
        return parts if len(parts) <= MOST else [text]
    last = max(found.at for found in periods(text))
    ends = [match.span() for match in _JOINS.finditer(text)] + [(len(text), 0)]
    parts, start, at, before = [], 0, 0, 0
    dated = named = False
    for end, after in ends:
        piece = text[at:end]
        has_name = bool(_bare_name(piece))
        if dated and named and has_name and at <= last and _balanced(text[start:before]):
            parts.append(text[start:before].strip())
            start, dated, named = at, False, False
        dated, named = dated or funding_years(piece)[0] is not None, named or has_name
        at, before = after, end
    return [*parts, text[start:].strip()]


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def funder(text: str) -> FunderRow:
    """One source: its short name, its years, and the text as written."""
    start, end = funding_years(text[:FACTS])
    return FunderRow(_funder_name(text[:FACTS]) or text, start, end, text)


def _funder_name(text: str) -> str:
    fund = _FUND.search(text)
    hits = [(match.start(), name) for rule, name in _KNOWN_FUNDERS if (match := rule.search(text))]
    if not hits:
        return _bare_name(text)
    name = min(hits)[1]
    if fund and name == "Uudenmaan ELY-keskus":
        return f"{name}/{fund[1]}"
    return f"{name} ({fund[1]})" if fund and name == "6Aika" else name


def _bare_name(text: str) -> str:
    """A name without the brackets and words that tell its years."""
    text = _BRACKETS.sub(lambda match: "" if period(match[0]) else match[0], text)
    for found in reversed(list(periods(text))):
        text = f"{text[: found.at]} {text[found.to :]}"
    text = _YEAR_WORDS.sub(" ", text).strip(_EDGES)
    return re.sub(r" {2,}", " ", (split(text, ";") or [""])[0]).strip(_EDGES)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    whole = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", text)
    return Decimal(text) if whole else None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
