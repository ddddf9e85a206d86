"""Tables of money: which column holds years, totals, prices, shares, payers."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kehrat.cards.headings import key
from kehrat.cards.money import PERCENT, RATE, SUM, figures
from kehrat.cards.rows import cells as bars
from kehrat.cards.written import Line

MOST = 24  # columns that are looked at
YEARS, TOTAL, MONEY, PRICE, NUMBER, SHARE, PAYER, PAID, TEXT = (
    "years",
    "total",
    "money",
    "price",
    "number",
    "share",
    "payer",  # who pays, or how much of it comes in
    "paid",  # what one payer pays, whose name heads the column
    "text",
)
_SPLIT = re.compile(r"\s*\t\s*|(?<=\S) {3,}(?=\S)")
_YEAR = re.compile(
    r"(?:v\.?|vuosi|vuonna|år|year)?\s{0,2}((?:19|20)[0-9]{2})"
    r"(?:\s{0,2}[-–—]\s{0,2}((?:19|20)[0-9]{2}))?[\s(,]{0,3}(?:1\s?000\s?)?(?:€|euroa?|eur|te"
    r"|t€)?\)?",
    re.I,
)
# In this order: a heading of two kinds is the first.
_HEADS = (
    (
        PRICE,
        r"hinta\s?/|à|á|(?:yksikkö|kappale|tunti|kpl|a|à)-?\s?hin\w+|€\s?/|styckpris|enhetspris"
        r"|timpris|per\s|unit\sprice",
    ),
    (SHARE, r"%|osuus\w{0,3}|andel\w{0,3}|share|prosent\w*|procent"),
    (TOTAL, r"yhteensä|yht|kaikkiaan|totalt|sammanlagt|total|summa\syhteensä|in\sall"),
    (
        MONEY,
        r"€|eur|euro\w{0,3}|te|summa|hinta|kustannu\w*|kulut|menot|tulot|hinta-arvio|arvio"
        r"|budjet\w*"
        r"|määrä\s?\(?€|rahamäärä|belopp|kostnad\w*|utgift\w*|inkomst\w*|pris|budget|cost\w?|amount"
        r"|1\s?000",
    ),
    (NUMBER, r"määrä|kpl|lkm|lukumäärä|tun\w+|h|antal|timmar|kk|number|hours"),
    (
        PAID,
        r"(?:esr|esf|eakr|eruf|erdf|eu|leader)\+?(?:-\w+)?|kun(?:ta|nan|tien)[\w-]*|kaupun[\w-]+"
        r"|valtio[\w-]*|oma[\w-]*|yksityi[\w-]+|julki[\w-]+|(?:haettava\s)?(?:avustus|tuki)"
        r"|muu(?:t)?\s(?:raha\w*|avustu\w+)|hakija\w*|talkoo\w*|kommun\w*|stad\w*|stat\w*"
        r"|egen\w*|privat\w*|bidrag|sökt\sbidrag|city|state|own\w*|grant|säätiö\w*|seurakun\w+",
    ),
    (PAYER, r"rahoit\w+|maksaja|kuka\smaksaa|lähde|finansi\w+|betalare|payer|funder"),
)
_HEADS = tuple((role, re.compile(rf"(?:{words})(?!\w)", re.I)) for role, words in _HEADS)
_COSTS = re.compile(r"(?:meno|kulu|kustannu|utgift|kostnad|cost|expen)\w*(?:\s?\(?€\)?)?", re.I)
_INCOME = re.compile(
    r"(?:tulo[tj]|rahoitus|inkomst|intäkt|finansiering|income|funding)\w*(?:\s?\(?€\)?)?", re.I
)
_THOUSANDS = re.compile(r"(?<!\w)(?:1\s?000\s?(?:€|eur)|t\s?€|t\.?e(?:ur)?(?!\w)|tuhat\w*)", re.I)
_NOTHING = re.compile(r"[\s.:=–—−-]*")


@dataclass(frozen=True)
class Column:
    role: str
    head: str = ""
    years: tuple[int, int] | None = None
    thousands: bool = False


def cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a line that is a table's row; () for running text."""
    if line.cells:
        found = line.cells
    elif row := bars(line.text):
        found = row
    else:
        found = _SPLIT.split(line.text)
    found = tuple(" ".join(cell.split()) for cell in found[:MOST])
    return found if sum(map(bool, found)) > 1 else ()


def with_gaps(texts: list[str], rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with their empty cells, where they were copied from a sheet.

    One tab stands there between two cells, so two are a cell without text, and the first row, the
    heading's, has no such cell. Elsewhere people type several tabs to bring columns in line.
    """
    columns, found = None, []
    for text, row in zip(texts, rows, strict=True):
        cells = tuple(" ".join(cell.split()) for cell in text.split("\t")[:MOST])
        if not row:
            columns = None
        elif columns is None:
            columns = len(cells) if all(cells) else 0
        elif "" in cells and len(cells) <= columns:
            row = cells
        found.append(row)
    return found


def columns_of(cells: tuple[str, ...]) -> list[Column] | None:
    """The columns that a row heads; None for a row that is no heading."""
    found = [_column(cell) for cell in cells]
    plain = [cell for cell, column in zip(cells, found, strict=True) if column.role == TEXT]
    if all(column.role == TEXT for column in found[1:]) or any(map(_is_sum, plain)):
        return None
    first = found[0] if found[0].role == YEARS else Column(TEXT, found[0].head)  # "Menot | €"
    return [first, *found[1:]]


def halves(cells: tuple[str, ...]) -> int:
    """Where a heading of two tables side by side, costs and income, begins the second; or 0."""
    if not cells or not _COSTS.fullmatch(cells[0]):
        return 0
    return next((at for at, cell in enumerate(cells) if at and _INCOME.fullmatch(cell)), 0)


def sum_in(cell: str, column: Column | None = None) -> Decimal | None:
    """The one sum of a cell that holds nothing else to speak of."""
    numbers = [number for number in figures(cell) if number.kind in (SUM, RATE)]
    if len(numbers) != 1:
        return None
    (number,) = numbers
    if re.search(r"[^\W\d_]{3,}", cell[: number.at] + cell[number.to :]):
        return None
    small = column and column.thousands and number.euros < 100_000
    return number.euros * 1000 if small else number.euros


def share_in(cell: str) -> Decimal | None:
    """The one percentage of a cell, with its sign or without."""
    found = figures(cell)
    return found[0].euros if len(found) == 1 and found[0].euros <= 100 else None


def is_number(cell: str) -> bool:
    """Whether a cell is a sum and nothing else."""
    return sum_in(cell) is not None and not any(n.kind == PERCENT for n in figures(cell))


def is_empty(cell: str) -> bool:
    """Whether a cell holds nothing, or the dashes of a drawn table."""
    return bool(_NOTHING.fullmatch(cell))


def years_in(cell: str) -> tuple[int, int] | None:
    """The year or years that are all of a cell."""
    found = _YEAR.fullmatch(cell.strip(" :"))
    return (int(found[1]), int(found[2] or found[1])) if found else None


def _column(cell: str) -> Column:
    thousands = bool(_THOUSANDS.search(cell))
    if years := years_in(cell):
        return Column(YEARS, cell, years, thousands)
    if len(cell) <= 40:
        for role, words in _HEADS:
            if words.match(key(cell) or cell) or (role == MONEY and "(€" in cell):
                return Column(role, cell, None, thousands)
    return Column(TEXT, cell)


def _is_sum(cell: str) -> bool:
    return any(number.sure for number in figures(cell))
