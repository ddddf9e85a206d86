"""Small files made to fill a memory or to keep a reader busy for ever, and what reading one takes.

`WORD`, `PACKED` and `PICTURES` make the bytes of each by name.
"""

import bz2
import io
import json
import os
import resource
import struct
import zipfile
import zlib
from functools import cache, partial
from pathlib import Path

from PIL import Image

from tests import docx
from tests.docx import zipped

W = f'xmlns:w="{docx.MAIN}"'
RELATIONSHIPS = f"{docx.PACKAGE}/relationships"


def cost(act, *args):
    """(what the act returned as JSON, its seconds of CPU, the megabytes its memory grew).

    In a process of its own, which ends after 30 seconds.
    """
    there, here = os.pipe()
    before = memory()
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        try:
            os.write(here, json.dumps(act(*args)).encode())
        finally:
            os._exit(0)
    os.close(here)
    with os.fdopen(there) as answer:
        told = answer.read()
    used = os.wait4(child, 0)[2]
    grown = used.ru_maxrss // 1024 - before
    return json.loads(told or '"it ended"'), used.ru_utime + used.ru_stime, grown


def memory():
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024**2


def word(body="", *, root="", before="", **parts):
    """A Word file whose document has the body; `parts`: {name: bytes} in place of others."""
    return docx.document(body, root=root, before=before, **parts)


@cache
def blank():
    """The parts of an empty Word file."""
    with zipfile.ZipFile(io.BytesIO(word())) as made:
        return {name: made.read(name) for name in made.namelist()}


def swollen(name, method, packed, told=1000):
    """A file whose last member, packed in the way of that number, says it has `told` bytes."""
    marks = b"x" * len(packed)
    last = zipped({name: marks}, zipfile.ZIP_STORED).partition(marks)[0]
    others = {key: part for key, part in blank().items() if key != name}
    content = bytearray(zipped(others | {name: b""}))
    at = content.rindex(b"PK\x03\x04")
    end = content.index(b"PK\x01\x02", at)
    content[at:end] = last + packed
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = content.rindex(mark)
        struct.pack_into("<H", content, start + place, method)
        struct.pack_into("<II", content, start + place + 10, len(packed), told)
    end, grown = content.rindex(b"PK\x05\x06"), len(last) + len(packed) - (end - at)
    struct.pack_into(
        "<I", content, end + 16, struct.unpack_from("<I", content, end + 16)[0] + grown
    )
    return bytes(content)


def bzip2():
    """450 MB of zeros: a block of 32 bytes holds 45 MB of them."""
    two_blocks = bz2.compress(bytes(46_000_000))
    block = two_blocks[4 : two_blocks.index(b"1AY&SY", 5)]
    return b"BZh9" + block * 10


def deflated():
    """250 MB of zeros."""
    pack = zlib.compressobj(1, zlib.DEFLATED, -15)
    return (pack.compress(bytes(50_000_000)) + pack.flush(zlib.Z_FULL_FLUSH)) * 5


def paragraph(text="", properties=""):
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content="<w:p/>", properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def joined(rows, columns, text="a"):
    """A table with every cell joined to the one in the first row."""
    first = cell(paragraph(text), '<w:vMerge w:val="restart"/>') * columns
    return table(first, *[cell("<w:p/>", "<w:vMerge/>") * columns] * (rows - 1))


def entities():
    """A text of one letter that stands for 10^25."""
    told = "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(25))
    return word(paragraph("&z;"), before=f"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{told}]>")


def styles(number):
    """Paragraphs with a style that is none of the many."""
    told = f"<w:styles {W}>{'<w:style/>' * number}</w:styles>".encode()
    body = paragraph("a", '<w:pPr><w:pStyle w:val="x"/></w:pPr>') * 19_900
    return word(body, **{"word/styles.xml": told})


def relations(number):
    told = "".join(f'<Relationship Id="r{i}" Type="t" Target="s.xml"/>' for i in range(number))
    rels = f'<Relationships xmlns="{RELATIONSHIPS}">{told}</Relationships>'.encode()
    return word(**{"word/_rels/document.xml.rels": rels})


