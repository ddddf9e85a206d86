"""Packed files (ZIP; so are Word, Excel and OpenDocument files) that anyone may send, opened with
bounds: nothing that a file says of its own size is believed.
"""

import zipfile
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat

MEMBERS = 5_000  # of one file
ENTRY = b"PK\x01\x02"  # stands before each member in the table of contents
# Other ways of packing claim memory as the file tells: 889 bytes of LZMA take gigabytes.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CHUNK = 64 * 1024

XML = (".xml", ".rels")
XML_BYTES = 16_000_000  # of all the parts of a document
NODES = 200_000  # elements and attributes of all the parts: each takes some 700 bytes when read
DEPTH = 200
ATTRIBUTES = 500  # of one element
LONGEST_TAG = 2 * CHUNK  # bytes
ENCODINGS = ("utf-8", "utf-16")  # that an Office file may have


class Refused(Exception):
    """The file is not read: `code` is "broken", "locked" or "too_large"."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Packed:
    """A packed file whose members are read as far as `most` bytes of them all."""

    def __init__(self, content, *, most):
        """Raises Refused."""
        self.left = most
        if content.count(ENTRY) > MEMBERS:
            raise Refused("too_large")
        with _refusing():
            self.file = zipfile.ZipFile(BytesIO(content))
        members = self.file.infolist()
        self.names = [member.filename for member in members]
        if any(member.flag_bits & 1 for member in members):
            raise Refused("locked")
        if any(member.compress_type not in METHODS for member in members):
            raise Refused("broken")
        if len(set(self.names)) < len(members):  # readers would differ on which one counts
            raise Refused("broken")

    def chunks(self, name):
        """The member's bytes, piece by piece. Raises Refused, also for bytes that are damaged."""
        with _refusing(), self.file.open(name) as member:
            while chunk := member.read(CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise Refused("too_large")
                yield chunk

    def read(self, name, most=XML_BYTES):
        """All of the member's bytes, at most so many. Raises Refused."""
        content = bytearray()
        for chunk in self.chunks(name):
            content += chunk
            if len(content) > most:
                raise Refused("too_large")
        return bytes(content)

    def check(self, name):
        """Read the member and keep nothing. Raises Refused for bytes that are damaged."""
        for _chunk in self.chunks(name):
            pass


@contextmanager
def _refusing():
    try:
        yield
    except Refused:
        raise
    except Exception as problem:  # a reader may fail in any way on what strangers send
        raise Refused("broken") from problem


def xml_parts(content):
    """{name: XML} of a document of Word, Excel or OpenDocument, measured. Raises Refused.

    Other members (pictures, fonts) are named, but empty.
    """
    packed = Packed(content, most=XML_BYTES)
    parts, nodes = {}, NODES
    for name in packed.names:
        parts[name] = packed.read(name) if name.lower().endswith(XML) else b""
        if parts[name]:
            nodes = measured(parts[name], nodes)
    return parts


def measured(xml, most):
    """How many nodes are left of the `most` after an XML part, which is read and not built.

    Raises Refused for more, for what is too deep, and for a part with a list of entities.
    """
    measure, parser = _Measure(most), expat.ParserCreate()
    parser.ordered_attributes = True
    parser.SetReparseDeferralEnabled(False)  # so that a tag that goes on and on is seen below
    parser.StartElementHandler, parser.EndElementHandler = measure.begin, measure.end
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = measure.declare, measure.refuse
    with _refusing():
        for at in range(0, len(xml), CHUNK):
            parser.Parse(xml[at : at + CHUNK])
            if at - parser.CurrentByteIndex > LONGEST_TAG:
                raise Refused("too_large")
        parser.Parse(b"", True)
    return measure.left


class _Measure:
    """What the reader of an XML part meets."""

    def __init__(self, most):
        self.left, self.depth = most, 0

    def begin(self, _name, attributes):
        number = len(attributes) // 2
        self.depth += 1
        self.left -= 1 + number
        if self.left < 0 or self.depth > DEPTH or number > ATTRIBUTES:
            raise Refused("too_large")

    def end(self, _name):
        self.depth -= 1

    def declare(self, _version, encoding, _standalone):
        if encoding and encoding.lower() not in ENCODINGS:
            raise Refused("broken")

    def refuse(self, *_doctype):
        raise Refused("broken")
