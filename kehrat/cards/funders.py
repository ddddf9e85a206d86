"""The sources of money: their names, years, sums and shares in per cent."""

import re
from decimal import Decimal

from kehrat.cards.card import FunderRow
from kehrat.cards.dates import funding_years, period, periods
from kehrat.cards.money import PERCENT, figures
from kehrat.cards.rows import FACTS, MOST, cells, split
from kehrat.cards.sums import TARGET, TOTAL, Outcome, blank, outcome

_KNOWN = (
    (re.compile(r"\btem\b|\btyö-\sja\selinkeinoministeriö", re.I), "TEM"),
    (re.compile(r"\buudenmaan\sliitto\b", re.I), "Uudenmaan liitto"),
    (re.compile(r"\buudenmaan\sely\b", re.I), "Uudenmaan ELY-keskus"),
    (re.compile(r"\bhelsingin\skaupunki\b", re.I), "Helsingin kaupunki"),
    (re.compile(r"\b6aika", re.I), "6Aika"),
)
_JOINS = re.compile(r"\s(?:ja|sekä|och|samt|and|&|\+)\s|[;,]\s")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR_WORDS = re.compile(
    r"\b(?:v\.?|v:\w{1,5}|vuo[ns]\w{1,8}|år\w{0,3}|years?)(?:\s*$|\s{2,})"
    r"|(?<![\s,;])[\s,;]*(?:\b(?:ja|sekä|och|samt|and)\b)?[\s,;]*$",
    re.I,
)
_FUND = re.compile(r"\b(ESR\+?|ESF\+?|EAKR|ERUF|ERDF)(?!\w)", re.I)
_SUM_WORDS = re.compile(rf"(?<!\w)(?:{TOTAL}|{TARGET})(?!\w)", re.I)
_EDGES = " \t\xa0\u202f:;,.–—-=+("


def funder(text: str, found: Outcome | None = None, *, total: bool = False) -> FunderRow:
    """One source: its short name, its years, its sum and share, and the text as written."""
    line = text[:FACTS]
    start, end = funding_years(line)
    found = found or outcome(blank(line, list(periods(line))))
    name = line[: min((span.at for span in found.used), default=None)] if total else ""
    return FunderRow(
        name.strip(_EDGES) or _name(_before_sums(line, found)) or text,
        start,
        end,
        text,
        amount=found.euros,
        share=found.share,
        target=found.about,
        total=total,
    )


def funder_texts(text: str) -> list[str]:
    """The sources on a line: two are told apart by each having its years, or by commas."""
    if len(text) > FACTS:
        return [text]
    if funding_years(text)[0] is None:
        parts = (
            split(text, ",") if not any(n.sure or n.kind == PERCENT for n in figures(text)) else []
        )
        return parts if 0 < len(parts) <= MOST else [text]
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


def from_cells(text: str) -> FunderRow | None:
    """The row of | name | from | to | as stated | sum | share | target | total |."""
    row = cells(text, 8) or cells(text, 4)
    if not row or len(row) not in (4, 8):
        return None
    name, first, last, stated, amount, share, target, total = [*row, "", "", "", ""][:8]
    return FunderRow(
        name,
        _number(first),
        _number(last),
        stated,
        amount=_decimal(amount),
        share=_decimal(share),
        target=target == "x",
        total=total == "x",
    )


def _before_sums(line: str, found: Outcome) -> str:
    """The words before the first sum or share, else those after it."""
    spans = [*found.used, *(number for number in figures(line) if number.kind == PERCENT)]
    if not spans or (found.euros is None and found.share is None and not found.doubt):
        return line
    first = min(span.at for span in spans)
    for words in (line[:first], blank(line, spans)[first:].replace("_", " ")):
        words = re.sub(r"\s{2,}", " ", _SUM_WORDS.sub("", words)).strip(_EDGES)
        if words.count("(") != words.count(")"):
            words = re.sub(r"[()]", "", words).strip(_EDGES)
        if any(char.isalpha() for char in words):
            return words
    return line


def _name(text: str) -> str:
    fund = _FUND.search(text)
    hits = [(match.start(), name) for rule, name in _KNOWN if (match := rule.search(text))]
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


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def _decimal(text: str) -> Decimal | None:
    whole = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", text)
    return Decimal(text) if whole else None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
