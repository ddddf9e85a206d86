"""Where a card does not agree with itself is told, in the reader's language, and left as it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from kehrat.cards.card import BudgetRow, Card, FunderRow, Phase
from kehrat.cards.contradictions import contradictions

SPRING = Phase("Kevät", date(2015, 3, 1), date(2015, 5, 31))
SUMMER = Phase("Kesä", date(2015, 6, 1), date(2016, 8, 31))


def found(**content):
    return [(item.code, item.field, item.values) for item in contradictions(Card(**content))]


def test_an_agreeing_card_has_none():
    card = {
        "phases": [SPRING, SUMMER],
        "funders": [FunderRow("Säätiö", 2015, 2016), FunderRow("Yhdistys")],
        "budget": [
            BudgetRow("Kevät", (2015, 2015), Decimal(300), [Decimal(100), Decimal(200)]),
            BudgetRow("kesä", (2015, 2016), Decimal("50.50")),
            BudgetRow("Yhteensä", None, Decimal("350.50"), total=True),
        ],
    }
    assert found(**card) == []


@pytest.mark.parametrize(
    ("name", "label"), [("IV VAIHE", "IV VAIHE"), ("Vaihe 2", "2. vaihe"), ("Kesä", "KESÄ")]
)
def test_years_of_a_phase_in_schedule_and_budget(name, label):
    phase = Phase(name, date(2014, 11, 1), date(2015, 12, 31))
    expected = {"phase": name, "schedule": "2014–2015", "budget": "2015–2016"}
    codes = found(phases=[phase], budget=[BudgetRow(label, (2015, 2016))])
    assert codes == [("phase_years_differ", "budget", expected)]


def test_parts_and_totals_that_do_not_sum():
    parts = [Decimal(1000), Decimal("500.50")]
    rows = [
        BudgetRow("A", None, Decimal(1500), parts),
        BudgetRow("Yhteensä", None, Decimal(1600), total=True),
    ]
    assert found(budget=rows) == [
        (
            "parts_do_not_sum",
            "budget",
            {"label": "A", "amount": "1\xa0500\xa0€", "parts": "1\xa0500,50\xa0€"},
        ),
        (
            "total_differs",
            "budget",
            {"label": "Yhteensä", "amount": "1\xa0600\xa0€", "lines": "1\xa0500\xa0€"},
        ),
    ]


def test_phases_that_overlap_or_run_backwards():
    late = Phase("Syksy", date(2016, 8, 31), date(2016, 8, 1))
    early = Phase("Talvi", date(2015, 5, 31), date(2015, 5, 31))
    assert found(phases=[SPRING, SUMMER, early, late]) == [
        ("phase_backwards", "phases", {"phase": "Syksy"}),
        ("phases_overlap", "phases", {"phase": "Kevät", "other": "Talvi"}),
    ]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (2015, 2016, None),
        (2014, 2015, "funder_years_outside"),
        (2016, 2017, "funder_years_outside"),
        (2017, None, "funder_years_outside"),
        (2016, 2015, "funder_years_backwards"),
    ],
)
def test_funders_years_beside_the_projects_own(first, last, code):
    items = found(phases=[SPRING, SUMMER], funders=[FunderRow("Säätiö", first, last)])
    assert [item[:2] for item in items] == ([(code, "funders")] if code else [])


def test_a_target_is_noted_as_information():
    (item,) = contradictions(Card(budget=[BudgetRow("A", None, Decimal(100), target=True)]))
    assert (item.code, item.is_note) == ("target_amount", True)
    assert "100\xa0€" in item.message


def test_costs_and_funding_that_differ():
    costs = [BudgetRow("Palkat", None, Decimal(500)), BudgetRow("Vuokra", None, Decimal(100))]
    funding = [FunderRow("Säätiö", amount=Decimal(600))]
    assert found(budget=costs, funders=funding) == []
    funding.append(FunderRow("Omarahoitus", amount=Decimal(50)))
    expected = {"costs": "600\xa0€", "funding": "650\xa0€"}
    assert found(budget=costs, funders=funding) == [("funding_differs", "funders", expected)]
    funding.append(FunderRow("Yhdistys"))
    assert found(budget=costs, funders=funding) == []


def test_totals_of_funding_and_of_single_years():
    rows = [
        BudgetRow("A", (2015, 2015), Decimal(100)),
        BudgetRow("A", (2016, 2016), Decimal(200)),
        BudgetRow("Yhteensä", (2015, 2015), Decimal(100), total=True),
        BudgetRow("Yhteensä", (2016, 2016), Decimal(250), total=True),
    ]
    (item,) = contradictions(Card(budget=rows))
    assert (item.code, item.values["lines"]) == ("total_differs", "200\xa0€")
    funders = [FunderRow("A", amount=Decimal(100)), FunderRow("X", amount=Decimal(90), total=True)]
    assert [item[:2] for item in found(funders=funders)] == [("total_differs", "funders")]


@pytest.mark.parametrize(
    ("year", "ends", "told"), [(2016, True, 0), (2017, True, 1), (2017, False, 0)]
)
def test_costs_after_the_schedule_ends(year, ends, told):
    phase = Phase("", date(2015, 1, 1), date(2016, 12, 31) if ends else None)
    items = found(phases=[phase], budget=[BudgetRow("Palkat", (year, year), Decimal(100))])
    assert [item[0] for item in items] == ["budget_years_outside"] * told


def test_a_time_without_a_name_is_told_by_its_days():
    (item,) = contradictions(Card(phases=[Phase("", date(2016, 5, 1), date(2015, 5, 1))]))
    assert item.values == {"phase": "1.5.2016–1.5.2015"}


SPRING_WORDS = "kevät 2015 – syksy 2016"


@pytest.mark.parametrize(
    ("name", "called", "dates", "code"),
    [
        ("Työ", "Työ", (date(2015, 3, 1), date(2016, 11, 30)), "dates_as_written"),
        ("", "Koko hanke", (date(2015, 3, 1), date(2016, 11, 30)), "dates_as_written"),
        ("Työ", "Työ", (None, None), "dates_unread"),
    ],
)
def test_dates_beside_the_words_they_were_read_from(name, called, dates, code):
    stated = f"{name}: {SPRING_WORDS}" if name else SPRING_WORDS
    with translation.override("fi"):
        (item,) = contradictions(Card(phases=[Phase(name, *dates, stated)]))
    assert (item.code, item.is_note) == (code, False)
    assert (item.values["phase"], item.values["stated"]) == (called, SPRING_WORDS)
    assert item.values["dates"] == ("1.3.2015–30.11.2016" if dates[0] else "")


COSTS = [BudgetRow("Palkat", None, Decimal(1000))]


@pytest.mark.parametrize(
    ("share", "amount", "told"),
    [(70, 700, []), (70, 704, []), (70, 600, ["share_differs"]), (70, None, [])],
)
def test_a_share_beside_its_sum(share, amount, told):
    row = FunderRow("A", share=Decimal(share), amount=amount and Decimal(amount))
    funders = [row, FunderRow("B")]
    assert [item[0] for item in found(budget=COSTS, funders=funders)] == told


def test_shares_of_more_than_all():
    shares = [FunderRow(name, share=Decimal(60)) for name in "AB"]
    assert found(budget=COSTS, funders=shares) == [
        ("shares_over", "funders", {"shares": "120\xa0%"})
    ]


def test_what_is_hoped_for_is_a_note():
    (item,) = contradictions(Card(funders=[FunderRow("A", amount=Decimal(5), target=True)]))
    assert (item.code, item.is_note) == ("target_funding", True)