def alternatives(depth, inner):
    """One of several ways to say it, in one of several, and so on."""
    for _ in range(depth):
        inner = f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice></mc:AlternateContent>"
    return f"<w:p>{inner}</w:p>"


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
ENDLESS = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"  # a paragraph whose end was deleted
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
HEADING = paragraph("Tavoitteet")
PACKED = {
    "bzip2": lambda: swollen("word/document.xml", zipfile.ZIP_BZIP2, bzip2()),
    "250 MB": lambda: swollen("word/x.xml", zipfile.ZIP_DEFLATED, deflated(), told=250_000_000),
    "a directory that lies": lambda: swollen("word/x.xml", zipfile.ZIP_DEFLATED, deflated()),
    "6 000 members": lambda: zipped(blank() | {f"{i}.xml": b"" for i in range(6_000)}),
}
WORD = PACKED | {
    "60 MB of text": lambda: word(paragraph("x" * 60_000_000)),
    "lines of 15 MB": lambda: word(paragraph("x" * 9_000_000) + paragraph("x" * 6_000_000)),
    "2 000 000 paragraphs": lambda: word("<w:p/>" * 2_000_000),
    "19 900 paragraphs": lambda: word(paragraph("a") * 19_900),
    "60 000 styles": lambda: styles(60_000),
    "7 000 000 runs": lambda: word(f"<w:p>{'<w:r/>' * 7_000_000}</w:p>"),
    "95 000 runs": lambda: word(f"<w:p>{'<w:r><w:br/></w:r>' * 95_000}</w:p>"),
    "5 000 deep": lambda: word("<w:x>" * 5_000 + "</w:x>" * 5_000),
    "tables in tables": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 60 + paragraph("a") + "</w:tc></w:tr></w:tbl>" * 60
    ),
    "tables in joined cells": lambda: word(nest(5, 30)),
    "boxes in boxes": lambda: word(("<w:p><w:r><w:t>a</w:t></w:r>" * 190 + "</w:p>" * 190) * 150),
    "an endless cell": lambda: word(table(cell("<w:p/>", '<w:gridSpan w:val="99999999"/>'))),
    "a number of 5 000 digits": lambda: word(
        table(cell("<w:p/>", f'<w:gridSpan w:val="{"9" * 5_000}"/>'))
    ),
    "endless cells before": lambda: word(
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{cell()}</w:tr></w:tbl>'
    ),
    "60 x 400 joined cells": lambda: word(joined(400, 60)),
    "9 000 joined rows": lambda: word(joined(9_000, 2)),
    "9 000 times 1 MB": lambda: word(joined(9_000, 2, "a" * 1_000_000)),
    "80 000 cells": lambda: word(table(*["<w:tc/>" * 60] * 1_300)),
    "entities": entities,
    "a file of ours": lambda: word(
        paragraph("&x;"), before="<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    ),
    "1 000 000 attributes": lambda: word(
        f"<w:p {' '.join(f'a{i}=">"' for i in range(1_000_000))}/>"
    ),
    "100 000 names": lambda: word(root=" ".join(f'xmlns:a{i}="u"' for i in range(100_000))),
    "60 000 relations": lambda: relations(60_000),
    "30 000 open fields": lambda: word(f"<w:p>{FIELD * 30_000}{docx.r('a') * 30_000}</w:p>"),
    "90 alternatives deep": lambda: word(alternatives(90, docx.r("a") * 60_000)),
    "30 000 deleted ends": lambda: word(paragraph("a", ENDLESS) * 30_000),
    "boxes in text boxes": lambda: word(boxes(17)),
    "7 000 text boxes": lambda: word(docx.p(docx.box(docx.p("a")) * 7_000)),
    "90 controls deep": lambda: word(deep_controls(90)),
    "a chain of 20 000 styles": lambda: word(**{"word/styles.xml": chain(20_000)}),
    "60 000 lists": lambda: word(
        **{"word/numbering.xml": f"<w:numbering {W}>{'<w:num/>' * 60_000}</w:numbering>".encode()}
    ),
    "9 000 pages": lambda: word((HEADING + BREAK) * 9_000),
    "19 000 pages": lambda: word(
        "<w:p><w:r><w:t>x</w:t><w:br/><w:t>Tavoitteet</w:t></w:r>"
        '<w:r><w:br w:type="page"/></w:r></w:p>' * 19_000
    ),
}


def deep_controls(depth):
    return "<w:sdt><w:sdtContent>" * depth + docx.p("a") + "</w:sdtContent></w:sdt>" * depth


def boxes(depth):
    """Text boxes in text boxes, each written twice."""
    inner = docx.p("a")
    for _ in range(depth):
        inner = docx.p(docx.box(inner))
    return inner


def chain(number):
    """Styles each of which rests on the next."""
    made = (
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>'
        for at in range(number)
    )
    return f"<w:styles {W}>{''.join(made)}</w:styles>".encode()


