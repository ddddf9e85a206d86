"""The same cost asked of two funders is told; more than all of it is a problem."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rahoitus.applications import problems
from rahoitus.applications.same_costs import Asked, declared, found, told
from rahoitus.models import OtherFunding
from rahoitus.reports import build
from tests import make
from tests.pages import main

DAY = date(2026, 1, 15)
PAY = ("Ohjaajan palkka", Decimal(1000))
HALL = ("Sali", Decimal(500))


def asked(share, *costs, name="Toinen"):
    """An application that asks so many per cent of its costs."""
    whole = sum(amount for _text, amount in costs)
    return Asked(name, costs, whole * share / 100, whole)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("own", "other", "highest", "problems", "warnings"),
    [
        (80, 80, None, 1, 0),
        (80, 20, None, 0, 1),  # all of it, to the cent
        (80, 20, 80, 0, 1),
        (30, 40, 80, 0, 1),
    ],
)
def test_more_than_a_whole_cost_is_a_problem(own, other, highest, problems, warnings):
    said = told(asked(own, PAY, HALL), [asked(other, PAY)], highest)
    assert tuple(map(len, said)) == (problems, warnings)
    [sentence] = [*said[0], *said[1]]
    assert "“Ohjaajan palkka”, 1\u00a0000\u00a0€, is asked of others too (Toinen)" in sentence
    assert f"{own + other}\u00a0% in all" in sentence
    assert ("at most 80\u00a0%" in sentence) is (highest == 80 and own + other > 80)


def test_other_words_or_other_euros_are_other_costs():
    others = [asked(100, ("Toisen palkka", Decimal(1000))), asked(100, (PAY[0], Decimal(999)))]
    assert told(asked(100, PAY), others) == ([], [])


def test_other_funding_is_compared_or_asked_about_in_words_that_fit_what_it_tells():
    own = Asked(
        "Hakemus", (("Palkat", Decimal(100)), ("Tila", Decimal(50))), Decimal(1), Decimal(1)
    )
    rows = [
        OtherFunding(who="A", amount=Decimal(40), costs=["palkat"], year=2026),
        OtherFunding(who="B", amount=Decimal(40), costs=["Palkat", "Matkat"], year=2026),
        OtherFunding(who="C", amount=None, costs=["Palkat"], year=2026),
        OtherFunding(who="D", amount=Decimal(40), costs=[], year=2026),
    ]
    compared, asked = declared(rows, own)
    assert [(other.name, other.costs, other.grant) for other in compared] == [
        (str(rows[0]), (("Palkat", Decimal(100)),), Decimal(40))
    ]
    elsewhere = "it pays costs that are not in this budget (Matkat). "
    elsewhere += "If these are the same costs, mark them for it too."
    unclear = "tell its sum and costs, so that no cost is paid twice."
    assert asked == [
        f"{row}: {words}"
        for row, words in zip(rows[1:], [elsewhere, unclear, unclear], strict=True)
    ]


def test_spaces_and_capitals_are_no_difference():
    [twice] = found(asked(50, PAY), [asked(60, ("  ohjaajan  PALKKA ", Decimal(1000)))])
    assert (twice.text, twice.share) == ("Ohjaajan palkka", Decimal(110))


def test_of_two_alike_one_asked_elsewhere_is_half_of_them():
    [twice] = found(asked(50, PAY, PAY), [asked(60, PAY)])
    assert twice.share == Decimal(80)


PARTS = st.tuples(st.text(min_size=1), st.decimals(min_value=0, max_value=10**6, places=2))


@given(st.lists(PARTS), st.lists(PARTS), st.integers(0, 100), st.integers(0, 100))
def test_two_that_ask_together_all_at_most_never_have_a_problem(mine, theirs, own, other):
    problems, _warnings = told(asked(own, *mine), [asked(min(other, 100 - own), *theirs)])
    assert problems == []


@pytest.mark.django_db
class TestApplication:
    def siblings(self):
        first = make.application("sent")  # asks all of its one cost, 1 000 €
        second = make.application(project=first.project)
        second.costs.update(text=first.costs.get().text)
        second.funding.update(amount=Decimal(400))
        second.funding.create(kind="own", amount=Decimal(600))
        return first, second

    def test_it_is_told_and_keeps_the_second_from_its_check(self, client):
        first, second = self.siblings()
        team = make.coordinator(second.project.kehra)
        with pytest.raises(ValidationError, match="Together more than the cost"):
            second.ask_check(by=team)
        client.force_login(team)
        with override("fi"):
            page = main(client.get(second.get_absolute_url()))
        assert "140\u00a0%" in page
        assert str(first.call) in page

    def test_what_was_granted_counts_and_not_what_was_asked(self):
        first, second = self.siblings()
        first.grant(by=first.project.adviser, amount=Decimal(600), decided_on=DAY)
        second.ask_check(by=make.coordinator(second.project.kehra))
        [warning] = second.budget().warnings
        assert "100\u00a0% in all" in warning

    def test_one_that_is_only_being_written_asks_nothing_yet(self):
        first = make.application()
        second = make.application(project=first.project)
        second.costs.update(text=first.costs.get().text)
        assert (second.budget().problems, second.budget().warnings) == ([], [])

    @pytest.mark.parametrize("verb", ["decline", "withdraw_application_for"])
    def test_one_that_ended_without_money_asks_nothing(self, verb):
        first, second = self.siblings()
        words = {"decided_on": DAY} if verb == "decline" else {}
        getattr(first, verb)(by=first.project.adviser, reason="Ei.", **words)
        second.ask_check(by=make.coordinator(second.project.kehra))
        assert second.state == "in_check"

    def test_another_card_asks_nothing_of_this_one(self):
        first, second = make.application("sent"), make.application()
        assert second.budget().warnings == []
        assert first.budget().problems == []

    def test_all_pages_tell_the_same_problems(self, client):
        first, second = self.siblings()
        client.force_login(make.coordinator(second.project.kehra))
        told = problems.of(second)["budget"]
        assert len(told) == 1
        writing = client.get(reverse("rahoitus:write", args=[second.pk]))
        counted = client.post(reverse("rahoitus:write", args=[second.pk]), typed(writing))
        assert writing.context["sums"].problems == counted.context["sums"].problems == told
        front = client.get(second.get_absolute_url())
        assert front.context["problems"] == told
        package = build.order_package(second, by=second.project.adviser, language="fi")
        client.force_login(second.project.adviser)
        assert client.get(package.get_absolute_url()).context["problems"] == told

    def test_one_sent_meanwhile_keeps_the_other_from_being_marked_as_checked(self):
        first = make.application("checked")
        second = make.application("in_check", first.project)
        second.costs.update(text=first.costs.get().text)
        first.record_sent(by=first.project.adviser)
        with pytest.raises(ValidationError, match="Return the application"):
            second.mark_checked(by=second.project.adviser)


def typed(page):
    """What the writing page holds, to be counted again."""
    fields = [page.context["form"], page.context["costs"], page.context["funding"]]
    told = {"count": "1"}
    for line in (line for lines in fields[1:] for line in lines):
        told |= {field.html_name: field.value() or "" for field in line}
    for lines in fields[1:]:
        told |= {field.html_name: field.value() for field in lines.management_form}
    return told | {field.html_name: field.value() or "" for field in fields[0]}
