"""Money of an application: exact to the cent, rounded once, checked against the call."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehityspolku import money
from rahoitus.applications import budget
from rahoitus.models import Call, CostLine, CostModel, FundingLine

# Time says nothing here: the machine may be busy.
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
cents = st.integers(0, 99_999_999_999).map(lambda number: Decimal(number) / 100)
small = st.integers(0, 10_000_00).map(lambda number: Decimal(number) / 100)


FLAT = {f"flat_{rate}": CostModel(base="staff", percent=rate) for rate in (15, 17, 24)}
MODELS = FLAT | {
    "actual": None,
    "lump": CostModel(base="none"),
    "flat_40": CostModel(base="staff", percent=40, covers="others"),
    "flat_7": CostModel(base="direct", percent=7, covers="indirect"),
    "side": CostModel(base="staff", percent=Decimal("26.44"), covers="side"),
}


def sums(costs, plan, cost_model="actual", **rules):
    """The sums of [(category, amount)] and [(kind, amount)] under a call's rules."""
    return budget.of_lines(
        [CostLine(category=category, amount=Decimal(amount)) for category, amount in costs],
        [FundingLine(kind=kind, amount=Decimal(amount)) for kind, amount in plan],
        Call(**{name: Decimal(rule) for name, rule in rules.items()}),
        MODELS[cost_model],
    )


def problems(*given, **rules):
    with translation.override("en"):
        return [text.replace("\u00a0", " ") for text in sums(*given, **rules).problems]


@quick
@given(st.lists(small, min_size=1, max_size=9), st.integers(0, 100))
def test_a_plan_cut_from_the_costs_balances_to_the_cent(amounts, percent):
    total = sum(amounts)
    grant = money.cents(total * percent / 100)
    found = sums([("travel", a) for a in amounts], [("grant", grant), ("own", total - grant)])
    assert found.difference == 0
    assert found.costs == found.plan == found.asked + found.own == total


@quick
@given(small, st.integers(-500, 500).filter(bool))
def test_a_cent_too_many_or_few_is_a_problem(amount, off):
    total = amount + 10
    found = sums([("travel", total)], [("grant", total + Decimal(off) / 100)])
    assert found.difference == Decimal(-off) / 100
    assert len(found.problems) == 1


@quick
@given(st.lists(small, max_size=9), st.sampled_from(sorted(FLAT)))
def test_the_flat_rate_is_rounded_once_from_the_sum_of_pay(pay, model):
    found = sums([("staff", amount) for amount in pay], [], model)
    exact = sum(pay, Decimal(0)) * MODELS[model].percent / 100
    assert found.flat == found.flat.quantize(money.CENT)
    assert abs(found.flat - exact) <= Decimal("0.005")
    assert found.costs == sum(pay, Decimal(0)) + found.flat


@pytest.mark.parametrize(
    ("staff", "model", "flat"),
    [
        ("100", "flat_40", "40.00"),
        ("100", "side", "26.44"),
        ("0.01", "flat_40", "0.00"),
        ("0.02", "flat_24", "0.00"),
        ("0.05", "flat_40", "0.02"),
        ("12.50", "flat_15", "1.88"),  # 1.875: half up
        ("12.50", "flat_17", "2.13"),  # 2.125: half up, not to even
        ("100", "actual", "0.00"),
        ("100", "lump", "0.00"),
    ],
)
def test_flat_rate(staff, model, flat):
    assert sums([("staff", staff)], [], model).flat == Decimal(flat)


def test_a_flat_rate_is_counted_of_what_the_cost_model_says():
    costs = [("staff", "1000"), ("travel", "500.50")]
    told = {name: (s.flat, s.rate_of) for name in MODELS if (s := sums(costs, [], name)) and s.flat}
    assert told == {
        "flat_15": (Decimal("150.00"), Decimal(1000)),
        "flat_17": (Decimal("170.00"), Decimal(1000)),
        "flat_24": (Decimal("240.00"), Decimal(1000)),
        "flat_40": (Decimal("400.00"), Decimal(1000)),
        "flat_7": (Decimal("105.04"), Decimal("1500.50")),  # 105.035: half up
        "side": (Decimal("264.40"), Decimal(1000)),
    }


@quick
@given(cents)
def test_euros_are_read_as_they_are_written(amount):
    assert money.parse(money.euros(amount)) == amount


@quick
@given(cents)
def test_a_form_shows_what_it_reads(amount):
    shown = money.euros(amount).removesuffix("\u00a0€")
    assert money.parse(shown) == money.parse(f"{amount:.2f}") == amount


@pytest.mark.parametrize(
    ("percent", "text"),
    [("20", "20\u00a0%"), ("20.0", "20\u00a0%"), ("12.5", "12,5\u00a0%"), ("0", "0\u00a0%")],
)
def test_percent(percent, text):
    assert money.percent(Decimal(percent)) == text


def test_what_keeps_a_budget_from_going_forward():
    assert problems([], []) == [
        "Write at least one cost.",
        "Write the grant you apply for in the funding plan.",
    ]
    assert problems([("travel", "100")], [("grant", "99.99")]) == [
        "The funding plan lacks 0,01 €: it must equal the costs."
    ]
    assert problems([("travel", "100")], [("grant", "150")]) == [
        "The funding plan is 50 € over the costs: it must equal them."
    ]
    assert problems([("staff", "100"), ("travel", "10")], [("grant", "150")], "flat_40") == [
        "With this flat rate all other costs are in the rate: list staff pay only."
    ]


@pytest.mark.parametrize(
    ("grant", "own", "rule", "told"),
    [
        ("80", "20", {"highest_share": 80}, []),
        (
            "80.01",
            "19.99",
            {"highest_share": 80},
            ["The grant may be at most 80 % of the costs."],
        ),
        ("80", "20", {"least_own_share": 20}, []),
        (
            "80.01",
            "19.99",
            {"least_own_share": 20},
            ["Own contribution must be at least 20 % of the costs."],
        ),
        ("60", "40", {"smallest": 60}, []),
        ("60", "40", {"smallest": "60.01"}, ["The call grants at least 60,01 €."]),
        ("60", "40", {"largest": 60}, []),
        ("60", "40", {"largest": "59.99"}, ["The call grants at most 59,99 €."]),
    ],
)
def test_limits_hold_to_the_cent(grant, own, rule, told):
    assert problems([("travel", "100")], [("grant", grant), ("own", own)], **rule) == told


def test_work_in_kind_is_own_contribution_and_shares_are_told():
    found = sums([("travel", "300")], [("grant", "200"), ("in_kind", "60"), ("own", "40")])
    assert (found.own, found.own_share, found.asked_share) == (
        Decimal(100),
        Decimal("33.3"),
        Decimal("66.7"),
    )
    assert sums([], []).asked_share is None
