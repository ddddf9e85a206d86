"""The standard battery: the statements and questions every survey starts from, in three languages.

The constructs are established (Laverack's domains of community capacity, the added value of
LEADER); this wording is new and not validated, which the results page says.
"""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "battery.csv"


@cache
def questions():
    """The battery in its order: dicts of code, kind, theme, text_fi, text_sv, text_en."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
