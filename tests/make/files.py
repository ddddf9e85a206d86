"""Files as browsers send them, and files attached to a card."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from pypdf import PdfWriter

from kehityspolku import moments
from kehityspolku.files import fields
from kehrat.models import Attachment, Enclosure, StandingDocument
from rahoitus.models import GivenDocument, Receipt
from tests import docx
from tests.make.people import number, photo

OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet"}


def document(kind="pdf", name=None, **parts):
    """A small file of the kind, no two alike; `parts`: {name: bytes} packed into it besides."""
    content = CONTENTS[kind]() if kind in CONTENTS else open_document(kind)
    return sent(packed_with(content, parts) if parts else content, name or f"laskelma.{kind}")


def enclosure(record, kind="pdf", *, by=None, **told):
    """A file of an announcement or a meeting; a picture with its words."""
    wide, high = 40 + next(number) % 500, 30 + next(number) // 500
    file = photo((wide, high)) if kind == "picture" else document(kind)
    told = {"alt": "Piha keväällä"} | told if kind == "picture" else told
    by = by or record.kehra.coordinators().first()
    return Enclosure.objects.add(record, fields.take(file), by=by, **told)


def sent(content, name):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def attachment(project, kind="pdf", *, by=None, members_only=True, alt="Piha keväällä", **taken):
    """A file attached to the card; a picture with its words."""
    wide, high = 40 + next(number) % 500, 30 + next(number) // 500  # no two alike, none scaled down
    file = photo((wide, high)) if kind == "picture" else document(kind, **taken)
    by = by or project.kehra.coordinators().first()
    made = Attachment.objects.add(project, fields.take(file), by=by, members_only=members_only)
    if kind == "picture" and alt:
        made.change(by=by, title="Piha", alt=alt, members_only=members_only)
    return made


def document_of(organisation, *, by, what="rules", as_of=None):
    """A standing document of the organisation."""
    taken, day = fields.take(document()), as_of or moments.today()
    return StandingDocument.objects.add(organisation, taken, by=by, what=what, as_of=day)


def receipt(application):
    """The receipt of the funder's service, kept by the card's adviser."""
    taken = fields.take(document(name="kuitti.pdf"))
    return Receipt.objects.add(application, taken, by=application.project.adviser)


def given(application):
    """A document that the call wants from now on, given by the card's adviser."""
    asked = application.call.documents.create(name_fi="Säännöt", required=False, later=True)
    taken = fields.take(document(name="säännöt.pdf"))
    by = application.project.adviser
    return GivenDocument.objects.add(application, f"d{asked.pk}", taken, by=by)


def pdf(**lock):
    file, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100 + next(number))
    if lock:
        writer.encrypt(**lock)
    writer.write(file)
    return file.getvalue()


def word():
    return docx.document(docx.p(f"Suunnitelma {next(number)}"))


def sheet():
    file, book = BytesIO(), Workbook()
    book.active["A1"] = next(number)
    book.save(file)
    return file.getvalue()


def open_document(kind):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        mime = f"application/vnd.oasis.opendocument.{OPEN_DOCUMENT[kind]}"
        packed.writestr("mimetype", mime)
        packed.writestr("content.xml", f"<x>{next(number)}</x>")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return file.getvalue()


def packed_with(content, parts):
    """The packed document with more parts, or with others in their place."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(file, "w") as packed:
        for name in before.namelist():
            if name not in parts:
                packed.writestr(name, before.read(name))
        for name, data in parts.items():
            packed.writestr(name, data)
    return file.getvalue()


CONTENTS = {
    "pdf": pdf,
    "docx": word,
    "xlsx": sheet,
    "txt": lambda: f"Muistio {next(number)}, ä ja ö".encode(),
}
