"""One rounding: halves up, from the exact value, once; what two places say of a number agrees."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehityspolku import money
from kehityspolku.rounding import half_up, shares
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


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((19, 17, 4), [48, 42, 10]),  # 47.5, 42.5 and 10: halves up would make 101
        ((1, 1, 1), [34, 33, 33]),
        ((1, 0, 0), [100, 0, 0]),
        ((0, 0), [0, 0]),
        ((), []),
    ],
)
def test_parts_of_a_whole_add_up_to_a_hundred(parts, told):
    assert shares(parts) == told


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12), st.integers(0, 2))
def test_no_part_is_told_a_step_from_what_it_is(parts, decimals):
    found = shares(parts, decimals)
    assert sum(found) == (100 if any(parts) else 0)
    for part, share in zip(parts, found, strict=True):
        exact = Fraction(100 * part, sum(parts) or 1)
        assert abs(Fraction(share) - exact) < Fraction(1, 10**decimals)


@pytest.mark.parametrize(("number", "told"), [("3.00", "3"), ("2.50", "2,5"), ("1.25", "1,25")])
def test_hours_end_in_no_zeros(number, told):
    assert money.hours(Decimal(number)) == money.hours(number) == told
