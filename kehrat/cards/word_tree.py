"""The XML of a Word file made plain for mammoth, which reads it: what mammoth would pass by is
unwrapped, what nobody is to read is named, what stands in boxes is laid beside."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from mammoth.docx.xmlparser import XmlElement, XmlText, element, null_xml_element

from kehrat.cards.written import CardRefused, LeftOut

COLUMNS = 64  # of a table
TICKED, UNTICKED = "☒", "☐"
NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
KEPT = {"w:r", "w:tab", "w:br", "w:noBreakHyphen"}
PROPERTIES = {"w:pPr", "w:rPr", "w:tcPr"}
ALIKE = {"w:cr": "w:br", "w:ptab": "w:tab", "m:r": "w:r", "m:t": "w:t"}
DELETED = {"w:del", "w:moveFrom", "w:delText"}
DRAWN = {"w:drawing", "w:pict", "w:object"}
IMAGES = {"pic:pic", "v:imagedata", "c:chart", "dgm:relIds", "o:OLEObject"}
NO_WORDS = {"w:instrText", "w:delInstrText", "w:sdtPr", "w:tblPr", "w:tblGrid", "w:trPr"}
# Tick boxes drawn with a letter of a font of signs.
SIGNS = {
    "wingdings": dict.fromkeys((0x78, 0xFD, 0xFE), TICKED) | dict.fromkeys((0x6F, 0xA8), UNTICKED),
    "wingdings 2": dict.fromkeys((0x51, 0x52, 0x53, 0x54), TICKED) | {0xA3: UNTICKED},
}
FALSE = ("0", "false", "off")


def tree(xml):
    """The root of an XML part that was measured, as mammoth has its elements."""
    holder = element("")
    open_ones, parser = [holder], expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begin(name, attributes):
        named = {_short(key): value for key, value in attributes.items()}
        made = XmlElement(_short(name), named, [])
        open_ones[-1].children.append(made)
        open_ones.append(made)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _name: open_ones.pop()
    parser.CharacterDataHandler = lambda words: open_ones[-1].children.append(XmlText(words))
    parser.Parse(xml, True)
    return holder.children[0]


def _short(name):
    """ "w:p" for the name with its whole namespace."""
    namespace, _, local = name.rpartition(" ")
    prefix = NAMESPACES.get(namespace)
    return f"{prefix}:{local}" if prefix else local


def elements(parent):
    return [child for child in parent.children if isinstance(child, XmlElement)]


def within(parent, into=lambda _element: True):
    """The element and all the elements in it, in their order; not those of which `into` says no."""
    waiting = [parent]
    while waiting:
        found = waiting.pop()
        yield found
        if into(found):
            waiting += reversed(elements(found))


def words_of(parent, names=("w:t", "w:delText")):
    """The text of an element, whoever wrote or deleted it."""
    texts = (found for found in within(parent) if found.name in names)
    return "".join(child.value for text in texts for child in text.children)


def has_words(parent):
    texts = (found for found in within(parent) if found.name == "w:t")
    return any(child.value.strip() for text in texts for child in text.children)


def value(parent, *names):
    """The w:val of the element found down that path; None for none."""
    for name in names:
        parent = parent.find_child_or_null(name)
    return parent.attributes.get("w:val")


def is_on(parent, name):
    """Whether a property is set: it is there, and not "0"."""
    found = parent.find_child(name)
    return found is not None and found.attributes.get("w:val") not in FALSE


@dataclass
class Plain:
    """Makes elements plain. `boxes` and `left_out` gather what was met on the way."""

    where: str
    boxes: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    pending: list = field(default_factory=list)  # of a paragraph whose end was deleted

    def leave(self, kind, words):
        if words.strip() or kind == "picture":
            self.left_out.append(LeftOut(kind, words.strip(), self.where))

    def all(self, parent):
        """The children of the element, made plain."""
        return [plain for child in elements(parent) for plain in self.one(child)]

    def one(self, found):
        """What stands in the place of an element: itself, others or nothing."""
        name = ALIKE.get(found.name, found.name)
        if name in PROPERTIES:
            return [found]
        if name == "w:t":
            return [element(name, {}, [_ for _ in found.children if isinstance(_, XmlText)])]
        if name in DELETED:
            self.leave("deleted", words_of(found))
            return []
        if name in DRAWN:
            return self.drawn(found)
        if name in NO_WORDS:
            return []
        special = self.SPECIAL.get(name)
        if special:
            return special(self, found)
        if name == "w:r" and is_on(found.find_child_or_null("w:rPr"), "w:vanish"):
            self.leave("hidden", words_of(found))
            return []
        children = self.all(found)
        return [element(name, found.attributes, children)] if name in KEPT else children

    def drawn(self, found):
        """A drawing goes; its text boxes are laid beside, a picture in it is named."""
        inside = list(_drawn(found))
        told = [one.attributes for one in inside if one.name in ("wp:docPr", "v:shape")]
        if any(one.name in IMAGES for one in inside):
            names = (about.get("descr") or about.get("alt") or about.get("title") for about in told)
            self.leave("picture", next(filter(None, names), ""))
        self.boxes += [one for one in inside if one.name == "w:txbxContent"]
        self.boxes += [_drawn_words(one) for one in inside if one.name == "v:textpath"]
        return []

    def alternatives(self, found):
        """Of several ways to say the same, the first that has words."""
        return self.all(_best(found))

    def control(self, found):
        """What a content control holds; a tick for a tick box, nothing for a mere prompt."""
        about, content = (found.find_child_or_null(f"w:sdt{part}") for part in ("Pr", "Content"))
        if is_on(about, "w:showingPlcHdr"):
            self.leave("prompt", words_of(content))
            return []
        box = about.find_child("w14:checkbox")
        if not box:
            return self.all(content)
        checked = box.find_child_or_null("w14:checked").attributes.get("w14:val", "0")
        return _ticked(self.all(content), checked not in FALSE)

    def field(self, found):
        """The tick of an old form's box; other marks of fields say nothing."""
        box = found.find_child_or_null("w:ffData").find_child("w:checkBox")
        if not box:
            return []
        asked = "w:checked" if box.find_child("w:checked") else "w:default"
        return [_text(TICKED if is_on(box, asked) else UNTICKED)]

    def sign(self, found):
        """A letter of a font of signs: a tick box, a letter that Unicode has, or nothing."""
        try:
            code = int(found.attributes.get("w:char", "")[:6], 16)
        except ValueError:
            return []
        font = found.attributes.get("w:font", "").lower()
        if 0xF000 <= code <= 0xF0FF or font in SIGNS:
            sign = SIGNS.get(font, {}).get(code & 0xFF)
            drawn = {"w:font": found.attributes.get("w:font"), "w:char": f"{code:04X}"}
            return [_text(sign) if sign else element("w:sym", drawn)]
        return [_text(chr(code))] if 0x20 < code < 0xD800 else []

    def paragraph(self, found):
        """A paragraph, with page breaks as runs; one whose end was deleted goes into the next."""
        about = found.find_child_or_null("w:pPr")
        children = [one for one in self.all(found) if one.name != "w:pPr"]
        if is_on(about, "w:pageBreakBefore"):
            children.insert(0, _page())
        section = about.find_child("w:sectPr")
        if section and value(section, "w:type") != "continuous":
            children.append(_page())
        self.pending += children
        if is_on(about.find_child_or_null("w:rPr"), "w:del"):
            return []
        return self.rest(*about.children)

    def rest(self, *about):
        """The paragraph that waits, with these properties."""
        if not self.pending and not about:
            return [element("w:p")]
        children, self.pending = self.pending, []
        return [element("w:p", {}, [element("w:pPr", {}, list(about)), *children])]

    def table(self, found):
        before = self.rest() if self.pending else []
        return [*before, element("w:tbl", {}, self.all(found))]

    def row(self, found):
        about = found.find_child_or_null("w:trPr")
        if is_on(about, "w:del"):
            self.leave("deleted", words_of(found))
            return []
        return [element("w:tr", {}, self.all(found))]

    def cell(self, found):
        """A cell; one that is joined to that above and yet holds words stands for itself."""
        about, children = found.find_child_or_null("w:tcPr"), self.all(found)
        children += self.rest() if self.pending else []
        wide = value(about, "w:gridSpan") or "1"
        if not re.fullmatch(r"\d{1,3}", wide) or int(wide) > COLUMNS:
            raise CardRefused("broken_word")
        kept = [element("w:gridSpan", {"w:val": wide})]
        joined = about.find_child("w:vMerge")
        if joined and not any(map(has_words, children)):
            kept.append(joined)
        others = [child for child in children if child.name != "w:tcPr"]
        return [element("w:tc", {}, [element("w:tcPr", {}, kept), *others])]

    SPECIAL = {
        "mc:AlternateContent": alternatives,
        "w:sdt": control,
        "w:fldChar": field,
        "w:sym": sign,
        "w:p": paragraph,
        "w:tbl": table,
        "w:tr": row,
        "w:tc": cell,
    }


