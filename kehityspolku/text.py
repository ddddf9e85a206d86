"""What people write, on its way in: the one tidier of texts and lines, the one decoder of files."""

import codecs
import re
import unicodedata

from django.utils.text import Truncator
from django.utils.translation import get_language

HEADLINE = 200  # characters
LONGEST_SEARCH = 80  # characters of a search that are looked at
LAST_LETTERS = str.maketrans("åäö", "{|}")  # as f_finnish_order of migration 0002 has it
BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")  # no text holds them
LINE_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Controls but the line feed and the tab, halves of characters, marks that no text needs.
GONE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u206a-\u206f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
BLANK_LINES = re.compile("\n{3,}")
LINE_ENDS = re.compile(r"(?<![^\S\n])[^\S\n]+$", re.MULTILINE)
# Emoji and Persian need one or two of these in a row; more only make noise.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0"
)
UNSEEN_RUN = re.compile(f"([{UNSEEN}]{{2}})[{UNSEEN}]+")
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
MARKS_RUN = re.compile(f"([{MARKS}]{{8}})[{MARKS}]+")
SEEN = re.compile(rf"[^\s\u2800\u2066-\u2069\u202a-\u202e{UNSEEN}]")
# What a line goes without: it stands in sentences, subjects and lists, beside what others wrote.
QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
BEFORE_QUOTES = " \t\n\u00a0([{/\u2013\u2014-\u201c\u201d\u201e"  # a mark after one of these opens
JOINERS = "\u200c\u200d"  # what Persian and emoji cannot do without
NOT_IN_A_LINE = re.compile(rf"(?![{JOINERS}])[{UNSEEN}\u202a-\u202e\u2066-\u2069]")
# A line of these alone is tidy but for its spaces: nearly all that people write in these languages.
PLAIN = re.compile("[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e€]*")
# What no line holds, for PostgreSQL, of which a part is enough: rows that are to be tidied.
UNTIDY = (
    r"[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

OPEN, CLOSE = {"\u202a": "\u202c", "\u202b": "\u202c"}, {"\u202c", "\u2069"}
OPEN |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
OVERRIDES = dict.fromkeys("\u202d\u202e", "\u202c")  # they show a text backwards: never kept
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def tidy(text):
    """The text as it is kept: composed (NFC), plain line breaks, nothing that only confuses.

    Done twice it is the same as once. What shows nothing at all becomes "".
    """
    text = clean(text)
    text = BLANK_LINES.sub("\n\n", LINE_ENDS.sub("", text)).strip()
    return text if SEEN.search(text) else ""


def tidy_line(text):
    """A title or a name: tidied, on one line, in plain spaces."""
    if PLAIN.fullmatch(text):
        return " ".join(text.split())
    return " ".join(tidy(NOT_IN_A_LINE.sub("", text)).split())


def headline(text, most=HEADLINE):
    """The text as a mail's subject or a line of a list: tidied, one line, at most so long."""
    return Truncator(tidy_line(str(text))).chars(most)


def finnish_order(name):
    """What to order names by: case ignored, å, ä and ö last; the same as PostgreSQL's."""
    return str(name).lower().translate(LAST_LETTERS)


def nested_quotes(text, within=0):
    """The text with single marks around what is quoted inside a quotation, as all three languages
    have it: “the idea “Benches”” becomes “the idea ‘Benches’”. `within`: how many are open."""
    opening = "\u2018" if get_language() == "en" else "\u2019"
    depth = within

    def mark(found):
        nonlocal depth
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        opens = found[0] in "\u201c\u201e\u00ab" or not (before and before not in BEFORE_QUOTES)
        if opens and after and not after.isspace():
            depth += 1
            return opening if depth > 1 else found[0]
        depth -= depth > within
        return "\u2019" if depth > 0 else found[0]

    return QUOTES.sub(mark, text)


def inner_quotes(text):
    """Words that will stand within quotation marks: their own become single ones."""
    return nested_quotes(str(text), within=1)


def search_words(text):
    """What is looked for: tidied, on one line, at most so long."""
    return tidy_line(text[: LONGEST_SEARCH * 4])[:LONGEST_SEARCH].strip()


def clean(text):
    """Composed (NFC), line breaks as line feeds, without what only confuses; spaces as they are."""
    text = GONE.sub("", LINE_BREAKS.sub("\n", text))
    if TURNS.search(text):
        text = "\n".join(_balanced(line) for line in text.split("\n"))
    text = unicodedata.normalize("NFC", text)
    text = MARKS_RUN.sub(r"\1", UNSEEN_RUN.sub(r"\1", text))
    return unicodedata.normalize("NFC", text)  # a mark left out may let another join its letter


def decode(data):
    """The text of bytes in UTF-8, UTF-16 with its mark or Windows-1252; None when it is no text."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if BINARY.search(text) else text
    return None


def _balanced(line):
    """The line without the turns of direction that nothing opens or closes."""
    kept, open_now = list(line), []
    for place, mark in enumerate(line):
        if mark in OPEN or mark in OVERRIDES:
            open_now.append(place)
        elif mark in CLOSE:
            _close(kept, open_now, place, mark)
    for place in open_now:
        kept[place] = ""
    return "".join(kept)


def _close(kept, open_now, place, mark):
    """Pair a closing mark with what it closes, or leave it out; so too what lies open between."""
    ends = {**OPEN, **OVERRIDES}
    if mark == "\u2069":
        while open_now and ends[kept[open_now[-1]]] != mark:
            kept[open_now.pop()] = ""
    if open_now and ends[kept[open_now[-1]]] == mark:
        opened = open_now.pop()
        if kept[opened] not in OVERRIDES:
            return
        kept[opened] = ""
    kept[place] = ""
