"""The money of a card: rows of costs and of income, from lines and tables as people write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.money import LARGEST, euros
from kehrat.cards import cost_lines, tables
from kehrat.cards.card import BudgetRow, FunderRow
from kehrat.cards.dates import funding_years
from kehrat.cards.doubts import AS, NOTHING, Choice, Doubt, Questions
from kehrat.cards.funders import from_cells as funder_from_cells
from kehrat.cards.funders import funder, funder_texts
from kehrat.cards.headings import key
from kehrat.cards.money import figures
from kehrat.cards.rows import FACTS, cells, unbullet
from kehrat.cards.sums import SOME, TARGET, VAT, WORK, Outcome, outcome
from kehrat.cards.tables import Column
from kehrat.cards.totals import differing
from kehrat.cards.written import Line

COSTS, INCOME = "cost", "income"
APART, OWN = "apart", "own"  # answers: a row for each sum, a row of its own

_INCOME = re.compile(
    r"oma\s?rahoitu|oman\srahoituk|omavastuu|omarahoitu|haett?\w*\s\w*avustu|avustus(?!\w)"
    r"|haetta\w{1,4}\s(?:summa|tuki|rahoitus)|[\w-]{0,20}tuki(?!\w)|[\w-]{3,20}avustus(?!\w)"
    r"|avustukset|lippu-?tulot|myyntitulot|osallistumismaksut|tulot(?!\w)"
    r"|(?:muu\s|muut\s|julkinen\s|yksityinen\s)?rahoitus(?!\w)|sponsor|lahjoitu|egen\s?finansier"
    r"|(?:eu\s)?contribution(?!\w)|eu[- ](?:rahoitus|stöd|grant|funding)"
    r"|(?:osa|kunta)rahoitus(?!\w)"
    r"|självfinansier|bidrag(?!\w)|inkomster|intäkter|biljettintäkt|own\sfunding|grant(?!\w)",
    re.I,
)
_COST = re.compile(
    r"(?:[\w-]{0,30}(?:kulut|kustannukset|menot|palkat|palkkiot|hankinnat|vuokra|vuokrat)"
    r"|[\w-]{0,20}(?:kostnader|utgifter|löner|hyra|arvoden))(?!\w)",
    re.I,
)
_HEADS = {
    **dict.fromkeys(
        ("menot", "kulut", "kustannukset", "kustannusarvio", "utgifter", "kostnader", "costs"),
        COSTS,
    ),
    **dict.fromkeys(
        (
            "tulot",
            "rahoitus",
            "rahoitussuunnitelma",
            "inkomster",
            "intäkter",
            "finansiering",
            "finansieringsplan",
            "income",
            "funding",
        ),
        INCOME,
    ),
}
_ONLY_SUM = re.compile(r"[0-9][0-9 .,\xa0]{0,20}(?:-|€|eur|euroa?)?\s?", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_PAYERS = (tables.PAYER, tables.PAID)
_ABOUT = re.compile(rf"(?<!\w)(?:{TARGET})(?!\w)|[~±]", re.I)


@dataclass
class Money:
    """Rows of costs, rows of income, what is uncertain of them or was, and the numbers of the lines
    that only head others: the headings of tables, of costs and of income."""

    budget: list[BudgetRow] = field(default_factory=list)
    funders: list[FunderRow] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    settled: list[Doubt] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)


def money(
    costs: list[tuple[int, Line]],
    income: list[tuple[int, Line]],
    corrections: Mapping[str, str] | None = None,
) -> Money:
    """What the lines under the headings of costs and of income say, each with its number."""
    questions = Questions(corrections)
    found = Money(doubts=questions.open, settled=questions.settled)
    totals, payers = {}, []
    for side, lines in ((COSTS, costs), (INCOME, income)):
        block = _Block(side, found, questions)
        block.read(lines)
        totals |= block.totals
        payers += block.payers.values()
    found.funders += [payer.row() for payer in payers if not _is_told(payer, found.funders)]
    found.doubts += [_differs(*payer.differs()) for payer in payers if payer.differs()]
    for row, made in (*differing(found.budget), *differing(found.funders)):
        if number := totals.get(id(row)):
            found.doubts.append(_differs(number, row.stated, row.amount, made))
    found.doubts.sort(key=lambda doubt: doubt.line)
    return found


def _differs(number: int, words: str, said: Decimal, made: Decimal) -> Doubt:
    told = _("%(said)s is written, the rows make %(made)s")
    return Doubt(number, "total_differs", words, told % {"said": euros(said), "made": euros(made)})


@dataclass
class _Payer:
    """A column of a table of costs that holds what one payer pays."""

    name: str
    years: tuple[int, int] | None = None  # of the row, in a table that has one for each year
    made: Decimal = Decimal(0)
    total: Decimal | None = None
    number: int = 0  # of the line with its total

    @property
    def pays(self) -> Decimal:
        return self.made if self.total is None else self.total

    def row(self) -> FunderRow:
        first, last = self.years or (None, None)
        is_total = self.total is not None and not self.made
        return FunderRow(self.name, first, last, self.name, amount=self.pays, total=is_total)

    def differs(self) -> tuple | None:
        """What `_differs` tells, where the column does not make its total."""
        if not self.made or self.total in (None, self.made):
            return None
        return self.number, self.name, self.total, self.made


def _is_told(payer: _Payer, funders: list[FunderRow]) -> bool:
    """Whether a heading of income tells the same money."""
    return any(key(row.name) == key(payer.name) or row.amount == payer.pays for row in funders)


class _Block:
    """The lines under one heading, read into the rows of `money`."""

    def __init__(self, side: str, money: Money, questions: Questions):
        self.side, self.money, self.questions = side, money, questions
        self.columns: list[Column] | None = None
        self.half = 0  # where the income's columns of a table with two sides begin
        self.in_table = False
        self.totals: dict[int, int] = {}  # numbers of their lines, by the row's id
        self.payers: dict[tuple, _Payer] = {}  # by what heads their columns, and the years

    def read(self, lines: list[tuple[int, Line]]):
        for number, line, text, apart in _items(lines, self.side, self.questions.corrections):
            row = tables.cells_of(line)
            if apart and self.columns and len(row) < len(self.columns):
                self.in_table, self.columns, self.half = False, None, 0  # another table
            if bars := cells(text):
                self.exact(number, text, bars)
            elif row:
                self.table(number, line, row)
            else:
                self.in_table, self.columns, self.half = False, None, 0
                self.text(number, text)

    # Running text

    def text(self, number: int, text: str):
        if (side := _HEADS.get(key(text))) and not figures(text):
            self.side = side
            self.money.heads.append(number)
        elif pieces := self.pieces(number, text):
            for piece in pieces:
                self.row(number, piece)
        else:
            self.row(number, text)

    def pieces(self, number: int, text: str) -> list[str]:
        """The rows of a line that names several sums, each with its own name; [] for others."""
        if len(text) > FACTS:
            return []
        pieces = cost_lines.pieces(text, is_income=self.side == INCOME)
        if self.side == INCOME:
            return pieces or funder_texts(text)
        if len(pieces) < 2:
            return []
        sums = [cost_lines.facts(piece)[1].euros for piece in pieces]
        choices = [
            Choice(f"{AS}{APART}", _("a row for each")),
            *self.choices([sums[0], sum(sums)]),
        ]
        told = " · ".join(map(euros, sums))
        answer = self.questions.ask(number, "sums", text, told, choices)
        return pieces if answer in ("", APART) else []

    def row(self, number: int, text: str):
        """One row of costs or of income, and what is uncertain of it."""
        dates, found = cost_lines.facts(text, income=self.side == INCOME)
        is_total = cost_lines.is_total(text)
        side = self.side if is_total else self.side_of(number, text, found)
        if side == INCOME and self.side == COSTS:
            dates, found = cost_lines.facts(text, income=True)
        self.settle(number, text, found, is_total, side)
        if side == INCOME:
            row = funder(text, found, total=is_total)
            if self.money.funders and not re.search(r"[^\W\d_]{3}", row.name):
                row.name = self.money.funders[-1].name  # the same one's money of another year
            self.money.funders.append(row)
        else:
            row = cost_lines.row(text, dates, found, total=is_total)
            self.money.budget.append(row)
        if is_total:
            self.totals[id(row)] = number

    def side_of(self, number: int, text: str, found: Outcome) -> str:
        """Whether a row is one of costs or of income: its heading's, unless its name says other."""
        name = re.split(r"[0-9:(]", unbullet(text)[1], maxsplit=1)[0]
        other = INCOME if self.side == COSTS else COSTS
        named = _INCOME.match(name) if self.side == COSTS else _COST.search(name)
        if not named or (found.euros is None and found.share is None):
            return self.side
        words = {COSTS: _("a cost"), INCOME: _("money that comes in")}
        choices = tuple(Choice(f"{AS}{side}", words[side]) for side in (other, self.side))
        return self.questions.ask(number, "side", text, words[other], choices) or other

    def settle(self, number: int, text: str, found: Outcome, is_total: bool, side: str):
        """Take the answer about a line's sum, or ask."""
        kind = self.kind(text, found, is_total, side)
        if not kind:
            return
        answer = self.ask(number, kind, text, euros(found.euros), [found.euros, *found.others])
        if answer == NOTHING:
            found.euros, found.parts, found.about = None, [], False
        elif answer:
            found.euros = Decimal(answer)
            found.parts = found.parts if sum(found.parts) == found.euros else []

    def kind(self, text: str, found: Outcome, is_total: bool, side: str) -> str:
        """Which question there is about the sum of a row, or ""."""
        if found.doubt:
            is_work = side == COSTS and found.euros is not None and WORK.match(text)
            return "not_money" if is_work else found.doubt
        if found.euros is None:
            if side == INCOME:
                return "share" if found.share is not None else ""
            return "sum_lacks"
        if is_total:
            return ""
        if side == COSTS and WORK.match(text):
            return "not_money"
        return "vat" if VAT.match(unbullet(text)[1]) else ""

    def ask(self, number: int, kind: str, words: str, reading: str, sums: list) -> str:
        """The answer about a line, else ""; and then the doubt is told."""
        choices = self.choices(sums)
        if choices:
            choices.append(Choice(f"{AS}{NOTHING}", _("no sum")))
        return self.questions.ask(number, kind, words, reading or _("no sum"), choices)

    @staticmethod
    def choices(sums: list) -> list[Choice]:
        sums = dict.fromkeys(each for each in sums if each is not None and each <= LARGEST)
        return [Choice(f"{AS}{_plain(each)}", euros(each)) for each in sums]

    # Tables

    def exact(self, number: int, text: str, row: list[str]):
        """A row as this portal writes one; or a table drawn with bars."""
        if self.side == COSTS and (found := cost_lines.from_cells(text)):
            self.money.budget.append(found)
        elif self.side == INCOME and (found := funder_from_cells(text)):
            self.money.funders.append(found)
        elif all(map(tables.is_empty, row)):
            self.money.heads.append(number)
        elif sum(map(bool, row)) > 1:
            self.table(number, Line(_told(row)), tuple(row))
        else:
            self.text(number, " ".join(filter(None, row)) or text)

    def table(self, number: int, line: Line, row: tuple[str, ...]):
        first = not self.in_table
        self.in_table = True
        if first and (half := tables.halves(row)):
            self.half, self.columns = half, None
            self.money.heads.append(number)
        elif self.half:
            self.two_sides(number, row)
        elif (columns := tables.columns_of(row)) and (first or _has_years(columns)):
            self.columns = [self.of_side(column) for column in columns]
            self.money.heads.append(number)
        elif self.columns and self.has_sums(row):
            if len(row) == len(self.columns) + 1 and self.columns[0].role != tables.TEXT:
                self.columns.insert(0, Column(tables.TEXT))  # above the names stood nothing
            self.columned(number, line, row)
        elif sum(map(tables.is_number, row)) > 1:
            self.bare(number, line, row)
        else:
            self.text(number, _told(row))

    def of_side(self, column: Column) -> Column:
        """A column as it is on this side: in a table of income a payer's name heads nothing."""
        is_paid = column.role == tables.PAID and self.side == INCOME
        return replace(column, role=tables.TEXT) if is_paid else column

    def has_sums(self, row: tuple[str, ...]) -> bool:
        """Whether a row below a heading has numbers where the heading says money."""
        pairs = zip(self.columns, row, strict=False)
        return any(figures(c) for column, c in pairs if column.role != tables.TEXT) or any(
            map(tables.is_number, row)
        )

    def two_sides(self, number: int, row: tuple[str, ...]):
        """A row of costs to the left, of income to the right."""
        side = self.side
        for half, part in ((COSTS, row[: self.half]), (INCOME, row[self.half :])):
            if any(not tables.is_empty(cell) for cell in part):
                self.side = half
                self.row(number, _told(part))
        self.side = side

    def columned(self, number: int, line: Line, row: tuple[str, ...]):
        """A row below a heading: a row for each year, or one with its total."""
        pairs = list(zip(self.columns, row, strict=False))
        texts = [cell for column, cell in pairs if column.role == tables.TEXT and cell]
        names = [cell for cell in texts if not tables.is_number(cell)]
        facts = {
            "label": next(iter(names), "") or row[0] or line.text,
            "share": _last(tables.share_in(cell) for c, cell in pairs if c.role == tables.SHARE),
            "payer": ", ".join(cell for c, cell in pairs if _names_payer(c, cell)),
        }
        facts["total"] = bool(cost_lines.IS_TOTAL.match(facts["label"]))
        whole = self.sum_of(number, pairs, tables.TOTAL)
        years = [(c, cell) for c, cell in pairs if c.years and not tables.is_empty(cell)]
        if years and not (facts["total"] and whole is not None):
            self.by_year(number, line.text, years, whole, **facts)
            return
        amount = self.sum_of(number, pairs, tables.MONEY) if whole is None else whole
        own = tables.years_in(facts["label"])
        paid = self.paid(number, pairs, own, total=facts["total"])
        amount = paid if amount is None else amount
        plain = [found for text in texts if (found := tables.sum_in(text)) is not None]
        if amount is None:
            amount = self.priced(pairs)
        if amount is None and plain:
            amount = self.taken(number, line.text, plain)
        if amount is None and not facts["total"]:
            self.ask(number, "sum_lacks", line.text, "", [])
        is_made = len(plain) > 1 and sum(plain) == amount and not facts["total"]
        self.add(number, line.text, own, amount, parts=plain if is_made else (), **facts)

    def paid(self, number: int, pairs, years, *, total: bool) -> Decimal | None:
        """Note what the payers' columns of a row of costs hold; returns what they pay together,
        None where no column has a payer's name."""
        found = []
        for column, cell in pairs:
            if self.side == COSTS and column.role in _PAYERS and tables.is_number(cell):
                name = column.head
                payer = self.payers.setdefault((name, years), _Payer(name, years))
                amount = tables.sum_in(cell, column)
                found += [amount] if column.role == tables.PAID else []
                if total:
                    payer.total, payer.number = amount, number
                else:
                    payer.made += amount
        return sum(found) if found else None

    def by_year(self, number: int, stated: str, years, whole: Decimal | None, **facts):
        """A row for each year of a table's row; its own total is checked."""
        made = Decimal(0)
        for column, cell in years:
            amount = self.cell(number, column, cell, stated)
            made += amount or 0
            said = euros(amount) if column.thousands and amount is not None else cell
            told = f"{facts['label']} ({moments.years(*column.years)}): {said}"
            self.add(number, told, column.years, amount, **facts)
        if whole is not None and whole != made:
            self.money.doubts.append(_differs(number, stated, whole, made))

    def sum_of(self, number: int, pairs, role: str) -> Decimal | None:
        """The sum in the last column of a kind that has one."""
        cells = [(c, cell) for c, cell in pairs if c.role == role and not tables.is_empty(cell)]
        return self.cell(number, *cells[-1], cells[-1][1]) if cells else None

    def cell(self, number: int, column: Column, cell: str, words: str) -> Decimal | None:
        """What a cell of money comes to; asked about where it is more than a number."""
        amount = tables.sum_in(cell, column)
        if amount is None and cell:
            found = outcome(cell[:FACTS])
            self.settle(number, words, found, False, self.side)
            amount = found.euros
        return amount

    def priced(self, pairs) -> Decimal | None:
        """A price times a number of units, where the table's heading tells both."""
        price = _last(tables.sum_in(cell) for c, cell in pairs if c.role == tables.PRICE)
        units = [figures(cell) for c, cell in pairs if c.role == tables.NUMBER]
        units = [found[0].euros for found in units if len(found) == 1]
        if price is None or not units:
            return None
        return (price * units[0]).quantize(Decimal("0.01"))

    def taken(self, number: int, stated: str, sums: list[Decimal]) -> Decimal | None:
        """The last of several sums, unless another is asked for."""
        if len(sums) == 1 or (len(sums) > 2 and sum(sums[:-1]) == sums[-1]):
            return sums[-1]
        answer = self.ask(number, "sums", stated, euros(sums[-1]), sums[::-1])
        if answer == NOTHING:
            return None
        return Decimal(answer) if answer else sums[-1]

    def bare(self, number: int, line: Line, row: tuple[str, ...]):
        """A row with several sums below no heading."""
        sums = [
            s for cell in row if tables.is_number(cell) and (s := tables.sum_in(cell)) is not None
        ]
        label = next((c for c in row if not tables.is_number(c) and not tables.is_empty(c)), row[0])
        amount = self.taken(number, line.text, sums)
        parts = sums[:-1] if len(sums) > 2 and sum(sums[:-1]) == amount else []
        total = bool(cost_lines.IS_TOTAL.match(label))
        parts = [] if total else parts
        self.add(number, line.text, None, amount, label=label, total=total, parts=parts)

    def add(self, number, stated, years, amount, *, label, total, share=None, payer="", parts=()):
        """A row of a table on the side where it stands."""
        name = label.strip(cost_lines.EDGES) or label
        about = bool(_ABOUT.search(stated))
        if self.side == INCOME:
            first, last = years or (None, None)
            row = FunderRow(
                name, first, last, stated, amount=amount, share=share, target=about, total=total
            )
            self.money.funders.append(row)
        else:
            row = BudgetRow(name, years, amount, list(parts), about, total, payer, stated)
            self.money.budget.append(row)
        if total:
            self.totals[id(row)] = number


