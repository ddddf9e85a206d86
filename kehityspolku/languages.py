"""The page's language, and what a record says in all three."""

from django.utils.translation import get_language

BUTTON = "tongue"  # a button of this name shows its form in another language, with all it holds


def current():
    """The active language's code, "fi" where none is active."""
    return get_language() or "fi"


def text_of(record, field):
    """A record's text in the page's language, in Finnish where it has none.

    `field` "name" stands for name_fi, name_sv and name_en.
    """
    return getattr(record, f"{field}_{current()}") or getattr(record, f"{field}_fi")
