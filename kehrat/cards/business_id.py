"""The Finnish business ID (Y-tunnus): seven digits, a dash and a check digit."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.fi import ytunnus

LONGEST = 30  # characters of any usual spelling


def business_id(text):
    """The ID in its usual form, 1234567-1, from any usual spelling; "" when it is none."""
    if len(text) > LONGEST:
        return ""
    digits = ytunnus.compact("".join(text.split()))
    if len(digits) == 7:  # an ID of old, with six digits before the dash
        digits = f"0{digits}"
    return ytunnus.format(digits) if ytunnus.is_valid(digits) else ""


def checked(text):
    """As `business_id`; ValidationError when something is stated that is none."""
    if text and not business_id(text):
        raise ValidationError(
            _("This is no business ID: its check digit does not agree. Look at each digit.")
        )
    return business_id(text)
