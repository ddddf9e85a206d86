"""Pages that everyone could read and that were taken away: 410, so that search engines forget them.

What was never public is 404, as if it weren't there.
"""

from django.http import Http404


class TakenAway(Exception):
    """The page was public once; the middleware tells it."""


def get(seen, taken_away, **key):
    """The record of that key among those that the reader has `seen`; Http404 where it isn't.

    Raises TakenAway if it is among those that were public and are `taken_away`.
    """
    if found := seen.filter(**key).first():
        return found
    raise TakenAway if taken_away.filter(**key).exists() else Http404
