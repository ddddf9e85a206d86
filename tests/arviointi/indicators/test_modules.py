"""Each indicator's module against an independent slow way, over generated facts."""

from datetime import date, timedelta
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arviointi.indicators.conversion import conversion, wilson
from arviointi.indicators.coordination import coordination
from arviointi.indicators.coverage import coverage
from arviointi.indicators.delivery import delivery
from arviointi.indicators.diversity import diversity
from arviointi.indicators.figures import before, months
from arviointi.indicators.leverage import leverage
from arviointi.indicators.network import network
from arviointi.indicators.number import number
from arviointi.indicators.regularity import regularity
from arviointi.indicators.retention import retention
from kehityspolku import moments

few = settings(max_examples=40, deadline=None, derandomize=True)
START, DAY = date(2023, 1, 1), date(2024, 12, 31)
days = st.dates(START, DAY)
later = st.dates(START, date(2026, 6, 30))
known = st.sampled_from([True, False, None])


def year(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@few
@given(st.lists(st.tuples(days, st.none() | later)), st.lists(st.sampled_from(["active", None])))
def test_number(lives, states):
    lives = [(born, end and max(born, end)) for born, end in lives]
    told = number(lives, states, DAY)
    standing = [1 for born, end in lives if born <= DAY and not (end and end <= DAY)]
    assert told.value == len(standing)
    old = [life for life in lives if life[0] <= date(2023, 12, 31)]
    lived = sum(
        all(
            not end or end != day for day in year(born, born.replace(year=2024) - timedelta(days=1))
        )
        for born, end in old
    )
    assert told.beside["survival"] == (lived / len(old) if old else None)
    assert (told.beside["active"], told.n, told.of) == (
        sum(s == "active" for s in states),
        len(states) - states.count(None),
        len(states),
    )


@few
@given(
    st.lists(st.tuples(st.integers(1, 4), st.lists(st.integers(1, 5), max_size=3)), min_size=1),
    st.dictionaries(st.integers(1, 5), known),
)
def test_coverage(rows, works):
    areas = [(district, district * 100, kehrat) for district, kehrat in rows]
    told = coverage(areas, works)
    here = [any(works.get(k) for k in kehrat) for _d, kehrat in rows]
    unsure = [
        not yes and any(k in works and works[k] is None for k in kehrat)
        for yes, (_d, kehrat) in zip(here, rows, strict=True)
    ]
    assert (told.n, told.of) == (len(rows) - sum(unsure), len(rows))
    assert told.beside["areas"] == sum(here)
    if told.n:
        assert told.value == sum(here) / len(rows)
        people = {d: d * 100 for d, _k in rows}
        reached = sum(
            people[d] / sum(other == d for other, _k in rows)
            for yes, (d, _kehrat) in zip(here, rows, strict=True)
            if yes
        )
        assert told.beside["residents"] == pytest.approx(reached / sum(people.values()))
    else:
        assert told.value is None


ACTORS = ("resident", "association", "company", "school", "official", "other")
ORGANISED = {"association", "company", "school", "other"}


@few
@given(st.lists(st.sampled_from([*ACTORS, ""])))
def test_diversity(members):
    told = diversity({actor: members.count(actor) for actor in set(members)})
    told_of = [m for m in members if m]
    assert (told.n, told.of) == (len(told_of), len(members))
    if not told_of:
        assert told.value is None
        return
    shares = [told_of.count(actor) / len(told_of) for actor in ACTORS if actor in told_of]
    assert told.value == pytest.approx(sum(p * log(1 / p, 6) for p in shares))
    blocs = [{"resident"}, ORGANISED, {"official"}]
    over = any(100 * sum(m in bloc for m in told_of) > 49 * len(told_of) for bloc in blocs)
    assert told.beside["over"] == over


def test_diversity_of_one_and_of_all_alike():
    assert diversity({"resident": 9}).value == 0
    assert diversity(dict.fromkeys(ACTORS, 3)).value == pytest.approx(1)


@few
@given(st.sets(days), days)
def test_regularity(outputs, since):
    told = regularity(outputs, months(DAY), since)
    active = {day.month for day in outputs if day.year == 2024}
    recorded = active | {m for m in range(1, 13) if date(2024, m, 1) >= since}
    assert (told.n, told.of, told.beside["months"]) == (len(recorded), 12, len(active))
    assert told.value == (len(active) / len(recorded) if recorded else None)


@few
@given(st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_retention(then, now):
    told = retention(then, now)
    assert told.value == (sum(p in now for p in then) / len(then) if then else None)


roles = st.sampled_from(["coordinator", "member", ""])


@few
@given(st.lists(st.tuples(st.integers(1, 3), days, st.integers(1, 300), roles), max_size=5))
def test_coordination(rows):
    stints = [(p, since, since + timedelta(days=n), role) for p, since, n, role in rows]
    first = date(2024, 1, 1)
    told = coordination(stints, first, DAY)
    named = unknown = began = 0
    for day in year(first, DAY):
        there = [(p, r) for p, since, until, r in stints if since <= day < until]
        roles = [r for _p, r in there]
        named += "coordinator" in roles
        unknown += "coordinator" not in roles and "" in roles
    assert (told.n, told.of) == (366 - unknown, 366)
    assert told.value == (named / told.n if told.n else None)
    for person in {1, 2, 3}:
        mine = [s for s in stints if s[0] == person and s[3] == "coordinator"]
        on = {
            day for _p, since, until, _r in mine for day in year(since, until - timedelta(days=1))
        }
        began += sum(day in on and day - timedelta(days=1) not in on for day in year(first, DAY))
    assert told.beside["changes"] == began


@few
@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_conversion(ideas):
    told = conversion(ideas)
    cards = [granted for card, granted in ideas if card]
    assert told.value == (len(cards) / len(ideas) if ideas else None)
    assert told.beside["funded"] == (sum(cards) / len(cards) if cards else None)
    if ideas:
        low, high, n = told.beside["low"], told.beside["high"], len(ideas)
        assert 0 <= low <= told.value <= high <= 1
        for end in (low, high):  # both ends solve (p − e)² = z² e (1 − e) / n
            distance = (told.value - end) ** 2
            assert distance == pytest.approx(1.959964**2 * end * (1 - end) / n, abs=1e-9)


def test_wilson_is_what_tables_say():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (None, None)


def test_leverage():
    told = leverage(2000, 5000, 1, 4, 12)
    assert (told.value, told.n, told.of, told.beside["hours"]) == (2.5, 3, 4, 12)
    assert leverage(0, 5000, 0, 1, 0).value is None


@few
@given(st.lists(st.tuples(days, st.none() | days)))
def test_delivery(milestones):
    day = date(2024, 6, 30)
    told = delivery(milestones, day)
    due = [row for row in milestones if row[0] <= day]
    in_time = [row for row in due if row[1] is not None and row[1] <= row[0]]
    assert told.value == (len(in_time) / len(due) if due else None)
    waits = sorted(
        sum(agreed < on <= (done if done and done <= day else day) for on in year(START, day))
        for agreed, done in due
    )
    if waits:
        half = len(waits) // 2
        middle = waits[half] if len(waits) % 2 else (waits[half - 1] + waits[half]) / 2
        assert told.beside["late"] == middle


@few
@given(st.lists(st.tuples(st.sampled_from(["Seura", "seura ", "Koulu"]), st.integers(1, 2), days)))
def test_network(partners):
    told = network(partners, date(2024, 1, 1))
    seura = [row for row in partners if row[0] != "Koulu"]
    koulu = [row for row in partners if row[0] == "Koulu"]
    both = [rows for rows in (seura, koulu) if rows]
    assert told.value == len(both)
    assert told.beside["new"] == sum(all(d.year == 2024 for _n, _k, d in rows) for rows in both)
    shared = sum({k for _n, k, _d in rows} == {1, 2} for rows in both)
    assert told.beside["shared"] == (shared / len(both) if both else None)


@given(st.dates(date(2012, 1, 31), date(2030, 1, 1)))
@few
def test_months(day):
    found = months(day)
    assert len(found) == 12
    assert found[-1] == (day.replace(day=1), day)
    for (_first, last), (after, _last) in zip(found, found[1:], strict=False):
        assert (last + timedelta(days=1), after.day) == (after, 1)
    end = moments.months_after(day.replace(day=1), 1) - timedelta(days=1)
    assert before(end, 12) == moments.months_after(day.replace(day=1), -11) - timedelta(days=1)
