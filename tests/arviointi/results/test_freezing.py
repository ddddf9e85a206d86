"""The tables frozen at a closing, by hand and by attack: sums and differences tell of nobody."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arviointi.results import freezing, suppression
from arviointi.results.counting import Asked
from arviointi.results.models import ALL, Part

STATEMENTS = {"A1": "participation", "A2": "participation", "B1": "trust"}


def frozen(people, invited=None):
    """{(part, code, group): figures}; `people`: (role, "A1 A2 B1"), choices in that order."""
    responses = [
        (role, dict(zip(STATEMENTS, choices.split(), strict=True))) for role, choices in people
    ]
    rows = list(freezing.rows(STATEMENTS, responses, invited))
    assert len({row[:3] for row in rows}) == len(rows)
    return {(part, code, group): figures for part, code, group, figures in rows}


def groups_of(told, theme):
    return {g: f for (part, code, g), f in told.items() if (part, code) == (Part.GROUP, theme)}


def test_a_link_tells_of_the_whole_alone_and_of_nine_nothing():
    told = frozen([("", "5 5 5")] * 10)
    assert told[Part.WHOLE, "", ALL] == {"n": 10}
    assert told[Part.STATEMENT, "A1", ALL]["counts"] == [0, 0, 0, 0, 10]
    assert told[Part.THEME, "trust", ALL]["value"] == 100
    assert {part for part, *_rest in told} == {Part.WHOLE, Part.STATEMENT, Part.THEME}
    assert frozen([("", "5 5 5")] * 9) == {(Part.WHOLE, "", ALL): None}


def test_of_invited_people_five_are_told_with_their_roles_and_rates():
    people = [("school", "1 2 3")] * 3 + [("school", "3 4 5")] * 3
    people += [("resident", "5 5 1")] * 5 + [("resident", "5 4 1")]
    told = frozen(people, {"school": (8, 6), "resident": (12, 6), "company": (3, 0)})
    assert told[Part.WHOLE, "", ALL] == {"n": 12}
    # Companies are fewer than five: the next smallest joins them.
    assert {role: rate for (part, _c, role), rate in told.items() if part == Part.RATE} == {
        "": {"reached": 11, "answered": 6},
        "resident": {"reached": 12, "answered": 6},
    }
    groups = groups_of(told, "participation")
    assert (groups["school"]["value"], groups["school"]["n"]) == (37.5, 6)
    # All six residents said "1" of trust: they are hidden, and the schools with them.
    assert groups_of(told, "trust") == {"school": None, "resident": None}
    # √((23 − 12)/(23 − 1)): the interval is narrowed by how many were invited.
    whole = told[Part.THEME, "participation", ALL]
    half = freezing.statistics.student(11) * whole["spread"] / 12**0.5
    assert whole["high"] - whole["value"] == pytest.approx(half * 0.5**0.5)


def test_of_four_invited_people_only_their_number_is_told():
    told = frozen([("school", "1 2 3")] * 4, {"school": (9, 4)})
    assert told == {
        (Part.RATE, "", "school"): {"reached": 9, "answered": 4},
        (Part.WHOLE, "", ALL): None,
    }


def test_five_who_all_say_the_same_are_told_from_ten_on():
    told = frozen([("", "1 2 5"), *[("", "5 1 5")] * 5], {"school": (9, 6)})
    assert told[Part.STATEMENT, "B1", ALL] is None
    assert told[Part.STATEMENT, "A1", ALL]["counts"] == [1, 0, 0, 0, 5]
    assert told[Part.THEME, "trust", ALL] is None


def test_an_index_that_would_tell_what_one_answered_is_worked_out_of_the_statements():
    """With everyone's mean in it, the index less the two statements is the answer of the one."""
    people = [("", "4 2 3")] * 7 + [("", "2 4 1")] * 7 + [("", "1 dk 2")]
    told = frozen(people)[Part.THEME, "participation", ALL]
    a1, a2 = (4 * 7 + 2 * 7 + 1) / 15, 3
    assert told["value"] == pytest.approx(((a1 + a2) / 2 - 1) / 4 * 100)
    assert (told["low"], told["high"], told["spread"], told["n"]) == (None, None, None, 15)
    assert groups_of(frozen([("school", c) for _r, c in people], {"school": (20, 15)}), "x") == {}


choice = st.sampled_from(["1", "3", "5", "5", "dk"])
answer = st.tuples(choice, choice, choice).map(" ".join)
person = st.tuples(st.sampled_from(["resident", "resident", "school", "company"]), answer)


@settings(max_examples=60, deadline=None)
@given(st.lists(person, min_size=4, max_size=26), st.booleans())
def test_no_two_tables_tell_of_a_group_under_five_by_their_sum_or_difference(people, link):
    kept = suppression.merged(role for role, _given in people)
    people = [("" if link else kept[role], given) for role, given in people]
    told = frozen(people, None if link else dict.fromkeys(kept.values(), (len(people), 3)))
    choices = [dict(zip(STATEMENTS, given.split(), strict=True)) for _role, given in people]

    def stood(*codes):
        return {n for n, given in enumerate(choices) if any(given[c] != "dk" for c in codes)}

    least = 10 if link else 5
    for theme, codes in (("participation", ("A1", "A2")), ("trust", ("B1",))):
        statements = [stood(code) for code in codes if told.get((Part.STATEMENT, code, ALL))]
        assert all(len(each) >= least for each in statements)
        whole = told.get((Part.THEME, theme, ALL))
        shown = [role for role, figures in groups_of(told, theme).items() if figures]
        if not whole or whole["low"] is None:
            assert not shown
            continue
        everyone = stood(*codes)
        roles = [{n for n in everyone if people[n][0] == role} for role in shown]
        unions = [
            set().union(*some)
            for size in range(1, len(roles) + 1)
            for some in combinations(roles, size)
        ]
        pairs = [(everyone, each) for each in statements]
        pairs += combinations([everyone, *unions], 2)
        assert [
            few for one, other in pairs for few in (one - other, other - one) if 0 < len(few) < 5
        ] == []


def test_a_question_is_hidden_with_the_one_that_decides_of_it():
    """All six said yes: that is hidden, and would be told by how many were asked for more."""
    asked = [Asked("Y1", "choice", ["1", "2"]), Asked("Y2", "choice", ["1", "2"])]
    asked.append(Asked("Y3", "choice", ["1", "2"]))
    for yes, told in ((6, False), (5, True)):
        given = [{"Y1": "1", "Y2": "12"[n % 2], "Y3": "12"[n % 2]} for n in range(yes)]
        given += [{"Y1": "2"}] * (6 - yes)
        responses = [("school", choices) for choices in given]
        decided = {"Y2": ["Y1"], "Y3": ["Y2"]}
        rows = freezing.rows({}, responses, {"school": (9, 6)}, asked, decided)
        figures = {code: row for part, code, _group, row in rows if part == Part.QUESTION}
        assert [bool(figures[code]) for code in ("Y1", "Y2", "Y3")] == [told] * 3
