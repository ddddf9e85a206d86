"""Tables that leave the portal: XLSX sheets and CSV, with cells safe for any spreadsheet."""

import re
from io import BytesIO

from django.utils.text import Truncator
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kehityspolku.text import UNSEEN

FORMULA = re.compile(rf"[\t\r\n]|[\s{UNSEEN}]*[=+\-@＝＋－＠]")
ANY_DELIMITER = re.compile(r"[,;\t\"\r\n]")
BOM = "\ufeff"  # lets a spreadsheet know that the text is UTF-8
LONGEST = 32_000  # a cell of XLSX holds 32 767 characters


def safe_cell(value):
    """A value for a cell: text that a spreadsheet would run as a formula gets an apostrophe."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if len(text) > LONGEST:  # few are: a Truncator for each cell takes half of a file's time
        text = Truncator(text).chars(LONGEST)
    return f"'{text}" if FORMULA.match(text) else text


def csv(rows, *, delimiter=",", decimal="."):
    """Rows of text, numbers and None as CSV.

    A text with any delimiter in it stands in quotes: opened with another one than it was written
    with, no part of it becomes a cell of its own.
    """
    return "".join(f"{delimiter.join(_field(value, decimal) for value in row)}\r\n" for row in rows)


def csv_for_excel(rows):
    """Rows as CSV the way Excel opens it here: marked as UTF-8, semicolons and decimal commas."""
    return BOM + csv(rows, delimiter=";", decimal=",")


def _field(value, decimal):
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", decimal)
    text = str(safe_cell("" if value is None else value))
    return '"{}"'.format(text.replace('"', '""')) if ANY_DELIMITER.search(text) else text


def xlsx(sheets):
    """An XLSX file, as bytes, of [(sheet's name, head, rows)]; the head stays in sight.

    Rows may hold text, numbers, Decimals and dates.
    """
    book = Workbook(write_only=True)
    for name, head, rows in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for place in range(1, len(head) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = 42 if place == 1 else 24
        sheet.append([heading(sheet, text) for text in head])
        for row in rows:
            sheet.append([body(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def heading(sheet, text):
    cell = WriteOnlyCell(sheet, value=safe_cell(str(text)))
    cell.font = Font(bold=True)
    return cell


def body(sheet, value):
    cell = WriteOnlyCell(sheet, value=safe_cell(value))
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    return cell
