"""Other files inside a Word file: a text or page that was inserted whole (altChunk) is read where
it stands; what is not read, a sheet of Excel or the like, is named."""

from html.parser import HTMLParser
from pathlib import PurePosixPath

from kehityspolku import text as texts
from kehityspolku.files import packed
from kehrat.cards.word_tree import tree, within

RELATIONS = "word/_rels/document.xml.rels"
EMBEDDED = "word/embeddings/"
PAGES, PLAIN = {".htm", ".html", ".xhtml"}, {".txt"}
_BLOCKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS |= {"section", "article", "blockquote", "dt", "dd"}
_NO_TEXT = {"script", "style", "head", "title"}


def inserted_in(parts):
    """{id of a relation: name of the member that it leads to}."""
    if not parts.get(RELATIONS):
        return {}
    found = [one.attributes for one in within(tree(parts[RELATIONS])) if "Target" in one.attributes]
    return {about.get("Id", ""): _member(about["Target"]) for about in found}


def _member(target):
    """The name of a member as told from the folder of the document."""
    if target.startswith("/"):
        return target.lstrip("/")
    folders = ["word"]
    for part in PurePosixPath(target).parts:
        folders = folders[:-1] if part == ".." else [*folders, part]
    return "/".join(folders)


def embedded_in(parts):
    """Names of the files that lie in it as things of their own: sheets, presentations."""
    return [PurePosixPath(name).name for name in parts if name.startswith(EMBEDDED)]


def lines_of(data, name):
    """The lines of a text or a web page that was inserted; None for what is not read here."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in PAGES | PLAIN:
        return None
    content = texts.decode(packed.Packed(data, most=packed.XML_BYTES).read(name))
    if content is None:
        return None
    return content.splitlines() if ending in PLAIN else _Page(content).lines()


class _Page(HTMLParser):
    """The words of a web page, a line for each block."""

    def __init__(self, content):
        super().__init__()
        self.told, self.unread = [""], 0
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.unread += tag in _NO_TEXT
        if tag in _BLOCKS:
            self.told.append("")
        elif tag in ("td", "th") and self.told[-1].strip():
            self.told.append("\t")

    def handle_endtag(self, tag):
        self.unread -= tag in _NO_TEXT and self.unread > 0
        if tag in _BLOCKS:
            self.told.append("")

    def handle_data(self, data):
        if not self.unread:
            self.told.append(" ".join(data.split(" ")).replace("\n", " "))

    def lines(self):
        lines, line = [], ""
        for piece in [*self.told, ""]:
            if piece:
                line += piece
            elif line.strip():
                lines.append(line.strip())
                line = ""
        return lines
