"""How each kind of question is counted, by hand, and when it is hidden: without a database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arviointi.results import counting
from arviointi.results.counting import Asked, Kind

TWO = ["1", "2"]
DISTRICTS = ["10", "46", "54", "0"]


def counted(kind, answers, *, enough=5, options=(), **bounds):
    asked = Asked("Q1", str(kind), list(options), **bounds)
    told = [each if isinstance(each, dict) else {"Q1": each} for each in answers]
    return counting.figures(asked, told, least=enough)


def test_each_kind_by_hand():
    choice = counted(Kind.CHOICE, ["1"] * 4 + ["2"] * 2 + [None], options=TWO)
    assert choice == {
        "kind": "choice",
        "n": 6,
        "counts": [["1", 4], ["2", 2]],
        "mean": None,
        "means": [],
    }
    ticked = [{"Q1_1": "x"}] * 4 + [{"Q1_1": "x", "Q1_2": "x"}] + [{"Q1_2": "x"}, {}]
    several = counted(Kind.MULTIPLE, ticked, options=TWO)
    assert (several["n"], several["counts"]) == (6, [["1", 5], ["2", 2]])
    score = counted(Kind.SCORE, ["10", "10", "0", "8", "7", "dk"], options=[*counting.SCORES, "dk"])
    assert (score["n"], score["mean"]) == (6, 7)
    assert [pair for pair in score["counts"] if pair[1]] == [
        ["0", 1],
        ["7", 1],
        ["8", 1],
        ["10", 2],
        ["dk", 1],
    ]
    ranks = [{"Q1_1": "1", "Q1_2": "2"}] * 4 + [{"Q1_1": "2", "Q1_2": "1"}]
    ranking = counted(Kind.RANKING, ranks, options=TWO)
    assert (ranking["counts"], ranking["means"]) == ([["1", 4], ["2", 1]], [["1", 1.2], ["2", 1.8]])
    number = counted(Kind.NUMBER, ["3", "12", "19", "20", "26"], most=99)
    assert number["counts"] == [
        ["0–9", 1],
        ["10–19", 2],
        ["20–29", 2],
        *[[f"{n}–{n + 9}", 0] for n in range(30, 100, 10)],
    ]
    assert number["mean"] == 16
    district = counted(Kind.DISTRICT, ["10"] * 7 + ["46"] * 3 + ["54"] * 2, options=DISTRICTS)
    assert district["counts"] == [["10", 7], ["", 5]]


@pytest.mark.parametrize("kind", list(counting.COUNTED))
def test_no_kind_tells_of_four_or_of_nine_who_all_answered_alike(kind):
    """Of a link not of nine at all."""
    alike = {"Q1_1": "1"} if kind in counting.OF_ITEMS else "1"
    other = {"Q1_2": "1"} if kind in counting.OF_ITEMS else "2"

    def told(answers, enough=5):
        return counted(kind, answers, enough=enough, options=["1", "2", "3"], most=9)

    mixed = [alike] * 3 + [other] * 6
    assert [told(mixed[2:6]), told([alike] * 9), told(mixed, enough=10)] == [None, None, None]
    assert (told(mixed)["n"], told([alike] * 10)["n"], told([*mixed, alike])["n"]) == (9, 10, 10)


def test_what_all_ticked_is_hidden_though_they_ticked_more_besides():
    ticked = [{"Q1_1": "x", "Q1_2": "x"}] * 4 + [{"Q1_1": "x"}] * 4
    assert counted(Kind.MULTIPLE, ticked, options=TWO) is None
    assert counted(Kind.MULTIPLE, ticked + ticked[:2], options=TWO)["n"] == 10


def test_five_who_all_say_the_same_are_not_covered_by_one_who_knows_nothing():
    assert counted(Kind.SCORE, ["7"] * 5 + ["dk"], options=counting.SCORES) is None


def test_a_mean_does_not_tell_what_the_one_large_number_was():
    few = ["1", "2", "1", "3", "2"]
    assert counted(Kind.NUMBER, [*few, "4711"], most=9999)["mean"] is None
    assert counted(Kind.NUMBER, [*few, "4"], most=4)["mean"] == 13 / 6  # the classes tell each


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_classes_of_a_number_are_at_most_ten_and_cover_it_once(least, more):
    bins = counting.bins_of(least, least + more)
    assert len(bins) <= counting.MOST_BINS
    assert [n for a, b in bins for n in range(a, b + 1)] == list(range(least, least + more + 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(DISTRICTS), max_size=25))
def test_no_district_of_fewer_than_five_is_told_apart(answers):
    told = counted(Kind.DISTRICT, answers, options=DISTRICTS)
    if told:
        assert min(n for _district, n in told["counts"]) >= 5
        assert sum(n for _district, n in told["counts"]) == len(answers)
