"""No small group is shown, and none can be had by subtracting what is shown from the whole."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arviointi import suppression
from arviointi.suppression import hidden

groups = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), max_size=8)
also = st.sets(st.sampled_from("abcdefgh"))


def subsets(items):
    items = list(items)
    return chain.from_iterable(combinations(items, n) for n in range(len(items) + 1))


@given(groups, also)
def test_what_subtraction_leaves_is_never_a_small_group(sizes, forced):
    away = hidden(sizes, forced)
    people = {group: n for group, n in sizes.items() if n}
    whole = sum(people.values())
    shown = people.keys() - away
    if not suppression.may_show(whole):
        return  # then not even the whole is shown
    for taken in subsets(shown):
        left = whole - sum(people[group] for group in taken)
        assert left == 0 or left >= suppression.FEWEST
    if shown:
        assert len(away) != 1


@given(groups, also)
def test_every_group_that_shows_is_large_enough(sizes, forced):
    shown = {g for g, n in sizes.items() if n} - hidden(sizes, forced)
    assert min((sizes[group] for group in shown), default=5) >= 5
    assert shown & forced == set()


@given(groups)
def test_nothing_is_hidden_without_a_small_group(sizes):
    if all(n == 0 or n >= 5 for n in sizes.values()):
        assert hidden(sizes) == set()


@given(groups)
def test_empty_groups_hide_nobody(sizes):
    away = hidden(sizes)
    assert all(sizes[group] for group in away)
    assert hidden(sizes | {"z": 0}) == away


@pytest.mark.parametrize(
    ("sizes", "away"),
    [
        ({"a": 20, "b": 12}, set()),
        ({"a": 20, "b": 12, "c": 3}, {"b", "c"}),
        ({"a": 20, "b": 12, "c": 8, "d": 3}, {"c", "d"}),
        ({"a": 20, "b": 2, "c": 2}, {"a", "b", "c"}),
        ({"a": 20, "b": 3, "c": 2}, {"b", "c"}),
        ({"a": 20, "b": 12, "c": 1, "d": 1}, {"b", "c", "d"}),
        ({"a": 3}, {"a"}),
        ({}, set()),
    ],
)
def test_the_next_smallest_is_hidden_too(sizes, away):
    assert hidden(sizes) == away


def test_thresholds():
    assert [suppression.may_show(n) for n in (4, 5)] == [False, True]
    assert [suppression.may_percent(n) for n in (9, 10)] == [False, True]
    assert [suppression.may_quote(n) for n in (9, 10)] == [False, True]
