"""What a table of open data consists of, and the kinds of its columns."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

ANYONE = AnonymousUser()


class Kind(models.TextChoices):
    """What a column holds, by Frictionless Data's names."""

    TEXT = "string", _("text")
    WHOLE = "integer", _("whole number")
    NUMBER = "number", _("number")
    DAY = "date", _("date")
    MOMENT = "datetime", _("date and time")
    YES_NO = "boolean", _("true or false")
    CODES = "codes", _("words with spaces between, in JSON a list")
    NAMED = "object", _("figures by name, as JSON")


@dataclass(frozen=True)
class Column:
    """`read(row)` gives its value, None where it is not known."""

    name: str
    kind: Kind
    about: str
    read: Callable


@dataclass(frozen=True)
class Table:
    """`name`: of its files. `slug`: in catalogues. `key`: names of the columns that tell its rows
    apart, the first one unless told. `state`: changes with its rows, where something simpler does
    than whatever happens in the portal."""

    name: str
    slug: str
    title: str
    about: str
    rows: Callable
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    state: Callable = lambda: None

    @property
    def keys(self):
        return list(self.key or (self.columns[0].name,))


def address(record):
    return f"{settings.SITE_URL}{record.get_absolute_url()}"
