"""What may be shown of groups: nothing that adding and taking away turns into a few people."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arviointi.results import suppression


def test_ten_answers_through_a_link_or_five_invited_people_are_enough():
    assert (suppression.enough(link=True), suppression.enough(link=False)) == (10, 5)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("", False),
        ("1234", False),
        ("12345", True),
        ("5" * 9, False),
        ("5" * 8 + "4", True),
        ("5" * 10, True),
    ],
)
def test_a_group_is_shown_from_five_or_from_ten_who_all_say_the_same(values, shown):
    assert suppression.tells_of_nobody(values) is shown


@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ({"a": "12345", "b": "54321"}, ""),
        ({"a": "1234", "b": "12345", "c": "123451"}, "ab"),  # the next smallest too
        ({"a": "123", "b": "1234", "c": "12345"}, "ab"),  # two together are seven
        ({"a": "1", "b": "2", "c": "12345", "d": "123451"}, "abc"),
        ({"a": "5555555", "b": "12345", "c": "123451"}, "ab"),  # all alike, under ten
        ({"a": "555", "b": "55", "c": "12345", "d": "123451"}, "abc"),  # alike together
        ({"a": "5" * 10, "b": "12345"}, ""),
        ({"a": "1", "b": ""}, "a"),
        ({"a": "", "b": "12345"}, ""),
        ({}, ""),
    ],
)
def test_what_is_hidden_is_not_had_by_taking_the_rest_from_the_whole(groups, hidden):
    assert suppression.hidden(groups) == set(hidden)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("12345", "12345", False),
        ("12345", "1234", True),
        ("123451234", "1234", False),
        ("1234" + "5" * 9, "1234", True),  # nine who say the same
        ("1234" + "5" * 10, "1234", False),
    ],
)
def test_sets_that_differ_by_a_few_or_by_some_who_say_the_same_are_too_near(one, other, near):
    one, other = dict(enumerate(one)), dict(enumerate(other))
    assert suppression.too_near(one, other) is near
    assert suppression.too_near(other, one) is near


def test_roles_that_few_share_are_merged_and_those_merged_are_five():
    assert suppression.merged("a" * 6 + "b" * 2 + "c" * 3) == {"a": "a", "b": "", "c": ""}
    assert suppression.merged("a" * 9 + "b" * 6 + "c") == {"a": "a", "b": "", "c": ""}
    assert suppression.merged("aab") == {"a": "", "b": ""}
    assert suppression.merged("") == {}


people = st.lists(st.sampled_from("12345"), max_size=12)


@settings(max_examples=60)
@given(st.lists(people, max_size=5))
def test_no_sum_or_difference_of_shown_groups_is_a_few_people(many):
    """Every union of shown groups, and the whole less it, is nobody or tells of nobody."""
    groups = dict(enumerate(many))
    shown = set(groups) - suppression.hidden(groups)
    whole = [value for values in many for value in values]
    if not suppression.tells_of_nobody(whole):
        return  # the whole is not shown: nothing is
    names = [name for name in shown if groups[name]]
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            outside = [v for name, values in groups.items() if name not in some for v in values]
            inside = [v for name in some for v in groups[name]]
            assert suppression.tells_of_nobody(inside)
            assert not outside or suppression.tells_of_nobody(outside)


@settings(max_examples=40)
@given(st.lists(st.sampled_from("abcdef"), max_size=40))
def test_no_role_is_kept_that_fewer_than_five_share(roles):
    kept = suppression.merged(roles)
    left = [kept[role] for role in roles]
    assert len(roles) < 5 or all(left.count(role) >= 5 for role in left)
