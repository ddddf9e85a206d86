"""A Word file (.docx) as lines: its text, tables, boxes, notes, comments, page heads and feet.

mammoth reads what `word_tree` has made plain for it: no word of the file is passed by.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from mammoth import documents
from mammoth.docx import body_xml, numbering_xml, styles_xml

from kehityspolku.files import packed
from kehrat.cards.patterns import heading_in
from kehrat.cards.word_inserted import embedded_in, inserted_in, lines_of
from kehrat.cards.word_styles import Style, styles_in
from kehrat.cards.word_tree import (
    COLUMNS,
    TICKED,
    UNTICKED,
    Plain,
    elements,
    tree,
    within,
    words_of,
)
from kehrat.cards.written import CardRefused, LeftOut, Line, Written
from kehrat.cards.written_json import told

ZIP, OLD_WORD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # what .docx and .doc files begin with
LINES = 20_000  # of all the cards in it
LONGEST = 2_000_000  # characters of them all
CODES = {"broken": "broken_word", "locked": "locked_word", "too_large": "heavy_word"}
# The parts that hold words, by the end of their type, and where that is for people.
PARTS = {
    "document.main": "",
    "header": "header",
    "footer": "footer",
    "footnotes": "note",
    "endnotes": "note",
    "comments": "comment",
}
LOOKS = ("styles", "numbering")
TYPE = re.compile(r"(?:wordprocessingml|drawingml)\.(.+)\+xml$")
# Letters of Word's own font of signs, which others show as an empty box.
SIGNS = str.maketrans({0xF0FE: TICKED, 0xF0FD: TICKED, 0xF0A8: UNTICKED, 0xF0B7: "•"})
PLAIN, NEW_PAGE = Style(), "\f"
BLOCKS = (documents.Paragraph, documents.Table)


def written_of_word(data: bytes) -> Written:
    """The lines of a Word file. Raises CardRefused for what is none, or holds too much."""
    if data.startswith(OLD_WORD):
        raise CardRefused("old_word")
    try:
        written = _read(data)
    except (CardRefused, MemoryError):
        raise
    except packed.Refused as refused:
        raise CardRefused(CODES[refused.code]) from refused
    except Exception as problem:  # a broken file can break its reader anywhere
        raise CardRefused("broken_word") from problem
    if not any(line.text for line in written.lines):
        drawn = any(left.kind == "picture" for left in written.left_out)
        raise CardRefused("scan_word" if drawn else "empty")
    return written


def told_of_word(data: bytes) -> dict:
    """As `written_json.told`: for a process of its own."""
    return told(written_of_word, data)


def _read(data):
    parts = packed.xml_parts(data)
    kinds = _kinds(parts)
    mains = [name for name, kind in kinds.items() if PARTS.get(kind) == ""]
    if not mains:
        raise CardRefused("broken_word")
    others = [name for name, kind in kinds.items() if PARTS.get(kind)]
    reader = _Reader(**_looks(parts, kinds), data=data, inserted=inserted_in(parts))
    for name in (*mains, *others):
        reader.part(tree(parts[name]), PARTS[kinds[name]])
    for name, kind in kinds.items():
        if kind == "document.glossary":
            reader.left_out.append(LeftOut("prompt", words_of(tree(parts[name]))))
        elif kind == "diagramData":
            reader.diagram(tree(parts[name]))
    reader.left_out += [LeftOut("file", name) for name in embedded_in(parts)]
    lines = reader.lines
    if max((line.page for line in lines), default=0) == 1:
        lines = [replace(line, page=0) for line in lines]
    return Written(tuple(lines), tuple(reader.left_out))


def _kinds(parts):
    """{name: its kind, a key of PARTS, "styles", "numbering" …} as the file tells them."""
    named = {}
    for one in within(tree(parts["[Content_Types].xml"])):
        if found := TYPE.search(one.attributes.get("ContentType", "")):
            name = one.attributes.get("PartName", "").lstrip("/")
            named[name] = found[1]
    return {name: named[name] for name in parts if name in named}


def _looks(parts, kinds):
    """The styles and lists of the file, ours and mammoth's."""
    named = {kind: tree(parts[name]) for name, kind in kinds.items() if kind in LOOKS}
    styles, lists = (named.get(kind) or tree(b"<none/>") for kind in LOOKS)
    styles.children = [
        one for one in elements(styles) if {"w:type", "w:styleId"} <= one.attributes.keys()
    ]
    theirs = styles_xml.read_styles_xml_element(styles)
    for one in within(lists):
        one.children = [
            child
            for child in elements(one)
            if child.name != "w:numStyleLink"
            or theirs.find_numbering_style_by_id(child.attributes.get("w:val"))
        ]
    numbering = numbering_xml.read_numbering_xml_element(lists, theirs)
    return {"styles": styles_in(styles), "numbering": numbering}


