"""The words of a PDF file, page by page, as pypdf tells them."""

from collections import Counter
from io import BytesIO

import pypdf
from pypdf.errors import PyPdfError

PAGES = 300
LONGEST = 2_000_000  # characters of all the pages
LARGE = 1.12  # times the usual size of letters: a line that stands out
GAP = 1.7  # times the usual distance of lines: an empty line was meant
TICKED, UNTICKED = "☒", "☐"
CHOICES = 1 << 15 | 1 << 16  # flags of buttons that are no tick boxes: one of several, a mere push
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
    for number, page in enumerate(reader.pages, start=1):
        told = _chunks(page)
        left -= sum(len(chunk[0]) for chunk in told)
        if left < 0:
            return {"refused": "heavy_pdf"}
        chunks.append(told)
        pictures |= _pictures(page)
        lines.append(_comments(page, number))
    usual = _most(size for told in chunks for text, size, _bold, _y in told for _ in text.strip())
    for number, told in enumerate(chunks, start=1):
        lines[number - 1] = _lines(told, number, usual) + lines[number - 1]
    written = [line for page in lines for line in page]
    lines = written + _fields(reader)
    return {"lines": lines, "pages": len(chunks), "pictures": len(pictures)}


def _most(values):
    found = Counter(values).most_common(1)
    return found[0][0] if found else 0


def _chunks(page):
    """(text, size of its letters, whether they are bold, how high it stands) in reading order."""
    chunks = []

    def visit(text, matrix, place, font, size):
        if not text:
            return
        name = str((font or {}).get("/BaseFont", "")).lower()
        high = matrix[1] * place[4] + matrix[3] * place[5] + matrix[5]
        shown = abs(size * (place[3] or place[1]) * (matrix[3] or matrix[1]))
        chunks.append((text, round(shown, 1), any(word in name for word in BOLD), high))

    page.extract_text(visitor_text=visit)
    return chunks


def _lines(chunks, page, usual):
    """The lines of a page; where the distance to the one above is large, an empty one between."""
    rows = [[]]
    for text, size, bold, high in chunks:
        for at, piece in enumerate(text.split("\n")):
            if at:
                rows.append([])
            if piece.strip():
                rows[-1].append((piece, size, bold, high))
            elif piece and rows[-1]:
                rows[-1].append((piece, *rows[-1][-1][1:]))
    rows = _with_marks([row for row in rows if row])
    gaps = [above[0][3] - row[0][3] for above, row in zip(rows, rows[1:], strict=False)]
    step = _most(round(gap, 1) for gap in gaps if gap > 0)
    lines = []
    for row, gap in zip(rows, [0, *gaps], strict=False):
        if lines and step and gap > GAP * step:
            lines.append([page, "", False, ""])
        words = "".join(piece for piece, _size, _bold, _high in row).strip()
        stands_out = all(bold or size > usual * LARGE for _piece, size, bold, _high in row)
        lines.append([page, words, stands_out, ""])
    return lines


def _with_marks(rows):
    """The rows, with marks of a list that were drawn alone before the words they stand beside."""
    alone = [len(row) == 1 and row[0][0].strip() in MARKS for row in rows]
    marks = Counter(_height(row) for row, mark in zip(rows, alone, strict=True) if mark)
    found = []
    for row in (row for row, mark in zip(rows, alone, strict=True) if not mark):
        if marks[_height(row)]:
            marks[_height(row)] -= 1
            row = [("• ", *row[0][1:]), *row]
        found.append(row)
    return found


def _height(row):
    return round(row[0][3])


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


def _fields(reader):
    """What was filled in a form: the name of a field, and the words typed or the box ticked."""
    filled = []
    for name, field in (reader.get_fields() or {}).items():
        words = field.get("/V")
        is_set = isinstance(words, str) and words.strip("/") not in ("", "Off")
        label = field.get("/TU") or name
        if field.get("/FT") == "/Btn" and not field.get("/Ff", 0) & CHOICES:
            filled.append([0, f"{TICKED if is_set else UNTICKED} {label}", False, "field"])
        elif is_set:
            filled.append([0, f"{label}: {words.strip('/')}", False, "field"])
    return filled
