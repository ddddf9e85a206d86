"""What is told of a PDF file without drawing it: whether it opens freely, and holds scripts."""

import re
import zlib
from contextlib import suppress

from kehityspolku.files import apart

HEAD, END = b"%PDF-", b"%%EOF"
HEAD_WITHIN = 1024  # bytes: what a mail program or a server put before it is passed by
END_WITHIN = 2048  # bytes at the end
ENCRYPTED = re.compile(rb"/Encrypt\s{0,20}(?:\d{1,10}\s{1,20}\d{1,5}\s{1,20}R|<<)")
PACKED_OBJECTS = re.compile(rb"/ObjStm.{0,400}?>>\s{0,20}stream\r?\n", re.DOTALL)
LOOK = "kehityspolku.files.pdf_inside:look"
CHUNK = 64 * 1024
UNPACKED = 50_000_000  # bytes of all packed objects


def _name(word):
    """A name as a file may write it: any of its letters may be a code."""
    return b"".join(b"(?:%c|#%x|#%X)" % (letter, letter, letter) for letter in word)


# Nothing runs without one of these: a script, or the starting of a program.
SCRIPTS = re.compile(b"/(?:%s|%s)(?![0-9A-Za-z])" % (_name(b"JavaScript"), _name(b"Launch")))


def is_pdf(content):
    return HEAD in content[:HEAD_WITHIN]


def from_head(content):
    """The bytes from the head on, from which the file counts its places."""
    return content[max(0, content.find(HEAD)) :]


def is_whole(content):
    return END in content[-END_WITHIN:]


def look(content):
    """(whether it needs a password, whether it holds scripts) of a PDF's bytes.

    A file that only says who may print it opens freely. One that says it is encrypted is read in
    a process of its own; raises apart.TookTooMuch.
    """
    if ENCRYPTED.search(content):
        try:
            return tuple(apart.call(LOOK, from_head(content)))
        except apart.Broke:  # locked in a way that pypdf doesn't know
            return True, False
    return False, any(SCRIPTS.search(objects) for objects in _objects(content))


def _objects(content):
    """The bytes of the file, then its packed objects, as far as they are not too many."""
    yield content
    left = UNPACKED
    for found in PACKED_OBJECTS.finditer(content):
        objects = _unpacked(memoryview(content)[found.end() :], left)
        yield objects
        left -= len(objects) + CHUNK
        if left <= 0:
            return


def _unpacked(packed, most):
    """The beginning of what is packed there, b"" for what is packed in another way."""
    unpacking, objects = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for at in range(0, len(packed), CHUNK):
            objects += unpacking.decompress(packed[at : at + CHUNK], most - len(objects))
            if unpacking.eof or len(objects) >= most:
                break
    return bytes(objects)