@dataclass
class _Reader:
    """Gathers the lines of one part after another."""

    styles: dict
    numbering: numbering_xml.Numbering
    data: bytes = b""
    inserted: dict = field(default_factory=dict)  # {id: name} of files inside the file
    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    left: int = LONGEST
    page: int = 0
    where: str = ""

    def part(self, root, where):
        """Read a part; boxes come after the paragraph or table that they stand in."""
        self.where, self.page = where, 0 if where else 1
        self.blocks(root, Plain(where))

    def blocks(self, holder, plain):
        body = body_xml.reader(numbering=self.numbering)
        inner = holder.find_child("w:body") or holder
        for block in (*elements(inner), None):
            made = plain.one(block) if block else plain.rest() if plain.pending else []
            self.children(body.read_all(made).value)
            for one in within(block) if block else ():
                if one.name == "w:altChunk":
                    self.insert(self.inserted.get(one.attributes.get("id"), ""))
            boxes, plain.boxes = plain.boxes, []
            for box in boxes:
                self.box(box)
        self.left_out += plain.left_out

    def box(self, box):
        where, self.where = self.where, self.where or "text box"
        self.blocks(box, Plain(self.where))
        self.where = where

    def insert(self, name):
        """The lines of a file that was inserted whole; one that is not read is named."""
        if name.lower().endswith(".docx"):
            content = packed.Packed(self.data, most=packed.XML_BYTES).read(name)
            told = _read(content) if len(content) < len(self.data) else Written(())
            lines, self.left_out = told.lines, [*self.left_out, *told.left_out]
        else:
            lines = lines_of(self.data, name) if name else []
        if lines is None:
            self.left_out.append(LeftOut("file", name.rpartition("/")[2], self.where))
        for line in lines or ():
            self.add(line if isinstance(line, Line) else Line(line))

    def diagram(self, root):
        """A line for each of the words in a drawn diagram."""
        self.where, self.page = "diagram", 0
        for one in within(root):
            if one.name == "a:p" and (words := words_of(one, ("a:t",)).strip()):
                self.add(Line(words))

    def children(self, found):
        """Lines of paragraphs and tables; words that stand in neither are a line too."""
        loose = [one for one in found if not isinstance(one, BLOCKS)]
        for one in (*found, documents.paragraph(loose)) if loose else found:
            if isinstance(one, documents.Table):
                self.table(one)
            elif isinstance(one, documents.Paragraph):
                self.take(self.lines_of(one))

    def take(self, told):
        for one in told:
            if one is NEW_PAGE:
                self.page += bool(self.page)
            elif isinstance(one, LeftOut):
                self.left_out.append(one)
            else:
                self.add(one)

    def add(self, line):
        text = _composed(line.text)
        self.left -= len(text) + 1
        if self.left < 0 or len(self.lines) >= LINES:
            raise CardRefused("heavy_word")
        cells = tuple(map(_composed, line.cells))
        self.lines.append(replace(line, text=text, cells=cells, where=self.where, page=self.page))

    def lines_of(self, paragraph):
        """A Line for each of the paragraph's, a NEW_PAGE for each page that begins in it; what a
        table of contents says is a LeftOut."""
        style = self.style_of(paragraph)
        pieces = list(self.pieces(paragraph))
        words = "".join(text for text, _bold in pieces)
        if style.contents and words.strip():
            yield LeftOut("contents list", words.strip(), self.where)
            return
        if style.new_page:
            yield NEW_PAGE
        bold = bool(words.strip()) and all(bold for text, bold in pieces if text.strip())
        look = self.look(paragraph, style, bold)
        for at, page in enumerate(words.split("\f")):
            if at:
                yield NEW_PAGE
            if page.strip() or not words.strip() and not at:
                yield from (replace(look, text=text.strip()) for text in page.split("\n"))

    def style_of(self, holder):
        return self.styles.get(getattr(holder, "style_id", None), PLAIN)

    def look(self, paragraph, style, bold):
        """A Line without words, with all that is told of the paragraph's."""
        listed, heads = paragraph.numbering, bool(style.level or style.title)
        if heads or not (listed or style.item):
            return Line("", level=style.level, title=style.title, bold=bold)
        depth = listed.level_index if listed else ""
        return Line(
            "", bold=bold, item=True, depth=int(depth) if depth.isdecimal() else style.depth
        )

    def pieces(self, holder, bold=False):
        """(text, whether it is bold) of what stands in a paragraph or a run."""
        bold = bold or self.style_of(holder).bold or getattr(holder, "is_bold", False)
        for one in holder.children:
            if isinstance(one, documents.Text):
                yield one.value.replace("\u2011", "-").replace("\n", " "), bold
            elif isinstance(one, documents.Tab):
                yield "\t", bold
            elif isinstance(one, documents.Break):
                yield "\f" if one.break_type == "page" else "\n", bold
            elif isinstance(one, documents.HasChildren):
                if not isinstance(one, documents.Run):
                    yield "\n", bold
                yield from self.pieces(one, bold)

    def table(self, table):
        """A row is a Line with its cells, unless it only lays out the page."""
        for row, shown in self.rows(table):
            if len(shown) == 1 or any(self.heads(cell.source) for cell in row):
                for cell in row:
                    self.children(cell.source.children)
                continue
            lines = [line for cell in row for line in cell.lines if line.text]
            if lines:
                bold = all(line.bold for line in lines)
                self.add(Line(_readable(row), bold=bold, cells=shown))
            for cell in row:
                self.take(cell.others)
                for inner in cell.tables:
                    self.table(inner)

    def heads(self, cell):
        """Whether a paragraph of the cell is a heading by its style."""
        styles = map(self.style_of, cell.children)
        return any(style.level or style.title for style in styles)

    def rows(self, table):
        """([a row's own cells], the words in each column) of every row.

        What is joined to the cell above says its words again, but no heading: that would begin
        its field anew.
        """
        above = {}
        for row in table.children:
            own, shown, cells = [], [], iter(getattr(row, "children", ()))
            while len(shown) <= COLUMNS:
                wide, words, rows_left = above.pop(len(shown), (0, "", 0))
                if not wide:
                    if not (source := next(cells, None)):
                        break
                    own.append(cell := self.cell(source))
                    wide, words, rows_left = cell.wide, cell.words, cell.high
                    again = "" if heading_in(words) else words
                else:
                    again = words
                if rows_left > 1:
                    above[len(shown)] = (wide, again, rows_left - 1)
                shown += [words, *[""] * (wide - 1)]
            else:
                raise CardRefused("broken_word")
            yield own, tuple(shown)

    def cell(self, source):
        told, tables = [], []
        for one in getattr(source, "children", ()):
            if isinstance(one, documents.Table):
                tables.append(one)
            elif isinstance(one, documents.Paragraph):
                told += self.lines_of(one)
            else:
                told += self.lines_of(documents.paragraph([one]))
        lines = [one for one in told if isinstance(one, Line)]
        others = [one for one in told if not isinstance(one, Line)]
        return _Cell(source, lines, others, tables)


@dataclass
class _Cell:
    source: documents.TableCell
    lines: list[Line]
    others: list
    tables: list[documents.Table]

    @property
    def wide(self):
        return max(1, getattr(self.source, "colspan", 1))

    @property
    def high(self):
        return getattr(self.source, "rowspan", 1)

    @property
    def words(self):
        """As written, with a dash before an item of a list."""
        dashes = ("  " * line.depth + "- " * line.item for line in self.lines)
        pairs = zip(dashes, self.lines, strict=True)
        return "\n".join(dash + line.text for dash, line in pairs if line.text)


def _readable(cells):
    """ "first: second, third" of a row's cells."""
    told = [" ".join(" ".join(line.text for line in cell.lines).split()) for cell in cells]
    label, rest = told[0], told[1:]
    rest = ", ".join(filter(None, rest))
    if not (label and rest):
        return label or rest
    return f"{label} {rest}" if label.endswith(":") else f"{label}: {rest}"


def _composed(text):
    return unicodedata.normalize("NFC", text.translate(SIGNS)).strip()