def _best(found):
    """The first of the alternatives that has words, or the first."""
    ways = elements(found)
    return next(filter(has_words, ways), next(iter(ways), null_xml_element))


def _drawn(found):
    """All that a drawing holds, with one of alternatives, and not what is in its boxes."""
    for one in within(found, lambda it: it.name not in ("w:txbxContent", "mc:AlternateContent")):
        if one.name == "mc:AlternateContent":
            yield from _drawn(_best(one))
        else:
            yield one


def _ticked(content, checked):
    """The content of a tick box with its sign, whatever letter the file draws it with."""
    sign = TICKED if checked else UNTICKED
    texts = [one for parent in content for one in within(parent) if one.name == "w:t"]
    if not texts:
        return [element("w:r", {}, [_text(sign)])]
    drawn = words_of(texts[0])
    texts[0].children = [XmlText(sign if len(drawn.strip()) <= 1 else f"{sign} {drawn}")]
    return content


def _drawn_words(path):
    """The words that WordArt draws, as a box that holds them."""
    run = element("w:r", {}, [_text(path.attributes.get("string", ""))])
    return element("w:txbxContent", {}, [element("w:p", {}, [run])])


def _text(words):
    return element("w:t", {}, [XmlText(words)])


def _page():
    return element("w:r", {}, [element("w:br", {"w:type": "page"})])
