"""A PDF file as lines: its text as it stands on the pages, what was filled in its form, comments.

A PDF knows letters and their places alone: headings are told by letters that stand out.
"""

import unicodedata

from kehityspolku.files import pdfs
from kehrat.cards.pdf_pages import pages_of
from kehrat.cards.written import CardRefused, LeftOut, Line, Written
from kehrat.cards.written_json import told

LINES = 20_000  # of all the cards in it


def written_of_pdf(data: bytes) -> Written:
    """The lines of a PDF file. Raises CardRefused for one without text, locked or too heavy.

    pypdf has few bounds: what strangers send is read through `kehrat.cards.apart`.
    """
    try:
        found = pages_of(pdfs.from_head(data))
    except MemoryError:
        raise
    except Exception as problem:  # a broken file can break its reader anywhere
        raise CardRefused("broken_pdf") from problem
    if "refused" in found:
        raise CardRefused(found["refused"])
    if len(found["lines"]) > LINES:
        raise CardRefused("heavy_pdf")
    if not any(text for _page, text, _bold, _where in found["lines"]):
        raise CardRefused("scan_pdf")
    lines = (
        Line(_composed(text), bold=bold, where=where, page=page if found["pages"] > 1 else 0)
        for page, text, bold, where in found["lines"]
    )
    return Written(tuple(lines), (LeftOut("picture", ""),) * found["pictures"])


def told_of_pdf(data: bytes) -> dict:
    """As `written_json.told`: for a process of its own."""
    return told(written_of_pdf, data)


def _composed(text):
    """The letters as they are typed: PDF may hold two as one sign (ﬁ), and hard spaces."""
    return unicodedata.normalize("NFC", text.translate(LIGATURES)).strip()


LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
