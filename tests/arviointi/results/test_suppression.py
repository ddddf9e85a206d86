"""From how many answers on anything is told."""

from arviointi.results import suppression


def test_ten_answers_are_enough():
    assert [suppression.may_show(n) for n in (0, 9, 10)] == [False, False, True]
