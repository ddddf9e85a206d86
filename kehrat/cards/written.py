"""What a person brought, before it is read: lines with what the document itself tells of them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kehityspolku import text as texts

LARGEST = 1_000_000  # bytes, or characters of a text already decoded
LINES = 10_000
# Every break a text file or a word processor may leave; a form feed begins a page.
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ITEM = re.compile(r"(?:[-–—*•·‣▪●◦∙■►➢✓]|o|[0-9]{1,2}[.)]|[a-z]\))\s")
_LETTERED = re.compile(r"[a-z]\)\s")
_TAB, _DEEPEST = 8, 4

PLACES = {
    "": _("text"),
    "header": _("page head"),
    "footer": _("page foot"),
    "note": _("note"),
    "comment": _("comment"),
    "text box": _("text box"),
    "field": _("form field"),
    "diagram": _("diagram"),
}
KINDS = {
    "page head": _("page heads and page numbers"),
    "hyphen": _("hyphens at line ends"),
    "list mark": _("list marks"),
    "contents list": _("table of contents"),
    "quote mark": _("marks of quoted mail"),
    "deleted": _("deleted text"),
    "picture": _("pictures"),
    "label": _("labels such as “tel.” beside a number"),
    "again": _("what was told again of a contact person"),
    "file": _("files inside the file"),
    "prompt": _("prompts of form fields"),
    "hidden": _("hidden text"),
}


@dataclass(frozen=True)
class Line:
    """A paragraph, a list's item or a table's row."""

    text: str
    level: int = 0  # of a heading, told by the document's own style; 0 = none told
    title: bool = False  # told by the document's own style: the name of what begins here
    bold: bool = False
    item: bool = False
    depth: int = 0  # of a list
    cells: tuple[str, ...] = ()  # of a table's row, as written; `text` has them joined readably
    where: str = ""  # a key of PLACES
    page: int = 0


@dataclass(frozen=True)
class LeftOut:
    """Words that are named instead of read. `kind` is a key of KINDS, `where` one of PLACES."""

    kind: str
    words: str
    where: str = ""


@dataclass(frozen=True)
class Written:
    """A text or a file, whatever its kind: its lines in the order they are read."""

    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()


class CardRefused(Exception):
    """The text cannot be a project card. `code` is a key of REFUSALS, `message` is for people."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
        self.message = REFUSALS[code]

    def __str__(self) -> str:
        return str(self.message)


REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: a card has at most 1 MB of text and 10,000 lines."),
    "binary": _("This is no text file. Save the card as a Word file (.docx), a PDF or plain text."),
    "old_word": _("This is an old Word file. Open it in Word, save it as .docx and try again."),
    "broken_word": _("The Word file can't be read. Open it in Word, save it again and try again."),
    "locked_word": _(
        "The Word file is locked with a password. Save it without one, "
        "or copy the card's text and paste it here."
    ),
    "heavy_word": _(
        "The Word file holds more than can be read from it. Copy the card's text and paste it here."
    ),
    "macros": _("The file holds macros, which can do harm. Save it without them, as .docx."),
    "broken_pdf": _("The PDF can't be read. Copy the card's text and paste it here."),
    "locked_pdf": _("The PDF is locked with a password. Save it without one and try again."),
    "heavy_pdf": _(
        "The PDF holds more than can be read from it. Copy the card's text and paste it here."
    ),
    "scan_pdf": _(
        "The PDF holds no text, only pictures of pages. Bring the file it was printed from, "
        "or type the text here."
    ),
    "open_document": _(
        "This is an OpenDocument file. Open it in LibreOffice or Word, save it as .docx and try "
        "again."
    ),
    "rich_text": _("This is an RTF file. Open it in Word, save it as .docx and try again."),
    "web_page": _("This is a web page. Open it in the browser, copy its text and paste it here."),
    "picture": _("This is a picture, from which no text is read. Type or paste the text here."),
    "other_office": _(
        "This is a spreadsheet or a presentation. Copy the card's text from it and paste it here."
    ),
    "scan_word": _("The Word file holds no text, only pictures. Type or paste the text here."),
    "too_many": _("These are too many cards at once: at most 20, and 2 MB of text."),
}


def of_text(data: str | bytes) -> Written:
    """Plain or pasted text. Raises CardRefused for what is empty, too large or no text."""
    breaks = [*_BREAKS.finditer(text := decode(data))]
    if len(breaks) >= LINES:
        raise CardRefused("too_large")
    lines, at, page = [], 0, int("\f" in text)
    for found in breaks:
        lines.append((text[at : found.start()], page))
        at, page = found.end(), page + (found[0] == "\f")
    return Written(tuple(_deepened([*lines, (text[at:], page)])))


def _deepened(lines: list[tuple[str, int]]) -> Iterator[Line]:
    """Each line with its page and, of an item further in than the one above, how deep it is."""
    indents: list[int] = []
    for text, page in lines:
        bare = text.strip()
        item = _ITEM.match(bare)
        if not item:
            indents = indents if bare else []
            yield Line(bare, page=page)
            continue
        indent = _indent(text) + bool(_LETTERED.match(bare))
        indents = [outer for outer in indents if outer < indent] + [indent]
        yield Line(bare, depth=min(len(indents), _DEEPEST) - 1, page=page)


def _indent(text: str) -> int:
    start = text[: len(text) - len(text.lstrip())]
    return len(start.expandtabs(_TAB)) * 2


def decode(data: str | bytes) -> str:
    """Text from UTF-8, UTF-16 with its mark, or Windows-1252. Raises CardRefused."""
    if len(data) > LARGEST:
        raise CardRefused("too_large")
    found = texts.decode(data) if isinstance(data, bytes) else data
    if found is None or texts.BINARY.search(found):
        raise CardRefused("binary")
    if not found.replace("\ufeff", "").strip():
        raise CardRefused("empty")
    return unicodedata.normalize("NFC", found.removeprefix("\ufeff"))


def checked(written: Written) -> Written:
    """The same. Raises CardRefused for what is empty or too large, whatever it came from."""
    if len(written.lines) > LINES or sum(len(line.text) for line in written.lines) > LARGEST:
        raise CardRefused("too_large")
    if not any(line.text.strip() for line in written.lines):
        raise CardRefused("empty")
    return written
