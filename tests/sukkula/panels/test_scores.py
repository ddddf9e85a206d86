"""What a panel's scores say together, to the second decimal."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sukkula.panels.scores import Figures, rounded, weighted_mean

SCORES = st.lists(st.tuples(st.none() | st.integers(0, 5), st.integers(1, 9)), max_size=8)


def test_weights_count_and_what_cannot_be_said_does_not():
    assert weighted_mean([(5, 3), (2, 1), (None, 7)]) == Fraction(17, 4)
    assert weighted_mean([(None, 2)]) is None
    assert weighted_mean([]) is None


def test_figures_of_some_and_of_none():
    figures = Figures.of([1, 2, 2, 5])
    assert figures == Figures(4, Decimal("2.50"), Decimal("2.00"), Decimal(1), Decimal(5))
    assert Figures.of([]) == Figures(0)


def test_halves_are_rounded_up():
    assert [rounded(Fraction(n, 200)) for n in (1, 3, 601)] == [
        Decimal("0.01"),
        Decimal("0.02"),
        Decimal("3.01"),
    ]


@given(SCORES)
def test_a_mean_lies_between_its_scores(scores):
    mean, values = weighted_mean(scores), [value for value, _w in scores if value is not None]
    assert (mean is None) == (not values)
    if values:
        assert min(values) <= mean <= max(values)


@given(SCORES, st.integers(2, 5))
def test_only_the_proportions_of_weights_matter(scores, times):
    assert weighted_mean(scores) == weighted_mean([(v, w * times) for v, w in scores])
