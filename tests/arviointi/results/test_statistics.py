"""Counts, means, indexes and intervals against figures worked out by hand or from tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arviointi.results import statistics


def test_a_distribution_keeps_those_without_a_stand_apart():
    told = statistics.distribution(["1", "5", "5", "3", "dk", "na", "na"])
    assert told.counts == [1, 0, 1, 0, 2]
    assert (told.stands, told.dont_know, told.not_concerning, told.n) == (4, 1, 2, 7)
    assert told.mean == 3.5


def test_a_distribution_of_nobody_has_no_mean():
    assert statistics.distribution(["dk"]).mean is None


def test_an_index_by_hand():
    index = statistics.index([1, 2, 3, 4, 5])
    assert index.value == 50
    # s = 1.5811, t(4) = 2.776: half = 2.776 · 1.5811 / √5 / 4 · 100
    assert index.high - 50 == pytest.approx(49.08, abs=0.02)
    assert index.low == pytest.approx(50 - 49.08, abs=0.02)


def test_one_person_has_no_interval_and_nobody_no_index():
    assert statistics.index([4]) == statistics.Index(75, None, None, 1)
    assert statistics.index([]) is None


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)],
)
def test_students_quantile_as_in_the_tables(freedom, quantile):
    assert statistics.student(freedom) == pytest.approx(quantile, abs=0.01)


@given(st.lists(st.floats(1, 5), min_size=2, max_size=50))
def test_an_interval_holds_its_index_and_stays_on_the_scale(means):
    index = statistics.index(means)
    assert 0 <= index.low <= index.value + 1e-9
    assert index.value - 1e-9 <= index.high <= 100
