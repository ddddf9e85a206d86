"""The text of the project cards in a Word file (.docx), line by line, as a text file has it."""

import io

from docx import Document
from docx.table import Table, _Cell

from kehityspolku.files import packed
from kehrat.cards.card import BREAKS
from kehrat.cards.headings import heading_of
from kehrat.cards.reading import CardRefused

ZIP, OLD_WORD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # what .docx and .doc files begin with
PARAGRAPHS = 20_000  # of all the cards in it
LONGEST = 2_000_000  # characters of them all
COLUMNS = 64  # of a table
PAGE = "\f"
CODES = {"broken": "broken_word", "locked": "locked_word", "too_large": "heavy_word"}


def text_of(data: bytes) -> str:
    """The text of a Word file: lists with a dash, tables row by row, a form feed at each new page.

    Raises CardRefused for what is no Word file of today, or holds too much.
    """
    if data.startswith(OLD_WORD):
        raise CardRefused("old_word")
    try:
        document = Document(io.BytesIO(packed.office(data)))
        if document.element.xpath("count(//w:p)") > PARAGRAPHS:
            raise CardRefused("heavy_word")
        return "\n".join(_bounded(_lines(document)))
    except CardRefused:
        raise
    except packed.Refused as refused:
        raise CardRefused(CODES[refused.code]) from refused
    except Exception as problem:  # a broken file can break its reader anywhere
        raise CardRefused("broken_word") from problem


def cards_in(text: str) -> list[str]:
    """The text of each card: a new one begins on a new page, not with a heading, and says again
    what the one before has said."""
    first, *pages = text.split(PAGE)
    cards, told = [[first]], _fields(first)
    for page in pages:
        fields = _fields(page)
        if fields & told and _begins_anew(page):
            cards.append([page])
            told = fields
        else:
            cards[-1].append(page)
            told |= fields
    return ["\n".join(card).strip("\n") for card in cards]


def _begins_anew(page):
    first = next((line for line in BREAKS.split(page) if line.strip()), "")
    return bool(first) and not heading_of(first)


def _fields(text):
    return {found[0] for line in BREAKS.split(text) if (found := heading_of(line))}


def _bounded(lines):
    """The lines while they are not too many: a joined cell says its words again in each row."""
    left = LONGEST
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            raise CardRefused("heavy_word")
        yield line


def _lines(holder):
    """The lines of a document or of a table's cell, in the order they are read."""
    for block in holder.iter_inner_content():
        yield from _rows(block) if isinstance(block, Table) else _paragraph(block)


def _paragraph(paragraph):
    text = paragraph.text.strip()
    starts_page = paragraph.paragraph_format.page_break_before
    if text and (starts_page or paragraph._p.style == "Title"):
        yield PAGE
    yield f"- {text}" if text and _is_item(paragraph) and not heading_of(text) else text
    if paragraph._p.xpath(".//w:br[@w:type='page'] | ./w:pPr/w:sectPr"):
        yield PAGE


def _is_item(paragraph):
    """In a list of its own or by its style: the dash or number is drawn, not written."""
    listed = paragraph._p.xpath("./w:pPr/w:numPr")
    return bool(listed) or (paragraph._p.style or "").startswith("List")


def _rows(table):
    """A heading in the first cell opens its field; other rows are "first: second, third"."""
    cells = {}
    for row in table.rows:
        cells = _cells(table, row, cells)
        if not cells:
            continue
        (_first, label, _joined), *rest = cells.values()
        if heading_of(label) or not rest:
            for cell, _words, joined in cells.values():
                if not joined:
                    yield from _lines(cell)
        else:
            told = ", ".join(words for _cell, words, _joined in rest if words)
            yield f"{label}: {told}" if label and told else label or told


def _cells(table, row, above):
    """{column: (cell, its words, whether it is joined to the one above)} of a row."""
    cells, column = {}, row.grid_cols_before
    for tc in row._tr.tc_lst:
        if tc.vMerge == "continue" and column in above:
            cell, words, _joined = above[column]
            cells[column] = (cell, words, True)
        else:
            cell = _Cell(tc, table)
            cells[column] = (cell, " ".join(cell.text.split()), False)
        column += max(1, tc.grid_span)
        if column > COLUMNS:
            raise CardRefused("broken_word")
    return cells
