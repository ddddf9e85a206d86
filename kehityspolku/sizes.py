"""The sizes of files in words. One place."""

from math import ceil

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

KILO = 1024


def size_text(size):
    """Write a number of bytes as "812 bytes", "345 kB" or "1.2 MB", as the language does, with a
    no-break space."""
    size = int(size)
    if size < KILO:
        return tied(ngettext("%(n)s byte", "%(n)s bytes", size) % {"n": size})
    if size < KILO**2:
        return tied(_("%(n)s kB") % {"n": -(-size // KILO)})
    return megabytes(size)


def megabytes(size):
    """The same in megabytes, "20 MB" or "1.2 MB"; a little more than a size is more than it."""
    size = ceil(size * 10 / KILO**2) / 10
    return tied(_("%(n)s MB") % {"n": number_format(size, 1 if size % 1 else 0)})


def tied(text):
    """The text with no-break spaces."""
    return text.replace(" ", "\u00a0")
