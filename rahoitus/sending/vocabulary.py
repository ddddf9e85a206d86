"""Which of the portal's facts answers a funder's question: by its key, else by its words.

A form's file may say it itself, in a column `fills`. What nothing here knows stays empty on the
copy sheet, to be answered there.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).resolve().parent.parent / "data" / "question_words.csv"


@lru_cache(maxsize=1)
def rows():
    """[(name of the answer, keys, pattern of words)], in the order in which they are tried."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return [
            (row["fills"], set(row["keys"].split()), re.compile(row["words"], re.IGNORECASE))
            for row in csv.DictReader(file)
        ]


def fills(key, *titles):
    """The name of what answers a question, "" when nothing does."""
    for name, keys, _words in rows():
        if key in keys:
            return name
    for name, _keys, words in rows():
        if any(title and words.search(title) for title in titles):
            return name
    return ""
