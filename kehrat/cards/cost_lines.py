"""One line of costs: what it is called, which years it is of, what it comes to."""

import re
from decimal import Decimal, InvalidOperation

from kehityspolku.money import LARGEST
from kehrat.cards.card import BudgetRow
from kehrat.cards.dates import Period, readings
from kehrat.cards.headings import key
from kehrat.cards.money import PERCENT, SUM, figures
from kehrat.cards.rows import FACTS, MOST, cells, unbullet
from kehrat.cards.sums import SOME, TARGET, TOTAL, VAT, Outcome, blank, outcome

_WORDS = re.compile(rf"(?<!\w)(?:{TOTAL}|{TARGET})(?!\w)", re.I)
_LABEL_TAIL = re.compile(r"\s+(?:rahoitus|budjetti|finansiering|funding)$", re.I)
_PHASE_OF = re.compile(r"\b(vaihe)en$", re.I)
EDGES = " \t\xa0\u202f:;,.–—-=+()~±"
_COLUMNS = 8
_SUMMED = (
    r"julki\w+|offentlig\w*"
    r"|kustannu\w+|menot|kulut|tulot|rahoitus|budjetti|talousarvio|hank\w+|projekt\w+|koko|kaikki"
    r"|kostnader\w*|utgifter\w*|inkomster\w*|finansiering\w*|costs|funding|(?:19|20)[0-9]{2}"
    r"|vuosi|vuonna|år|välisumma|total\w?"
)
IS_TOTAL = re.compile(
    rf"(?:(?:{_SUMMED})\s+){{0,4}}(?:{TOTAL}|välisumma|delsumma|subtotal)(?!\w)"
    rf"(?:\s+(?:{_SUMMED}))*(?!\w)",
    re.I,
)
# Of which, with tax: it tells of the sum, not of who pays it.
_ASIDE = re.compile(rf"\(?\s?(?:{SOME.pattern}|{VAT.pattern}).*$", re.I | re.S)
_JOINS = re.compile(r"\s(?:ja|sekä|och|samt|and|&)\s|[;,]\s")


def facts(text: str, *, income: bool = False) -> tuple[list[Period], Outcome]:
    """The dates of a line and what it comes to."""
    line = text[:FACTS]
    told = readings(line)
    dates = [each for each in told if each.starts or each.ends]
    found = outcome(blank(line, told))
    if found.euros is None and not found.doubt and (bare := _year_as_sum(line, dates)):
        return [], bare
    if income and found.doubt == "unit_lacks":
        found = Outcome(share=found.share)
    return dates, found


def _year_as_sum(line: str, dates: list[Period]) -> Outcome | None:
    """A bare number such as 2000 at the end of a line: a sum rather than a year."""
    if len(dates) != 1 or not re.fullmatch("[0-9]{4}", line[dates[0].at : dates[0].to]):
        return None
    before, after = line[: dates[0].at], line[dates[0].to :]
    if after.strip(" .") or not re.search(r"[^\W\d_]{3,}[ \t]$", before):
        return None
    if re.search(r"(?:v\.?|vuo[ns]\w*|år\w*|years?|in)\s$", before, re.I):
        return None
    (number,) = [n for n in figures(line) if n.at == dates[0].at] or [None]
    return number and Outcome(number.euros, [], [number], False, "unit_lacks")


def pieces(text: str, *, is_income: bool) -> list[str]:
    """The parts of a line that each have a name and one sum (of income, a share will do), or one
    name's sums by year; [] where one has not."""
    if "=" in text or SOME.search(text) or re.search(rf"(?<!\w)(?:{TOTAL})(?!\w)", text, re.I):
        return []
    parts = [part.strip() for part in _outside_brackets(text)]
    if 1 < len(parts) <= MOST and all(_is_row(part, is_income) for part in parts):
        return parts
    return _by_years(text)


def _is_row(part: str, is_income: bool) -> bool:
    line = blank(part, readings(part))
    numbers = figures(line)
    if not re.search(r"[^\W\d_]{3,}", blank(line, numbers)):
        return False
    sums = [number for number in numbers if number.kind == SUM and number.sure]
    outside = [n for n in sums if line[: n.at].count("(") <= line[: n.at].count(")")]
    shares = [number for number in numbers if number.kind == PERCENT]
    has_share = is_income and len(shares) == 1 and len(sums) <= 1
    return len(outside) == 1 or has_share


