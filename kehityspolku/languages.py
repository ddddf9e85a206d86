"""The page's language, and what a record says in all three."""

from django.db.models import Q
from django.utils.translation import get_language

CODES = "fi", "sv", "en"

BUTTON = "tongue"  # a button of this name shows its form in another language, with all it holds


def current():
    """The active language's code, "fi" where none is active."""
    return get_language() or "fi"


def text_of(record, field):
    """A record's text in the page's language; where it has none, in the first that it has.

    `field` "name" stands for name_fi, name_sv and name_en.
    """
    texts = (getattr(record, f"{field}_{code}") for code in (current(), *CODES))
    return next(filter(None, texts), "")


def any_of(field):
    """The condition of a table that a text is there in one language at least."""
    return ~Q(**{f"{field}_{code}": "" for code in CODES})
