"""The Finnish business ID (Y-tunnus): seven digits, a dash and a check digit."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Tax Administration: "Yritys- ja yhteisötunnuksen ja henkilötunnuksen tarkistusmerkin
# tarkistuslaskenta": the weighted sum of the digits modulo 11; 1 is given to nobody.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(r"(?:FI)?([0-9]{6,7})[-–]?([0-9])", re.IGNORECASE)


def business_id(text):
    """The ID in its usual form, 1234567-1, from any usual spelling; "" when it is none."""
    found = _SHAPE.fullmatch("".join(text.split()))
    if not found:
        return ""
    digits = found[1].zfill(7)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
    due = 0 if rest == 0 else 11 - rest
    return f"{digits}-{found[2]}" if due == int(found[2]) else ""


def checked(text):
    """As `business_id`; ValidationError when something is stated that is none."""
    if text and not business_id(text):
        raise ValidationError(
            _("This is no business ID: its check digit does not agree. Look at each digit.")
        )
    return business_id(text)