def _items(lines: list[tuple[int, Line]], side: str, corrections: Mapping[str, str]):
    """[(number, line, text, whether an empty line is above)] of the items. A line right below a
    bullet goes on with it until it is whole; one that begins with "of which" goes on with the line
    above; so does a single sum below a name without one, as a form copied from a page has them."""
    found: list[tuple[int, Line, str, bool]] = []
    goes_on, apart = False, True
    sums = [not line.cells and bool(_ONLY_SUM.fullmatch(line.text)) for _at, line in lines]
    for place, (number, line) in enumerate(lines):
        bulleted, text = unbullet(line.text)
        bulleted = bulleted or line.item
        if not text:
            goes_on, apart = False, True
            continue
        follows = goes_on and not bulleted and not _is_whole(found[-1][2], side)
        is_single = sums[place] and not any(sums[place + 1 : place + 2])
        if is_single and not apart and found and _is_name(found[-1]):
            first, kept, above, was_apart = found[-1]
            found[-1] = (first, kept, f"{above.rstrip(':')}: {text}", was_apart)
        elif found and not line.cells and (follows or _is_some(number, text, corrections)):
            first, kept, above, was_apart = found[-1]
            found[-1] = (first, kept, f"{above} {text}", was_apart)
        else:
            found.append((number, line, text, apart))
            goes_on = bulleted and not line.item  # a paragraph of a document ends where it ends
        apart = False
    return found


