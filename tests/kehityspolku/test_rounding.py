"""One rounding: halves up, from the exact value, once; what two places say of a number agrees."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kehityspolku.rounding import half_up
from sukkula.panels.scores import Figures


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (Decimal("2.854"), 2, "2.85"),
        (Decimal("2.854"), 1, "2.9"),
        (Decimal("2.845"), 2, "2.85"),  # not 2.84, as halves to even would
        (2.845, 2, "2.85"),  # a float as it is written, not as it is stored
        (2.5, 0, "3"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(-5, 2), 0, "-3"),
        (7, 1, "7.0"),
    ],
)
def test_halves_go_up(value, decimals, told):
    assert str(half_up(value, decimals)) == told


def test_a_mean_is_rounded_once_wherever_it_is_read():
    figures = Figures.of([Fraction(2854, 1000)])
    assert (str(figures.mean), str(figures.median), str(figures.high)) == ("2.85", "2.85", "2.85")
