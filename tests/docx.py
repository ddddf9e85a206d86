"""Word files written by hand, letter by letter: what they hold is what the test says."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": MAIN,
        "r": OFFICE,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": DRAWING,
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# Styles as a Finnish Word names their ids; each has (id, name, what it rests on, what it tells).
STYLES = [
    ("Normaali", "Normal", "", ""),
    ("Otsikko", "Title", "Normaali", ""),
    ("Otsikko1", "heading 1", "Normaali", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    ("Otsikko2", "heading 2", "Normaali", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    ("Hankeotsikko", "Hankkeen otsikko", "Otsikko1", ""),
    ("Merkittyluettelo", "List Bullet", "Normaali", ""),
    ("Merkittyluettelo2", "List Bullet 2", "Normaali", ""),
    ("Numeroituluettelo", "List Number", "Normaali", ""),
    ("Sisluet1", "toc 1", "Normaali", ""),
    ("Vahva", "Vahva", "Normaali", "<w:rPr><w:b/></w:rPr>"),
]


def document(body="", *, root="", before="", parts=(), **files):
    """A Word file with that body; `parts`: {name: inner XML} of headers, notes, comments …

    `files`: {name: bytes} besides, or in place of its own.
    """
    made = {"word/document.xml": f"{before}{_part('document', f'<w:body>{body}</w:body>', root)}"}
    made |= {"word/styles.xml": styles(), "word/numbering.xml": numbering()}
    made |= {
        f"word/{name}.xml": _part(ROOTS[kind_of(name)], inner)
        for name, inner in dict(parts).items()
    }
    made["[Content_Types].xml"] = _types([*made, *files])
    made["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return zipped({name: part.encode() for name, part in made.items()} | files)


ROOTS = {
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "glossary/document": "glossaryDocument",
}


def kind_of(name):
    """ "header" of "header2"."""
    return name.rstrip("0123456789")


def _part(root, inner, attributes=""):
    return f"<w:{root} {NAMESPACES} {attributes}>{inner}</w:{root}>"


def _types(names):
    kinds = {"document": "document.main", "glossary/document": "document.glossary"}
    told = ""
    for name in dict.fromkeys(names):
        if name.startswith("word/diagrams/"):
            kind = KIND.replace("wordprocessingml", "drawingml") + "diagramData"
        else:
            part = kind_of(name.removeprefix("word/").removesuffix(".xml"))
            kind = KIND + kinds.get(part, part)
        told += f'<Override PartName="/{name}" ContentType="{kind}+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{told}</Types>'


def styles(own=STYLES):
    told = ""
    for name, shown, base, tells in own:
        rests = f'<w:basedOn w:val="{base}"/>' if base else ""
        told += f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        told += f"{rests}{tells}</w:style>"
    return _part("styles", told)


def numbering():
    """A list of three levels, number 1."""
    levels = "".join(f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="bullet"/></w:lvl>' for at in range(3))
    return _part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>',
    )


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def t(words):
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def r(words, look=""):
    """A run of words; `look` "<w:b/>" for bold."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{t(words)}</w:r>"


def p(*runs, style="", about=""):
    """A paragraph of runs; bare words are a run."""
    told = (f'<w:pStyle w:val="{style}"/>' if style else "") + about
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{told}</w:pPr>' if told else ''}{inner}</w:p>"


def item(words, depth=0):
    """An item of a list by its numbering, not its style."""
    about = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return p(words, about=about)


def cell(*blocks, about=""):
    """A cell; bare words are a paragraph."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{inner or p()}</w:tc>"


def row(*cells):
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr>{inner}</w:tr>"


def table(*rows):
    inner = "".join(one if isinstance(one, str) else row(*one) for one in rows)
    return f"<w:tbl>{inner}</w:tbl>"


BREAK = '<w:r><w:br w:type="page"/></w:r>'
NEW_PAGE = p(BREAK)
DOWN = '<w:vMerge w:val="restart"/>'  # of a cell to which those below are joined
JOINED = "<w:vMerge/>"


def control(inner, about=""):
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def tick(checked, glyph=None):
    """A tick box as Word 2010 and later have it, a run in a control."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox>'
    return control(r(glyph or ("☒" if checked else "☐")), state)


def inserted(inner):
    return f'<w:ins w:id="1" w:author="A">{inner}</w:ins>'


def deleted(words):
    return f'<w:del w:id="2" w:author="A"><w:r><w:delText>{escape(words)}</w:delText></w:r></w:del>'


def box(*blocks):
    """A text box, as today's Word writes it: a drawing, and the same again for old programs."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
        f"<a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def picture(described=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Kuva 1" descr="{escape(described)}"/>'
        "<a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r>"
    )


def note(number, *blocks, kind="footnote"):
    return f'<w:{kind} w:id="{number}">{"".join(blocks)}</w:{kind}>'


def field(code, result):
    """A field with what it shows: a page's number, a date, a reference."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    told = f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
    return mark("begin") + told + mark("separate") + r(result) + mark("end")
