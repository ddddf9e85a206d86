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


def test_an_interval_is_narrowed_by_how_many_were_invited():
    means = [1, 2, 3, 4, 5]
    half = statistics.index(means).high - 50
    # √((21 − 5)/(21 − 1)) = √0.8 = 0.894427
    assert statistics.index(means, 21).high - 50 == pytest.approx(half * 0.894427, abs=0.001)
    everyone = statistics.index(means, 5)
    assert (everyone.low, everyone.high) == (50, 50)
    assert [statistics.factor(5, n) for n in (None, 1, 4)] == [1, 1, 0]


def test_a_person_counts_who_took_a_stand_on_half_of_the_statements():
    means = [statistics.mean_of(c, 3) for c in (["1", "5", "3"], ["1", "4"], ["4", "dk"], [])]
    assert means == [3, 2.5, None, None]
    assert statistics.mean_of(["4", "dk"], 2) == 4


def test_a_change_between_rounds_by_hand():
    earlier = statistics.Index(50, 40, 60, 16, spread=20)
    later = statistics.Index(62, 50, 74, 25, spread=25)
    # √(400/16 + 625/25) = 7.0711; (25 + 25)² / (25²/15 + 25²/24) = 36.92 degrees; t = 2.0264
    change, low, high = statistics.difference(earlier, later)
    assert change == 12
    assert (low, high) == pytest.approx((12 - 14.329, 12 + 14.329), abs=0.02)
    assert statistics.difference(later, earlier)[0] == -12
    assert statistics.difference(None, later) is None
    assert statistics.difference(statistics.Index(50, None, None, 9), later) is None
    alike = statistics.Index(50, 50, 50, 12, spread=0)
    assert statistics.difference(alike, alike) == (0, 0, 0)


def test_alpha_by_hand_from_thirty_people_on():
    rows = [["1", "2"], ["3", "3"], ["5", "4"]] * 10
    # variances 2.7586 and 0.6897, of the sums 6.2069: 2 · (1 − 3.4483/6.2069) = 0.8889
    assert statistics.alpha(rows) == pytest.approx(0.8889, abs=0.0001)
    assert statistics.alpha(rows[1:]) is None
    assert statistics.alpha([*rows[1:], ["dk", "3"]]) is None
    assert statistics.alpha([["3"]] * 30) is None
    assert statistics.alpha([["3", "3"]] * 30) is None


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
