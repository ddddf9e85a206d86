"""A funder's form as a file: a table of its questions, read within bounds, and what of it could
not be placed.
"""

import csv
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku.text import decode
from rahoitus.sending import vocabulary
from rahoitus.sending.answers import NAMES

COLUMNS = ("step", "section", "key", "title_fi", "title_sv", "title_en", "type", "max_length")
MORE = ("required", "fills")  # columns that may be there besides
LARGEST = 2_000_000  # bytes
MOST_QUESTIONS = 500
LONGEST = 1000  # characters of one cell
MOST_TOLD = 20  # lines of the file of which something is told


def text_of(content):
    """The text of a file's bytes. ValidationError in words for one too large, or none."""
    if len(content) > LARGEST:
        raise ValidationError(_("The file is larger than %(most)s bytes.") % {"most": LARGEST})
    if (text := decode(content)) is None:
        raise ValidationError(_("This is not a text file."))
    return text.removeprefix("\ufeff")


def table(text):
    """The rows of a form's file as dicts; ValidationError in words for what is no such file."""
    try:
        head = text.partition("\n")[0]
        reader = csv.DictReader(StringIO(text), delimiter=";" if head.count(";") > 6 else ",")
        names = reader.fieldnames or ()
        if lacking := [name for name in COLUMNS if name not in names]:
            told = _("The file lacks these columns: %(names)s.")
            raise ValidationError(told % {"names": ", ".join(lacking)})
        for place, row in enumerate(reader, start=1):
            if place > MOST_QUESTIONS:
                told = _("The file has more than %(most)s questions.")
                raise ValidationError(told % {"most": MOST_QUESTIONS})
            yield row
    except csv.Error as problem:
        raise ValidationError(_("The file is not a table of questions.")) from problem


def read(text):
    """Each question of a form's file, as the fields of its row."""
    yield from map(question, table(text))


def question(row):
    """A row of the file as the fields of a FunderQuestion."""
    given = {name: (value or "").strip()[:LONGEST] for name, value in row.items() if name}
    titles = [given[f"title_{code}"] for code in ("fi", "sv", "en")]
    named = given.get("fills", "")
    return {
        **{name: given[name] for name in COLUMNS if name != "max_length"},
        "max_length": number(given["max_length"]),
        "required": given.get("required", "").casefold() in ("true", "1", "yes"),
        "fills": named
        if named in NAMES
        else (vocabulary.fills(given["key"], *titles) if any(titles) else ""),
    }


def number(text):
    """A number of characters; None when the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def left_out(text):
    """[sentence] of what in a form's file, which `read` takes, has no place in the form."""
    rows = list(table(text))
    unknown = [name for name in (rows[0] if rows else ()) if name and name not in COLUMNS + MORE]
    if unknown:
        yield _("These columns were not used: %(names)s.") % {"names": ", ".join(unknown)[:500]}
    told = [(line, words) for line, row in enumerate(rows, 2) for words in of_row(row)]
    for line, words in told[:MOST_TOLD]:
        yield _("Line %(line)s: %(words)s") % {"line": line, "words": words}
    if len(told) > MOST_TOLD:
        yield _("There is more of the same on other lines.")


def of_row(row):
    """What of one row has no place, in words."""
    if row.get(None):
        yield _("cells beyond the last column were left out")
    if any(len(value or "") > LONGEST for name, value in row.items() if name):
        yield _("a text was cut at %(most)s characters") % {"most": LONGEST}
    most = (row["max_length"] or "").strip()
    if most and number(most) is None:
        yield _("“%(text)s” is no number of characters") % {"text": most[:40]}
    named = (row.get("fills") or "").strip()
    if named and named not in NAMES:
        yield _("the portal has no answer named “%(text)s”") % {"text": named[:40]}
