"""The one rounding of the portal: halves up, from the exact value, once."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def half_up(value, decimals=0):
    """A number as a Decimal of so many decimals; a float is taken as it is written."""
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    exact = Decimal(exact.numerator) / Decimal(exact.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
