"""Which pages are to be found from outside, as each app tells in its portal.py.

LISTED_PAGES: names of addresses, or (name, argument), of pages that everyone reads.
LISTED: a `Listed` for each kind of record whose page everyone may read.
CLOSED_PAGES: names of addresses that search engines need not ask for.

Who is not told of here is found by nobody: its page says so to search engines, and the map of the
site leaves it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import override

from kehityspolku import by_name, languages


@dataclass(frozen=True)
class Told:
    """What a record's page says of itself to whoever has not opened it.

    `text`: the page's own words; `language`: theirs. `picture`: the path of one that can be seen
    small. `data`: facts in the words of schema.org, {} where those have none.
    """

    title: str
    text: str
    language: str
    picture: str
    data: dict


@dataclass(frozen=True)
class Listed:
    """A kind of record that is found from outside. `name`: of its part of the map of the site;
    `rows`: those whose page everyone may read; `tell`: a record as `Told`."""

    name: str
    rows: Callable[[], QuerySet]
    tell: Callable[[Model], Told]


def pages():
    """(name, arguments) of the listed pages that are no record's."""
    told = by_name.pages("LISTED_PAGES")
    return [(page, ()) if isinstance(page, str) else (page[0], page[1:]) for page in told]


@cache
def kinds():
    """{name: Listed} of every kind of record."""
    return {kind.name: kind for kind in by_name.pages("LISTED")}


def told_of(record):
    """What its page says of itself."""
    model = type(record)
    return next(kind.tell(record) for kind in kinds().values() if kind.rows().model is model)


def in_languages(address):
    """{language: what `address()` gives in it}."""
    found = {}
    for code in languages.CODES:
        with override(code):
            found[code] = address()
    return found


def page_in_languages(name, args=(), kwargs=None):
    return in_languages(lambda: reverse(name, args=args, kwargs=kwargs))