TEXTS = {
    "10 000 lines": lambda: b"Tavoitteet\n" + b"- a\n" * 9_990,
    "a line of 1 MB": lambda: b"Nimi\nTavoitteet\n" + b"a" * 990_000,
    "1 MB of headings": lambda: b"Nimi\n" + b"Tavoitteet\n" * 9_990,
    "1 MB of digits": lambda: b"Nimi\nTalousarvio\n" + b"1" * 990_000,
    "1 MB of sums": lambda: b"Nimi\nTalousarvio\n" + b"1 000 \xe2\x82\xac, " * 80_000,
    "1 MB of dates": lambda: b"Nimi\nAikataulu\n" + b"1.1.2027-" * 100_000,
    "10 000 sums": lambda: b"Nimi\nTalousarvio\n" + b"palkat 1 000 - 2 000 e 5 x 4 e\n" * 9_990,
    "10 000 dates": lambda: b"Nimi\nAikataulu\n" + b"vaihe 1.1.2027-31.12.2027\n" * 9_990,
    "10 000 numbered": lambda: b"Nimi\n" + b"4.2.2 Jotain: muuta\n" * 9_990,
    "10 000 quoted": lambda: b"> > > Nimi\n" * 9_990,
    "1 MB of spaces": lambda: b"Nimi\nTavoitteet\n" + b"a" + b" " * 980_000 + b"b",
    "1 MB of hyphens": lambda: b"Nimi\nTavoitteet\n" + b"sa-\n" * 9_000 + b"-" * 900_000,
    "backwards letters": lambda: ("Nimi\nTavoitteet\n" + "\u202ea\u202c " * 150_000).encode(),
    "NUL": lambda: b"Nimi\nTavoitteet\n" + bytes(900_000),
}


def nest(depth, rows):
    """Tables in the first cells of tables whose other rows are joined to them."""
    inner = nest(depth - 1, rows) if depth else ""
    first = cell(inner + paragraph("a"), '<w:vMerge w:val="restart"/>')
    return table(first, *[cell("<w:p/>", "<w:vMerge/>")] * rows)


FONT = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
PAGE = f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 99 99] {FONT} >>"


def pdf(*objects, first=PAGE):
    """A PDF of one page; its objects from the fourth on are (head, bytes)."""
    made = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    made.append(first.encode())
    for head, content in objects:
        length = f"/Length {len(content)} {head}".encode()
        made.append(b"<< %s >>\nstream\n%s\nendstream" % (length, content))
    file, places = b"%PDF-1.7\n", []
    for number, inner in enumerate(made, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, inner)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(made) + 1, len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return file + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (size, start)


def packed_page(content, times=1):
    for _ in range(times):
        content = zlib.compress(content, 9)
    return pdf((f"/Filter [{'/FlateDecode ' * times}]", content))


SHOWN = b"BT /F1 9 Tf (a) Tj ET\n"
PDFS = {
    "400 MB of nothing": lambda: packed_page(b" " * 400_000_000, 2),
    "50 MB of words": lambda: packed_page(SHOWN * 2_300_000),
    "5 000 000 steps": lambda: packed_page(b"q " * 5_000_000),
    "an endless string": lambda: packed_page(b"BT (" + b"(" * 10_000_000),
    "pages in themselves": lambda: pdf(first="<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9 >>"),
    "9 999 999 pages told": lambda: pdf(first="<< /Type /Pages /Kids [] /Count 9999999 >>"),
    "no table": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 2_000_000 + b"%%EOF",
    "deep": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 5_000_000 + b"\nstartxref\n9\n%%EOF",
}


def picture(mode, size=(9000, 6600), kind="PNG", **how):
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **how)
    return file.getvalue()


def rescanned(times, size=(5000, 5000)):
    """A JPEG whose last scan, of some fifty bytes, comes again and again."""
    whole = picture("RGB", size, "JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * times + whole[-2:]


def chunks(number):
    """A PNG with that many empty chunks of no known kind."""
    whole = picture("RGB", (99, 99))
    at = whole.index(b"IDAT") - 4
    return whole[:at] + (bytes(4) + b"aaAa" + zlib.crc32(b"aaAa").to_bytes(4)) * number + whole[at:]


PICTURES = {
    "PNG": partial(picture, "RGB"),
    "clear PNG": partial(picture, "RGBA"),
    "grey PNG": partial(picture, "L"),
    "long PNG": partial(picture, "RGB", (1_000_000, 59)),
    "WebP": partial(picture, "RGB", kind="WEBP", method=0),
    "JPEG": partial(picture, "RGB", kind="JPEG"),
    "long JPEG": partial(picture, "RGB", (20_000, 3000), "JPEG"),
    "progressive JPEG": partial(picture, "RGB", kind="JPEG", progressive=True),
    "CMYK": partial(picture, "CMYK", kind="JPEG", progressive=True),
    "progressive JPEG just taken": partial(
        picture, "RGB", (5500, 5100), "JPEG", progressive=True, subsampling=0
    ),
    "PNG just taken": partial(picture, "RGB", (6300, 6300)),
    "clear PNG just taken": partial(picture, "RGBA", (4700, 4700)),
    "WebP just taken": partial(picture, "RGBA", (3500, 3500), "WEBP", method=0),
    "20 000 scans": partial(rescanned, 20_000),
    "400 000 chunks": partial(chunks, 400_000),
}