def _is_name(item: tuple[int, Line, str, bool]) -> bool:
    """Whether an item of text has words and no sum."""
    _number, line, text, _apart = item
    return not line.cells and bool(_LETTER.search(text)) and cost_lines.facts(text)[1].euros is None


def _is_whole(text: str, side: str) -> bool:
    """Whether a row needs no more words: it has a sum or, of income, its years."""
    if side == INCOME and funding_years(text[:FACTS])[0]:
        return True
    return cost_lines.facts(text)[1].euros is not None


def _is_some(number: int, text: str, corrections: Mapping[str, str]) -> bool:
    return bool(SOME.match(text)) and corrections.get(str(number)) != f"{AS}{OWN}"


def _told(row: Sequence[str]) -> str:
    """The cells of a row as a line of text."""
    first, *rest = [cell for cell in row if not tables.is_empty(cell)] or [""]
    return f"{first}: {', '.join(rest)}" if rest else first


def _has_years(columns: list[Column]) -> bool:
    return any(column.years for column in columns)


def _names_payer(column: Column, cell: str) -> bool:
    return column.role == tables.PAYER and bool(cell) and not tables.is_number(cell)


def _last(values):
    return next((value for value in reversed(list(values)) if value is not None), None)


def _plain(amount: Decimal) -> str:
    """The shortest way to write a sum in a form: 3600, 18.5."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
