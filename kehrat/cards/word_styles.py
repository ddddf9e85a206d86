"""What a Word file's styles say of a paragraph, by their names: Word keeps those of its own styles
in English whatever language it speaks, and a style of one's own rests on one of them."""

import re
from dataclasses import dataclass, replace

from kehrat.cards.word_tree import is_on, value

LONGEST_CHAIN = 20  # of styles that rest on others
HEADING = re.compile(r"(?:heading|otsikko|rubrik)\s*([1-9])(?!\d)")
TITLE = re.compile(r"title|otsikko|rubrik|projektin nimi|hankkeen nimi|projektets namn")
ITEM = re.compile(
    r"(?:list (?:bullet|number)|merkitty luettelo|numeroitu luettelo|punktlista|numrerad lista)"
    r"\s*([1-9])?"
)
CONTENTS = re.compile(r"toc (?:heading|[1-9])|sisällysluettelo.*|innehållsförteckning.*")


@dataclass(frozen=True)
class Style:
    """What is told of the paragraphs or runs that have a style."""

    level: int = 0
    title: bool = False
    bold: bool = False
    item: bool = False
    depth: int = 0
    contents: bool = False
    new_page: bool = False


def styles_in(root):
    """{id: Style} of the styles part of a file."""
    found = {style.attributes.get("w:styleId"): style for style in root.find_children("w:style")}
    made = {}
    for name in found:
        _resolve(name, found, made)
    return made


def _resolve(name, found, made):
    """The Style of that id, of what it says itself and of what it rests on."""
    chain = []
    while name in found and name not in made and name not in chain and len(chain) < LONGEST_CHAIN:
        chain.append(name)
        name = value(found[name], "w:basedOn")
    style = made.get(name, Style())
    for own in reversed(chain):
        style = made[own] = _of(found[own], style)


def _of(element, base):
    """The Style of an element that rests on another."""
    name = " ".join((value(element, "w:name") or "").lower().split())
    about, look = (element.find_child_or_null(f"w:{part}") for part in ("pPr", "rPr"))
    numbers = about.find_child("w:numPr")
    style = replace(
        base,
        bold=is_on(look, "w:b") if look.find_child("w:b") else base.bold,
        new_page=base.new_page or is_on(about, "w:pageBreakBefore"),
    )
    if numbers:
        depth = value(numbers, "w:ilvl") or "0"
        item = value(numbers, "w:numId") != "0"
        style = replace(style, item=item, depth=int(depth) if depth in "012345678" else 0)
    outline = value(about, "w:outlineLvl")
    if outline:
        style = replace(style, level=int(outline) + 1 if outline in "012345678" else 0)
    if told := HEADING.fullmatch(name):
        return replace(style, level=int(told[1]), title=False)
    if TITLE.fullmatch(name):
        return replace(style, title=True, level=0)
    if told := ITEM.fullmatch(name):
        return replace(style, item=True, depth=int(told[1] or 1) - 1)
    return replace(style, contents=True) if CONTENTS.fullmatch(name) else style
