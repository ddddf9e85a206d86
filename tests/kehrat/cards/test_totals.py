"""What rows with sums make together: rows that sum others are no costs, unknown is no zero."""

from decimal import Decimal

import pytest

from kehrat.cards.card import BudgetRow, FunderRow
from kehrat.cards.totals import total


def cost(label, amount, years=None, **facts):
    return BudgetRow(label, years, None if amount is None else Decimal(amount), **facts)


def test_rows_of_costs():
    rows = [cost("Palkat", 12000), cost("Vuokra", 3600), cost("Yhteensä", 15600, total=True)]
    found = total(rows)
    assert (found.amount, found.is_written, found.is_news) == (Decimal(15600), True, False)
    assert total(rows[:2]).is_news
    assert not total(rows[:1]).is_news


def test_what_is_hoped_for_and_what_is_unstated_are_told_apart():
    found = total([cost("A", 100), cost("B", 50, target=True), cost("C", None)])
    assert (found.amount, found.target, found.stated, found.unstated) == (150, 50, 2, 1)


def test_nothing_stated_is_unknown():
    assert total([]).amount is None
    assert total([cost("A", None)]).amount is None
    assert not total([cost("A", None)]).is_news


def test_a_total_alone_is_the_sum():
    assert total([cost("Palkat", None), cost("Yhteensä", 900, total=True)]).amount == 900


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        (
            [
                cost("Palkat", 12000, (2027, 2027)),
                cost("Palkat", 6000, (2028, 2028)),
                cost("Tilat", 3000, (2027, 2027)),
                cost("Tilat", 3000, (2028, 2028)),
            ],
            ((2027, 15000), (2028, 9000)),
        ),
        ([cost("A", 1, (2027, 2028)), cost("B", 1, (2028, 2028))], ()),
        ([cost("A", 1, (2027, 2027)), cost("B", 1)], ()),
        ([cost("A", 1, (2027, 2027))], ()),
    ],
)
def test_years_are_told_where_each_sum_has_one(rows, years):
    assert total(rows).years == years


def test_funders():
    rows = [
        FunderRow("Kaupunki", 2027, None, amount=Decimal(20000)),
        FunderRow("Oma", 2027, 2027, amount=Decimal(9100), target=True),
        FunderRow("Säätiö", share=Decimal(10)),
    ]
    found = total(rows)
    assert (found.amount, found.target, found.unstated) == (29100, 9100, 1)
