"""QR codes as shapes that a template draws: a page's address for those who have a phone."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True)
class Code:
    """A code of `size` modules a side; `path` draws the dark ones in an SVG of that size."""

    size: int
    path: str


def code(text):
    """The code of a text, an address as a rule; a seventh of it may be dirty or torn."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=4)  # the quiet zone that readers need
    made.add_data(text)
    rows = made.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return Code(len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
