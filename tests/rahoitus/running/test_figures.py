"""The sums of a grant: pure. Claims add up to the whole to the cent, whatever they are."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from rahoitus.applications import budget
from rahoitus.applications.scaling import scaled
from rahoitus.models import CostLine, FundingLine
from rahoitus.running.figures import (
    Figures,
    Line,
    Terms,
    hours_worth,
    lacks_split,
    thawed,
    whole,
    without,
)

SUMS = st.decimals("0.01", "99999.99", places=2)


ALL = frozenset(range(9))


def lines(*used):
    return [Line(n, f"Line {n}", Decimal(1000), Decimal(u)) for n, u in enumerate(used)]


def test_a_flat_rate_hours_and_the_grants_share_follow_from_the_costs():
    terms = Terms(
        Decimal(800),
        Decimal(1000),
        ALL,
        Decimal(40),
        hour_value=Decimal(15),
        hours_share=Decimal(20),
    )
    found = whole(terms, lines("100.01", "33.32"), Decimal("2.5"))
    assert (found.direct, found.flat) == (Decimal("133.33"), Decimal("53.33"))
    assert (found.hours_value, found.costs) == (Decimal("37.50"), Decimal("224.16"))
    assert (found.used, found.left) == (Decimal("179.33"), Decimal("620.67"))
    materials = whole(replace(terms, flat_of=frozenset()), lines("100"), Decimal(0))
    assert (materials.flat, materials.used) == (Decimal(0), Decimal("80.00"))


def test_hours_are_worth_their_value_up_to_their_share_of_all_costs():
    assert hours_worth(Decimal(10), Decimal(15), None, Decimal(100)) == Decimal(150)
    assert hours_worth(Decimal(10), Decimal(15), Decimal(20), Decimal(100)) == Decimal(25)
    assert hours_worth(Decimal(10), Decimal(15), Decimal(100), Decimal(1)) == Decimal(150)
    assert hours_worth(Decimal(10), None, Decimal(20), Decimal(100)) == 0


def test_a_grant_is_never_used_beyond_itself_and_what_was_not_used_is_returned():
    over = whole(Terms(Decimal(900), Decimal(1000)), lines("2000"), Decimal(0))
    assert (over.used, over.left) == (Decimal(900), Decimal(0))
    part = replace(
        whole(Terms(Decimal(900), Decimal(900)), lines("600"), Decimal(0)), paid=Decimal(900)
    )
    assert part.to_return == Decimal(300)
    assert replace(part, returned=Decimal(300)).to_return == 0
    unknown = whole(Terms(None), lines("600"), Decimal(0))
    assert (unknown.used, unknown.left) == (Decimal(0), None)


def test_what_each_partner_has_cost_comes_to_the_costs():
    rows = lines("100", "50", "25")
    rows[1], rows[2] = replace(rows[1], whose="Nuoret ry"), replace(rows[2], whose="Nuoret ry")
    terms = Terms(Decimal(900), Decimal(900), frozenset({0, 1}), Decimal("33.33"), Decimal(0))
    found = whole(replace(terms, hour_value=Decimal(15)), rows, Decimal(2))
    assert found.flat == Decimal("50.00")
    assert found.by_partner == [("", Decimal("163.33")), ("Nuoret ry", Decimal("91.67"))]
    assert sum(euros for _name, euros in found.by_partner) == found.costs
    before = whole(terms, [replace(row, used=row.used / 2) for row in rows], Decimal(0))
    claim = without(found, [before])
    assert sum(euros for _name, euros in claim.by_partner) == claim.costs
    assert whole(terms, lines("100"), Decimal(0)).by_partner == []


def test_what_is_frozen_is_read_back_alike():
    told = whole(Terms(Decimal(900), Decimal(1000)), lines("1.10", "2.20"), Decimal("1.25"))
    assert thawed(told.frozen()) == told
    assert thawed({**Figures().frozen(), "granted": None}) == Figures()


def test_what_was_frozen_before_lines_told_their_part_gets_it_and_comes_to_the_costs():
    first, *others = lines("100", "50", "25")
    rows = [first, *(replace(line, whose="N") for line in others)]
    told = whole(Terms(None, Decimal(900), frozenset({0, 1}), Decimal("33.33")), rows, Decimal(0))
    kept = told.frozen()
    for row in kept["lines"]:
        del row["flat"], row["whose"]
    whose = {0: "", 1: "N", 2: "N"}
    assert (lacks_split(kept), lacks_split(told.frozen())) == (True, False)
    assert thawed(kept, whose=whose, flat_of={0, 1}) == told
    unknown = thawed(kept, whose=whose, flat_of={9})  # the lines of then are in no budget now
    assert sum(euros for _name, euros in unknown.by_partner) == told.costs
    assert [line.flat for line in unknown.lines] == [
        Decimal("28.57"),
        Decimal("14.29"),
        Decimal("7.14"),
    ]


@settings(max_examples=25)
@given(
    claims=st.lists(st.tuples(SUMS, SUMS), min_size=1, max_size=5),
    granted=SUMS,
    planned=SUMS,
    percent=st.decimals(0, 100, places=2),
    order=st.randoms(),
)
def test_claims_add_up_to_the_use_report_to_the_cent(claims, granted, planned, percent, order):
    terms = Terms(granted, planned, ALL, percent, Decimal(0), Decimal("15.55"), Decimal(30))
    told, spent, hours = [], [Decimal(0), Decimal(0)], Decimal(0)
    for used in claims:
        spent = [a + b for a, b in zip(spent, used, strict=True)]
        hours += Decimal(order.randint(0, 9600)) / 100
        told.append(without(whole(terms, lines(*spent), hours), told))
    all_ = whole(terms, lines(*spent), hours)
    for name in ("direct", "flat", "hours_value", "costs", "used"):
        assert sum(getattr(claim, name) for claim in told) == getattr(all_, name)
    assert all_.used <= granted


def test_the_examples_of_the_guides_are_counted_as_the_portal_counts():
    """Guides of money: a small grant for a yard, a project with a flat rate of 40 %."""
    yard = Terms(Decimal(2400), Decimal(3000), hour_value=Decimal(15))
    found = replace(whole(yard, lines("1480", "870"), Decimal(38)), paid=Decimal(2400))
    assert (found.hours_value, found.costs) == (Decimal(570), Decimal(2920))
    assert (found.used, found.to_return) == (Decimal(2336), Decimal(64))
    call = SimpleNamespace(own_counts=["own"], hour_value=None)
    model = SimpleNamespace(base="staff", covers="others", percent=Decimal(40))
    pay = CostLine(category="staff", text="Ohjaaja", amount=Decimal(48000))
    plan = [
        FundingLine(kind="grant", amount=Decimal(53760)),
        FundingLine(kind="own", amount=Decimal(13440)),
    ]
    asked = budget.summed([pay], plan, call, model)
    assert (asked.flat, asked.costs, asked.asked_share) == (19200, 67200, 80)
    costs, _funding = scaled([pay], plan, Decimal(50000), call, model)
    approved = budget.summed([CostLine(**costs[0])], (), call, model).costs
    assert approved == Decimal(62500)
    terms = Terms(Decimal(50000), approved, ALL, Decimal(40))
    claim = whole(terms, lines("12000"), Decimal(0))
    assert (claim.costs, claim.used) == (Decimal(16800), Decimal(13440))
