"""What is told of an encrypted PDF only when it is opened: for a process of its own."""

from contextlib import suppress
from io import BytesIO

import pypdf

from kehityspolku.files.pdfs import SCRIPTS

OBJECTS = 20_000  # looked at


def look(content):
    """As `pdfs.look`, for a file that is encrypted, or has the word in its text."""
    reader = pypdf.PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return True, False
    plain = {number for table in reader.xref.values() for number in table}
    for number in sorted(plain | set(reader.xref_objStm))[:OBJECTS]:
        written = BytesIO()
        with suppress(Exception):  # one object that can't be read says nothing of the others
            reader.get_object(number).write_to_stream(written)
        if SCRIPTS.search(written.getvalue()):
            return False, True
    return False, False
