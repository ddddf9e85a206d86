"""The standard battery: the statements and questions every survey starts from, in three languages.

The constructs are established (Laverack's domains of community capacity, the added value of
LEADER); this wording is new and not validated, which the results page says.
"""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, gettext_noop, override

from kehityspolku import languages

SECTIONS = {  # the head of each theme's section
    "participation": gettext_noop("Participation"),
    "trust": gettext_noop("Trust"),
    "leadership": gettext_noop("Leadership"),
    "assets": gettext_noop("Assets and links"),
    "continuity": gettext_noop("Continuity"),
    "sukkula": gettext_noop("Sukkula's support"),
    "": gettext_noop("In your own words"),
}
FILE = Path(__file__).parent.parent / "data" / "battery.csv"


@cache
def questions():
    """The battery in its order: dicts of code, kind, theme, text_fi, text_sv, text_en."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def section(theme):
    """The head of a theme's section, as questions() gives them."""
    texts = {}
    for code in languages.CODES:
        with override(code):
            texts[f"text_{code}"] = gettext(SECTIONS[theme])
    return {"kind": "section", **texts}