def _by_years(text: str) -> list[str]:
    """ "Palkat 2027: 12 000 €, 2028: 14 000 €" as a line for each year."""
    years = [each for each in readings(text) if each.starts and each.ends]
    sums = [n for n in figures(blank(text, years)) if n.kind == SUM]
    if not 1 < len(years) == len(sums) <= MOST or not all(number.sure for number in sums):
        return []
    order = sorted([*years, *sums], key=lambda each: each.at)
    kinds = [each in years for each in order]
    name = text[: order[0].at].strip(EDGES)
    if not name or kinds != [kinds[0], not kinds[0]] * len(years):
        return []
    pairs = zip(years, sums, strict=True)
    return [
        f"{name} {text[year.at : year.to].strip(EDGES)}: {text[n.at : n.to]}" for year, n in pairs
    ]


def _outside_brackets(text: str) -> list[str]:
    parts, start = [], 0
    for match in _JOINS.finditer(text):
        before = text[: match.start()]
        if before.count("(") <= before.count(")"):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def is_total(text: str) -> bool:
    """Whether a line sums others: "Yhteensä", "Kustannukset totalt"."""
    return bool(IS_TOTAL.match(unbullet(text[:FACTS])[1]))


def row(text: str, dates: list[Period], found: Outcome, *, total: bool) -> BudgetRow:
    """The row of a line whose facts are known; all of it stays in `stated`."""
    line = text[:FACTS]
    label, rest = _label(line, dates, found.used)
    sources = _sources(line, rest, dates, found.used)
    if not label:
        label, sources = sources, ""
    if total and (said := IS_TOTAL.match(unbullet(line)[1])):
        label = said[0].strip(EDGES)
    return BudgetRow(
        label=label or text,
        years=dates[0].years if dates else None,
        amount=found.euros,
        parts=found.parts,
        target=found.about,
        total=total,
        sources=sources,
        stated=text,
    )


def _label(line: str, dates: list[Period], used: list) -> tuple[str, int]:
    """What the row is called, and where in the line the rest begins."""
    ends = [span.at for span in (*dates[:1], *used)] + [line.find(mark) for mark in ":("]
    end = min((at for at in ends if at >= 0), default=len(line))
    text = _WORDS.sub("", line[:end]) if used else line[:end]
    label = (text.strip(EDGES) or line[:end].strip(EDGES)) if end else ""
    if dates and key(label) in ("vuosi", "vuonna", "v", "år", "year"):
        return line[: dates[0].to].strip(EDGES), dates[0].to
    return _PHASE_OF.sub(r"\1", _LABEL_TAIL.sub("", label)), end


def _sources(line: str, rest: int, dates: list[Period], used: list) -> str:
    """The words of the rest that are neither years, amounts nor what leads to them."""
    text = blank(line, (*dates, *used))[rest:].replace("_", "")
    text = _ASIDE.sub("", _WORDS.sub("", re.sub(r"\([^\w()]*\)", "", text)))
    text = re.sub(r"\s[x×*]\s", " ", f"{text} ")
    text = re.sub(r"\s?\)\s?\(\s?|(?:\s?[,;:=+]\s?){2,}", ", ", text)
    text = re.sub(r"\s{2,}", " ", text).strip(EDGES)
    if text.count("(") != text.count(")"):
        text = re.sub(r"\s?[()]\s?", " ", text).strip(EDGES)
    return text if re.search(r"[^\W\d_]{2}", text) else ""


def from_cells(text: str) -> BudgetRow | None:
    """The row of | label | years | sum | parts | target | total | sources | as stated |."""
    found = cells(text, _COLUMNS)
    if not found or len(found) != _COLUMNS:
        return None
    label, years, amount, parts, target, total, sources, stated = found
    try:
        first, last = (int(year) for year in years.split("…")) if years else (None, None)
        money = [Decimal(part) for part in [*parts.split(), *amount.split()]]
        if years and not (0 < first <= 9999 and 0 < last <= 9999):
            return None
        if not all(0 <= each <= LARGEST and each == round(each, 2) for each in money):
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
