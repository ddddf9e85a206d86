"""Marks of stored texts: who saves over another text than the one that was read is told so."""

from hashlib import sha256


class Outdated(Exception):
    """The text was saved by somebody else while one wrote it."""


def mark(content):
    """A short mark of a content, which its repr tells whole: of another content, another mark."""
    return sha256(repr(content).encode()).hexdigest()[:16]


def check(seen, stands):
    """Raises Outdated unless the text that stands is the one that was seen, by their marks."""
    if seen != stands:
        raise Outdated
