"""The words of a PDF file, page by page, as pypdf tells them."""

from collections import Counter
from io import BytesIO

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, NameObject

from kehrat.cards.pdf_forms import filled_on, told_of, with_filled
from kehrat.cards.pdf_tables import Piece, cells_in, in_columns, in_rows, with_tabs

PAGES = 300
LONGEST = 2_000_000  # characters of all the pages
LARGE = 1.12  # times the usual size of letters: a line that stands out
GAP = 1.7  # times the usual distance of lines: an empty line was meant
MOVES = (b"Tm", b"Td", b"TD", b"T*")  # to where the next letters stand
MARKS = set("•◦▪‣–-·*○●■□")  # of a list, where it stands alone
BOLD = ("bold", "black", "heavy", "semibold", "demi")


def pages_of(data):
    """What the file holds:

    {"refused": "locked_pdf" or "heavy_pdf"}, or its "lines": [page, text, whether it stands out,
    where: "" for the page itself, "field" or "comment"], how many "pages" and "pictures" it has.
    """
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "locked_pdf"}
    if len(reader.pages) > PAGES:
        return {"refused": "heavy_pdf"}
    chunks, lines, pictures, left = [], [], set(), LONGEST
    filled, placed = [], set()
    for number, page in enumerate(reader.pages, start=1):
        told = _chunks(page)
        left -= sum(len(chunk.text) for chunk in told)
        if left < 0:
            return {"refused": "heavy_pdf"}
        chunks.append(told)
        pictures |= _pictures(page)
        lines.append(_comments(page, number))
        told = filled_on(page)
        filled.append(told)
        placed |= {one.name for one in told}
    usual = _most(chunk.size for told in chunks for chunk in told for _ in chunk.text.strip())
    for number, told in enumerate(chunks, start=1):
        lines[number - 1] = _lines(told, number, usual, filled[number - 1]) + lines[number - 1]
    written = [line for page in lines for line in page]
    lines = written + _fields(reader, placed)
    return {"lines": lines, "pages": len(chunks), "pictures": len(pictures)}


def _most(values):
    found = Counter(values).most_common(1)
    return found[0][0] if found else 0


def _chunks(page):
    """A Piece for each run of letters, in the order in which they are drawn."""
    chunks = []

    def visit(text, matrix, place, font, size):
        if not text:
            return
        name = str((font or {}).get("/BaseFont", "")).lower()
        left = matrix[0] * place[4] + matrix[2] * place[5] + matrix[4]
        high = matrix[1] * place[4] + matrix[3] * place[5] + matrix[5]
        shown = abs(size * (place[3] or place[1]) * (matrix[3] or matrix[1]))
        bold = any(word in name for word in BOLD)
        chunks.append(Piece(text, round(shown, 1), bold, high, left))

    _apart(page)
    page.extract_text(visitor_text=visit)
    return chunks


def _apart(page):
    """Have each move on the page begin a new run of letters: pypdf hands over what it has when a
    font is chosen, so that the same one is chosen again."""
    if not (content := page.get("/Contents")):
        return
    content = ContentStream(content.get_object(), page.pdf, "bytes")
    font, found = None, []
    for operands, operator in content.operations:
        if operator == b"Tf":
            font = operands
        elif operator in MOVES and font:
            found.append((font, b"Tf"))
        found.append((operands, operator))
    content.operations = found
    page[NameObject("/Contents")] = content


def _lines(chunks, page, usual, filled):
    """The lines of a page; where the distance to the one above is large, an empty one between.

    Between the cells of a row stands a tab.
    """
    rows = [[]]
    for chunk in chunks:
        for at, text in enumerate(chunk.text.split("\n")):
            if at:
                rows.append([])
            if text.strip():
                rows[-1].append(chunk._replace(text=text))
            elif text and rows[-1]:
                rows[-1].append(rows[-1][-1]._replace(text=text))

    def stands_out(row):
        return all(piece.bold or piece.size > usual * LARGE for piece in row)

    rows = in_columns(in_rows(_with_marks([row for row in rows if row])), stands_out)
    rows = with_filled(rows, filled)
    starts = Counter(round(piece.left) for row in rows for piece in cells_in(row))
    gaps = [above[0].high - row[0].high for above, row in zip(rows, rows[1:], strict=False)]
    step = _most(round(gap, 1) for gap in gaps if gap > 0)
    lines = []
    for row, gap in zip(rows, [0, *gaps], strict=False):
        if lines and step and gap > GAP * step:
            lines.append([page, "", False, ""])
        lines.append([page, with_tabs(row, starts), stands_out(row), ""])
    return lines


def _with_marks(rows):
    """The rows, with marks of a list that were drawn alone before the words they stand beside."""
    alone = [len(row) == 1 and row[0].text.strip() in MARKS for row in rows]
    marks = Counter(_height(row) for row, mark in zip(rows, alone, strict=True) if mark)
    found = []
    for row in (row for row, mark in zip(rows, alone, strict=True) if not mark):
        if marks[_height(row)]:
            marks[_height(row)] -= 1
            row = [row[0]._replace(text="• "), *row]
        found.append(row)
    return found


def _height(row):
    return round(row[0].high)


def _pictures(page):
    """The pictures that the page may draw, by their numbers: pages may share them."""
    try:
        drawn = page["/Resources"]["/XObject"].get_object()
        return {
            drawn.raw_get(name).idnum for name in drawn if drawn[name].get("/Subtype") == "/Image"
        }
    except (KeyError, AttributeError, TypeError, PyPdfError):
        return set()


def _comments(page, number):
    """What people wrote on the page: notes and boxes of text."""
    try:
        notes = [note.get_object() for note in page.get("/Annots") or ()]
        told = [n.get("/Contents") for n in notes if n.get("/Subtype") in ("/Text", "/FreeText")]
    except (KeyError, AttributeError, TypeError, PyPdfError):
        return []
    return [
        [number, line.strip(), False, "comment"]
        for words in told
        if words
        for line in str(words).splitlines()
    ]


def _fields(reader, placed):
    """What was filled in a form and stands nowhere on the pages."""
    others = (reader.get_fields() or {}).items()
    told = (told_of(field, name) for name, field in others if name not in placed)
    return [[0, words, False, "field"] for words in told if words]
