"""A file of any kind as lines, or what its owner can do with one that is not read."""

import re

from kehityspolku.files import packed, pdfs
from kehityspolku.files.kinds import LOCKED_OFFICE, MACROS, OLD_OFFICE, PICTURES
from kehrat.cards.pdf import written_of_pdf
from kehrat.cards.word import ZIP, written_of_word
from kehrat.cards.written import CardRefused, Written, of_text

BEGINNING = 1024  # bytes that tell what a file is
OTHER_PICTURES = (b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def written_of_file(data: bytes, *, word=written_of_word, pdf=written_of_pdf) -> Written:
    """The lines of a Word file, a PDF or a text, known by its content. `word`, `pdf`: its readers.

    Raises CardRefused, whose words tell what to do with a file of another kind.
    """
    if data.startswith(ZIP):
        return _packed(data, word)
    if pdfs.is_pdf(data):
        return pdf(data)
    if code := _other(data):
        raise CardRefused(code)
    return of_text(data)


def _packed(data, word):
    try:
        names = packed.Packed(data, most=packed.XML_BYTES).names
    except packed.Refused:
        return word(data)  # refuses it in words
    if any(MACROS.search(name) for name in names):
        raise CardRefused("macros")
    if OPEN_DOCUMENT in data[:BEGINNING]:
        raise CardRefused("open_document")
    if "word/document.xml" not in names and any(
        name.startswith(("xl/", "ppt/", "Index/")) for name in names
    ):
        raise CardRefused("other_office")
    return word(data)


def _other(data):
    """The code of the refusal for what is no text, "" for what may be."""
    if data.startswith(OLD_OFFICE):
        return "locked_word" if LOCKED_OFFICE in data else "old_word"
    if data.startswith(b"{\\rtf"):
        return "rich_text"
    if WEB_PAGE.match(data[:BEGINNING]):
        return "web_page"
    is_picture = data.startswith((*PICTURES, *OTHER_PICTURES)) or (
        data[4:8] == b"ftyp" or data[8:12] == b"WEBP"
    )
    return "picture" if is_picture else ""
