"""The one rounding of the portal: halves up, from the exact value, once; parts add up."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def half_up(value, decimals=0):
    """A number as a Decimal of so many decimals; a float is taken as it is written."""
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    exact = Decimal(exact.numerator) / Decimal(exact.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def shares(parts, decimals=0):
    """How many per cent each of the parts is of all, as Decimals of so many decimals that add up to
    100: what rounding down leaves goes to those that lost most by it, the first of equals first.
    Of nothing each is 0."""
    whole, step = sum(map(Fraction, parts)), Decimal(1).scaleb(-decimals)
    if not whole:
        return [step * 0 for _part in parts]
    exact = [Fraction(part) * 100 * 10**decimals / whole for part in parts]
    units = [int(each) for each in exact]
    left = 100 * 10**decimals - sum(units)
    lost = sorted(range(len(units)), key=lambda place: units[place] - exact[place])
    for place in lost[:left]:
        units[place] += 1
    return [step * number for number in units]
