"""What an uploaded file is, told by its content: of a kind that we take, or a refusal in words.

A name proves nothing; only plain text, which has no marks of its own, must also be called .txt.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kehityspolku.files import apart, packed, pdfs
from kehityspolku.text import decode

PICTURE, TEXT = "picture", "txt"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
LARGEST_TABLE = 1_000_000  # bytes of a document's table of contents
UNPACKED = 200 * 1024 * 1024  # bytes: a small file may unpack to fill a memory

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    f"{OPEN_XML}wordprocessingml.document.main+xml": "docx",
    f"{OPEN_XML}spreadsheetml.sheet.main+xml": "xlsx",
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACROS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*$|^xl/(intl)?macrosheets/", re.I)
SCRIPTS = re.compile(r"^(Basic|Dialogs)/(?!.*(script|dialog)-l[bc]\.xml$).*[^/]$|^Scripts/.*[^/]$")

UNKNOWN = gettext_noop(
    "This kind of file is not taken. Save it as PDF, DOCX, XLSX, ODT, ODS, TXT, JPEG, PNG or WebP."
)
BROKEN = gettext_noop("The file breaks off or is damaged. Save it anew and choose it again.")
LOCKED = gettext_noop("The file is locked with a password. Save it without one.")
HAS_MACROS = gettext_noop(
    "The file holds macros, which can do harm. Save it without them, as DOCX, XLSX or PDF."
)
OLD = gettext_noop("This is a file of an old Office program. Save it as DOCX, XLSX or PDF.")
TOO_LARGE = gettext_noop("The file unpacks to too much. Make it smaller first.")
REFUSALS = {"broken": BROKEN, "locked": LOCKED, "too_large": TOO_LARGE}


def kind_of(content, name):
    """The kind of the file's bytes: PICTURE, TEXT, or pdf, docx, xlsx, odt, ods.

    Of a picture and a PDF only the beginning is known: `pictures.draw` and `holds_scripts` tell
    the rest. ValidationError in words for anything else.
    """
    if not content:
        raise ValidationError(_("The file is empty."))
    if content.startswith(pdfs.HEAD):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(OLD_OFFICE):
        raise ValidationError(_(LOCKED if LOCKED_OFFICE in content else OLD))
    if content.startswith(PICTURES) or content[8:12] == b"WEBP" or content[4:8] == b"ftyp":
        return PICTURE
    if name.lower().endswith(".txt") and decode(content) is not None:
        return TEXT
    if pdfs.is_pdf(content):
        return "pdf"
    raise ValidationError(_(UNKNOWN))


def holds_scripts(pdf):
    """Whether a PDF's bytes hold a script. ValidationError for one that is damaged or locked."""
    if not pdfs.is_whole(pdf):
        raise ValidationError(_(BROKEN))
    try:
        locked, scripts = pdfs.look(pdf)
    except apart.TookTooMuch:
        raise ValidationError(_(TOO_LARGE)) from None
    if locked:
        raise ValidationError(_(LOCKED))
    return scripts


def _packed(content):
    """The kind of a packed document, all of its parts read once."""
    try:
        parts = packed.Packed(content, most=UNPACKED)
        kind = _office(parts) or _open_document(parts)
        for name in parts.names if kind else ():
            parts.check(name)
    except packed.Refused as refused:
        raise ValidationError(_(REFUSALS[refused.code])) from None
    if not kind:
        raise ValidationError(_(UNKNOWN))
    return kind


def _office(parts):
    """The kind of a Word or Excel file, None when it is none."""
    if "[Content_Types].xml" not in parts.names:
        return None
    told = parts.read("[Content_Types].xml", LARGEST_TABLE).decode("utf-8", "replace")
    if any(MACROS.search(name) for name in parts.names) or "macroenabled" in told.lower():
        raise ValidationError(_(HAS_MACROS))
    return next((kind for main, kind in OFFICE.items() if f'"{main}"' in told), None)


def _open_document(parts):
    """The kind of an OpenDocument file, None when it is none."""
    if "mimetype" not in parts.names:
        return None
    kind = OPEN_DOCUMENT.get(parts.read("mimetype", LARGEST_TABLE).strip())
    if kind and b"encryption-data" in parts.read("META-INF/manifest.xml", LARGEST_TABLE):
        raise ValidationError(_(LOCKED))
    if kind and any(SCRIPTS.search(name) for name in parts.names):
        raise ValidationError(_(HAS_MACROS))
    return kind
