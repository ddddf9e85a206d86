"""The text of the project cards in a Word file (.docx), line by line, as a text file has it."""

import io
import zipfile

from docx import Document
from docx.table import Table

from .card import BREAKS
from .card_headings import heading_of
from .card_text import CardRefused

ZIP, OLD_WORD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # what .docx and .doc files begin with
UNPACKED = 50_000_000  # bytes: a small file may unpack to fill a memory
PARAGRAPHS = 20_000  # of all the cards in it
COLUMNS = 64  # of a table
PAGE = "\f"


def text_of(data: bytes) -> str:
    """The text of a Word file: lists with a dash, tables row by row, a form feed at each new page.

    Raises CardRefused for what is no Word file of today, or unpacks to too much.
    """
    if data.startswith(OLD_WORD):
        raise CardRefused("old_word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise CardRefused("too_large")
        document = Document(io.BytesIO(data))
        if document.element.xpath("count(//w:p)") > PARAGRAPHS:
            raise CardRefused("too_large")
        return "\n".join(_lines(document))
    except CardRefused:
        raise
    except Exception as problem:  # a broken file can break its reader anywhere
        raise CardRefused("broken_word") from problem


def cards_in(text: str) -> list[str]:
    """The text of each card: a new one begins on a new page, not with a heading, and says again
    what the one before has said."""
    first, *pages = text.split(PAGE)
    cards = [first]
    for page in pages:
        if _begins_anew(page, cards[-1]):
            cards.append(page)
        else:
            cards[-1] += f"\n{page}"
    return [card.strip("\n") for card in cards]


def _begins_anew(page, card):
    first = next((line for line in BREAKS.split(page) if line.strip()), "")
    return bool(first) and not heading_of(first) and bool(_fields(page) & _fields(card))


def _fields(text):
    return {found[0] for line in BREAKS.split(text) if (found := heading_of(line))}


def _lines(holder):
    """The lines of a document or of a table's cell, in the order they are read."""
    for block in holder.iter_inner_content():
        yield from _rows(block) if isinstance(block, Table) else _paragraph(block)


def _paragraph(paragraph):
    text = paragraph.text.strip()
    starts_page = paragraph.paragraph_format.page_break_before
    if text and (starts_page or paragraph.style.style_id == "Title"):
        yield PAGE
    yield f"- {text}" if text and _is_item(paragraph) and not heading_of(text) else text
    if paragraph._p.xpath(".//w:br[@w:type='page'] | ./w:pPr/w:sectPr"):
        yield PAGE


def _is_item(paragraph):
    """In a list of its own or by its style: the dash or number is drawn, not written."""
    listed = paragraph._p.xpath("./w:pPr/w:numPr")
    return bool(listed) or paragraph.style.style_id.startswith("List")


def _rows(table):
    """A heading in the first cell opens its field; other rows are "first: second, third"."""
    for row in table.rows:
        if sum(cell.grid_span for cell in row._tr.tc_lst) > COLUMNS:
            raise CardRefused("broken_word")
        cells = list({cell._tc: cell for cell in row.cells}.values())  # joined cells come once
        first, *rest = cells or [None]
        if first is None:
            continue
        label = " ".join(first.text.split())
        if heading_of(label) or len(cells) == 1:
            for cell in cells:
                yield from _lines(cell)
        else:
            told = ", ".join(" ".join(cell.text.split()) for cell in rest if cell.text.strip())
            yield f"{label}: {told}" if label and told else label or told
