"""The lines of a card's budget: which phase, which years, how many euros of what."""

import re
from decimal import Decimal, InvalidOperation

from kehityspolku.money import LARGEST
from kehrat.cards.card import BudgetRow
from kehrat.cards.dates import Period, periods
from kehrat.cards.headings import key
from kehrat.cards.money import Amount, amounts
from kehrat.cards.rows import FACTS, cells, items

_TOTAL = r"yhteensä|kaikkiaan|summa|totalt|sammanlagt|total|in all"
_TARGET = (
    r"tavoite(?:summa|na)?|noin|n\.|c(?:a|irka)?\.|ca|cirka|arviolta|arvioitu|omkring"
    r"|målet|mål|uppskattat|target|about|approx\.?|approximately|estimated"
)
_ENDS_TOTAL = re.compile(rf"(?:^|\W)(?:{_TOTAL})(?:\W|{_TARGET})*$", re.I)
_IS_TARGET = re.compile(rf"(?<!\w)(?:{_TARGET})(?!\w)", re.I)
_WORDS = re.compile(rf"(?<!\w)(?:{_TOTAL}|{_TARGET})(?!\w)", re.I)
_BRACKETS = re.compile(r"\([^()]*\)")
_SOME = re.compile(r"\b(?:joi?sta|sis|sisält\w+|varav|of which|including|inkl)\b", re.I)
_LABEL_TAIL = re.compile(r"\s+(?:rahoitus|budjetti|finansiering|funding)$", re.I)
_PHASE_OF = re.compile(r"\b(vaihe)en$", re.I)
_EDGES = " \t\xa0\u202f:;,.–—-=+()"
_TOTAL_LABELS = {key(word) for word in _TOTAL.split("|")}
_COLUMNS = 8


def budget(lines: list[str]) -> list[BudgetRow]:
    """The rows of a budget, one a line; a line without an amount goes on with the next."""
    found = []
    for text in items(lines, whole=lambda item: row_of(item).amount is not None):
        found.append(_from_cells(text) or row_of(text))
    return found


def row_of(text: str) -> BudgetRow:
    """One line of a budget as far as it is understood; all of it stays in `stated`."""
    line = text[:FACTS]
    dates = list(periods(line))
    money = amounts(_blank(line, dates))
    parts = _parts(line, money)
    total = _total(line, money, parts)
    used = [*parts, *([total] if total else [])]
    label, rest = _label(line, dates, used)
    amount = total.euros if total else sum((part.euros for part in parts), Decimal(0)) or None
    before = line[: total.at] if total else line
    return BudgetRow(
        label=label or text,
        years=dates[0].years if dates else None,
        amount=amount,
        parts=[part.euros for part in parts],
        target=amount is not None and bool(_IS_TARGET.search(before)),
        total=any(key(label).startswith(word) for word in _TOTAL_LABELS),
        sources=_sources(line, rest, dates, used),
        stated=text,
    )


def _blank(line: str, spans) -> str:
    """The line with the given stretches made unreadable, at the same length."""
    for span in spans:
        line = line[: span.at] + "_" * (span.to - span.at) + line[span.to :]
    return line


def _parts(line: str, money: list[Amount]) -> list[Amount]:
    """The amounts of the first sum: joined by plus signs, or listed in brackets."""
    run: list[Amount] = []
    for left, right in zip(money, money[1:], strict=False):
        glue = line[left.to : right.at]
        if len(glue) < 80 and "+" in glue and "=" not in glue:
            run = run or [left]
            run.append(right)
        elif run:
            return run
    return run or _bracketed(line, money)


def _bracketed(line: str, money: list[Amount]) -> list[Amount]:
    """Amounts listed in brackets beside the whole, unless they are said to be only some of it."""
    sure = [amount for amount in money if amount.sure]
    brackets = [match for match in _BRACKETS.finditer(line) if not _SOME.search(match[0])]
    inside = [
        amount
        for amount in sure
        if any(match.start() < amount.at < match.end() for match in brackets)
    ]
    return inside if 2 <= len(inside) < len(sure) else []


def _total(line: str, money: list[Amount], parts: list[Amount]) -> Amount | None:
    """What the line comes to: after the parts' equals sign, after "in all", or the first sure."""
    last = parts[-1].to if parts else 0
    taken = {part.at for part in parts}
    others = [amount for amount in money if amount.at not in taken]
    for amount in others:
        if parts and amount.at >= last and "=" in line[last : amount.at]:
            return amount
    for amount in others:
        if _ENDS_TOTAL.search(line[max(0, amount.at - 60) : amount.at]):
            return amount
    return next((amount for amount in others if amount.sure), None)


def _label(line: str, dates: list[Period], used: list[Amount]) -> tuple[str, int]:
    """What the row is called, and where in the line the rest begins."""
    ends = [span.at for span in (*dates[:1], *used)] + [line.find(mark) for mark in ":("]
    end = min((at for at in ends if at >= 0), default=len(line))
    text = _WORDS.sub("", line[:end]) if used else line[:end]
    label = (text.strip(_EDGES) or line[:end].strip(_EDGES)) if end else ""
    return _PHASE_OF.sub(r"\1", _LABEL_TAIL.sub("", label)), end


def _sources(line: str, rest: int, dates: list[Period], used: list[Amount]) -> str:
    """The words of the rest that are neither years, amounts nor what leads to them."""
    text = _blank(line, (*dates, *used))[rest:].replace("_", "")
    text = _WORDS.sub("", re.sub(r"\([^\w()]*\)", "", text))
    text = re.sub(r"\s?\)\s?\(\s?|(?:\s?[,;:=+]\s?){2,}", ", ", text)
    text = re.sub(r"\s{2,}", " ", text).strip(_EDGES)
    if text.count("(") != text.count(")"):
        text = re.sub(r"\s?[()]\s?", " ", text).strip(_EDGES)
    return text if any(char.isalpha() for char in text) else ""


def _from_cells(text: str) -> BudgetRow | None:
    row = cells(text, _COLUMNS)
    if not row:
        return None
    label, years, amount, parts, target, total, sources, stated = row
    try:
        first, last = (int(year) for year in years.split("…")) if years else (None, None)
        money = [Decimal(part) for part in [*parts.split(), *amount.split()]]
        if years and not (0 < first <= 9999 and 0 < last <= 9999):
            return None
        if not all(0 <= euros <= LARGEST and euros == round(euros, 2) for euros in money):
            return None
    except (ValueError, InvalidOperation):
        return None
    return BudgetRow(
        label=label,
        years=(first, last) if years else None,
        amount=money.pop() if amount else None,
        parts=money,
        target=target == "x",
        total=total == "x",
        sources=sources,
        stated=stated,
    )
