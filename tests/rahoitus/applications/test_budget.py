"""Money of an application: exact to the cent, rounded once, checked against the call."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehityspolku import money
from rahoitus.applications import budget, scaling
from rahoitus.models import Call, CostLine, CostModel, FundingLine, Part, Partner

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
    "unit": CostModel(base="staff", percent=40, covers="others", unit_price=Decimal("28.50")),
    "old": CostModel(base="none", valid_to=2027),
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
        "unit": (Decimal("400.00"), Decimal(1000)),
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


def told(rows, plan, model="actual", *, lines=None, **scope):
    """The problems of rows of costs, hours counted, as (category, euros or hours, more facts)."""
    call = Call(hour_value=Decimal(20), hours_share=Decimal(25), **(lines or {}))
    costs = [{"category": name, "text": name, **facts} for name, facts in rows]
    costs = [CostLine(**row) for row in budget.priced(costs, call, MODELS[model])]
    plan = [FundingLine(kind=kind, amount=Decimal(amount)) for kind, amount in plan]
    with translation.override("en"):
        found = budget.of_lines(costs, plan, call, MODELS[model], **scope)
        return found, [text.replace("\u00a0", " ") for text in found.problems]


def test_hours_are_worth_what_the_call_and_the_cost_model_say():
    hours = [("units", {"hours": Decimal("10.5")}), ("volunteer", {"hours": Decimal(3)})]
    sums, problems = told(hours, [("grant", "419.00"), ("in_kind", "60")], "unit")
    assert (sums.staff, sums.volunteer, sums.rate_of, sums.flat) == (
        Decimal("299.25"),
        Decimal(60),
        Decimal("299.25"),
        Decimal("119.70"),
    )
    assert problems == [
        "The funding plan is 0,05 € over the costs: it must equal them.",
        "With this flat rate all other costs are in the rate: list staff pay only.",
    ]


def test_volunteer_work_has_a_cap_and_stands_in_the_plan_too():
    work = [("travel", {"amount": Decimal(180)}), ("volunteer", {"hours": Decimal(3)})]
    assert told(work, [("grant", "180"), ("in_kind", "60")])[1] == []  # 25 % to the cent
    assert told(work, [("grant", "180"), ("own", "60")])[1] == [
        "Volunteer work is worth 60 €: the funding plan must have as much work in kind."
    ]
    work[0] = ("travel", {"amount": Decimal("179.99")})
    assert told(work, [("grant", "179.99"), ("in_kind", "60")])[1] == [
        "Volunteer work may be at most 25 % of the costs."
    ]
    assert told([("volunteer", {"amount": Decimal(60)})], [("grant", "60")])[1] == [
        "Volunteer work is worth 60 €: the funding plan must have as much work in kind.",
        "Volunteer work may be at most 25 % of the costs.",
        "Write the hours of “volunteer”.",
    ]


def test_side_costs_unit_costs_and_years_are_held_against_the_cost_model():
    pay = ("staff", {"amount": Decimal(100), "year": 2029})
    side = ("side", {"amount": Decimal(20)})
    units = ("units", {"amount": Decimal(100), "hours": Decimal(2)})
    assert told([pay, side], [("grant", "146.44")], "side")[1] == [
        "With this flat rate side costs are in the rate: list none of them."
    ]
    assert told([units], [("grant", "100")])[1] == [
        "This cost model has no price for an hour of work: list staff by their pay."
    ]
    time = {"starts": date(2026, 3, 1), "ends": date(2028, 2, 29)}
    assert told([pay], [("grant", "100")], "old", **time)[1] == [
        "There are lines of 2029, and the money is for 1.3.2026–29.2.2028.",
        "The funder does not use this cost model in 2029.",
    ]


def test_a_part_has_limits_of_its_own_and_leaves_the_rest_to_the_call():
    part = Part(highest_share=Decimal(70))
    rules = {"largest": Decimal(90), "highest_share": Decimal(80)}
    rows, plan = [("travel", {"amount": Decimal(100)})], [("grant", "75"), ("own", "25")]
    scope = {"parts": [part], "lines": rules}
    assert told(rows, plan, part=part, **scope)[1] == [
        "The grant may be at most 70 % of the costs."
    ]
    assert told(rows, plan, **scope)[1] == ["Choose the part of the call that you apply for."]
    too_much = [("grant", "95"), ("own", "5")]
    assert told(rows, too_much, part=part, **scope)[1] == [
        "The call grants at most 90 €.",
        "The grant may be at most 70 % of the costs.",
    ]


def test_own_contribution_is_what_the_call_says_counts():
    rules = {"own_counts": ["own", "city"], "least_own_share": Decimal(20)}
    rows = [("travel", {"amount": Decimal(100)})]
    for kind, problems in (
        ("city", []),
        ("in_kind", ["Own contribution must be at least 20 % of the costs."]),
    ):
        plan = [("grant", "80"), (kind, "20")]
        assert told(rows, plan, lines=rules)[1] == problems


def test_hours_that_come_to_more_than_a_line_holds_are_refused():
    with pytest.raises(ValidationError, match="too large"), translation.override("en"):
        told([("units", {"hours": Decimal(10**9)})], [], "unit")


@quick
@given(small, st.lists(st.one_of(st.just(Decimal(0)), small), max_size=9))
def test_what_is_divided_adds_up_and_only_the_last_part_is_off(whole, weights):
    parts = money.divide(whole, weights)
    total = sum(weights, Decimal(0))
    assert len(parts) == len(weights)
    assert sum(parts) == (whole if total else 0)
    assert all(part >= 0 for part in parts)
    weighty = [(p, w) for p, w in zip(parts, weights, strict=True) if w]
    for part, weight in weighty[:-1]:
        assert part <= money.cents(whole * weight / total)


def test_the_remainder_is_the_last_ones():
    thirds = money.divide(Decimal(100), [Decimal(1)] * 3)
    assert thirds == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert money.divide(Decimal("0.03"), [Decimal(1)] * 5) == [
        *[Decimal("0.01")] * 3,
        Decimal(0),
        Decimal(0),
    ]


@quick
@given(
    st.lists(
        st.tuples(st.sampled_from(["staff", "travel", "units", "volunteer"]), small),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 100),
    st.integers(1, 40_000_00),
    st.sampled_from([*MODELS]),
)
def test_an_approved_budget_comes_to_the_grant_to_the_cent(rows, percent, granted, model):
    costs = [CostLine(pk=n, category=c, text=c, amount=a + 1) for n, (c, a) in enumerate(rows, 1)]
    whole = budget.summed(costs, [], Call(), MODELS[model]).costs
    asked = max(money.cents(whole * percent / 100), Decimal("0.01"))
    plan = [FundingLine(kind="grant", amount=asked), FundingLine(kind="own", amount=whole - asked)]
    granted = Decimal(granted) / 100
    approved = scaling.scaled(costs, plan, granted, Call(), MODELS[model])
    new_costs, new_plan = approved
    sums = budget.summed(
        [CostLine(**row) for row in new_costs],
        [FundingLine(**row) for row in new_plan],
        Call(),
        MODELS[model],
    )
    assert (sums.asked, sums.difference) == (granted, 0)
    assert all(row["amount"] >= 0 for row in (*new_costs, *new_plan))
    assert [row["first_id"] for row in new_costs] == [line.pk for line in costs]
    if granted <= asked:
        assert sums.costs <= whole + Decimal("0.02")
    if granted > whole:
        assert granted <= sums.costs <= granted + Decimal("0.01")


@pytest.mark.parametrize("model", [*MODELS])
def test_a_grant_above_the_costs_makes_each_of_them_more_by_the_same_share(model):
    facts = [("staff", 4000), ("staff", 1000), ("volunteer", 300)]
    costs = [
        CostLine(pk=n, category=c, text=c, amount=Decimal(a)) for n, (c, a) in enumerate(facts)
    ]
    costs[0].hours, costs[0].hour_price = Decimal(100), Decimal(40)
    whole = budget.summed(costs, [], Call(), MODELS[model]).costs
    plan = [FundingLine(kind="grant", amount=whole)]
    rows, funding = scaling.scaled(costs, plan, whole + 1000, Call(), MODELS[model])
    sums = budget.summed([CostLine(**row) for row in rows], [], Call(), MODELS[model])
    assert 0 <= sums.costs - whole - 1000 <= Decimal("0.01")
    assert sum(row["amount"] for row in funding) == sums.costs
    assert [row["hours"] for row in rows] == [None] * 3
    pay, aide, work = [row["amount"] for row in rows]
    assert (abs(pay - 4 * aide) <= Decimal("0.05"), work) == (True, 300)


def test_what_partners_carry_comes_to_the_costs():
    one, two = Partner(pk=1, name="Yksi"), Partner(pk=2, name="Kaksi")
    facts = [("staff", 10, None), ("staff", 10, one), ("travel", 5, one), ("staff", 10, two)]
    costs = [CostLine(category=c, amount=Decimal(a), partner=p) for c, a, p in facts]
    model = CostModel(base="staff", percent=Decimal("33.4"))
    sums = budget.summed(costs, [], Call(), model)
    assert budget.by_partner(costs, sums) == [
        (None, Decimal("13.34"), Decimal("29.6")),
        (one, Decimal("18.34"), Decimal("40.8")),
        (two, Decimal("13.34"), Decimal("29.6")),
    ]
    assert budget.by_partner(costs[:1], sums) == []
    assert [row[1] for row in budget.by_partner([], budget.Sums(), [two])] == [0, 0]
