"""A decision's sum that is more than could be expected is told of, and needs a reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kehityspolku.events import mail as event_mail
from rahoitus.calls.models.version import Version
from rahoitus.models import Application, Call
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 15)
BEYOND = "6\u00a0876\u00a0800\u00a0€ is more than was asked for, 1\u00a0000\u00a0€."
THEN = "Check it. If it is right, write why and press again."
WHY = "The funder gave the money of three years at once."


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def sent(**limits):
    """An application of 1 000 € that waits for its decision."""
    return make.application("sent", call=make.call(**limits))


def past(**limits):
    """An application to record a decision with, of a card whose costs are 60 000 €."""
    project = make.project(state="approved")
    project.budget.all().delete()
    project.budget.create(place=0, label="Costs", amount=Decimal(60000))
    call = Call.objects.get(slug="tem-2012-2013")
    Call.objects.filter(pk=call.pk).update(**limits)
    return Application.objects.open(project, call, by=project.adviser)


def decide(made, amount, **given):
    """In what words the sum is refused, "" when it isn't; a no leaves all as it was."""
    act = made.record_past if made.for_record else made.grant
    given = {"by": made.project.adviser, "amount": Decimal(amount), "decided_on": DAY, **given}
    before = made.state
    try:
        act(**given)
    except ValidationError as refused:
        made.refresh_from_db()
        made.project.refresh_from_db()
        assert (made.state, made.amount, made.project.granted) == (before, None, 0)
        return refused.message_dict["because"][0].removesuffix(f" {THEN}")
    return ""


@pytest.mark.parametrize(
    ("limits", "amount", "told"),
    [
        ({}, "1000", ""),
        ({}, "1000.01", "1\u00a0000,01\u00a0€ is more than was asked for, 1\u00a0000\u00a0€."),
        ({}, "6876800", BEYOND),
        (
            {"largest": 800},
            "900",
            "900\u00a0€ is more than the call's largest grant, 800\u00a0€.",
        ),
        (
            {"frame": 700},
            "900",
            "900\u00a0€ is more than the call has to give in all, 700\u00a0€.",
        ),
    ],
)
def test_a_sum_beyond_a_measure_is_refused_in_words(limits, amount, told):
    made = sent()
    Call.objects.filter(pk=made.call_id).update(**limits)
    assert decide(made, amount) == told
    assert made.state == ("sent" if told else "granted")


@pytest.mark.parametrize(
    ("limits", "amount", "told"),
    [
        ({}, "60000", ""),
        (
            {},
            "60001",
            "60\u00a0001\u00a0€ is more than all the costs on the project card, "
            "60\u00a0000\u00a0€.",
        ),
        (
            {"largest": 800},
            "900",
            "900\u00a0€ is more than the call's largest grant, 800\u00a0€.",
        ),
    ],
)
def test_a_past_decision_is_held_to_the_same(limits, amount, told):
    assert decide(past(**limits), amount) == told


def test_a_sum_is_measured_against_the_rules_of_the_day_of_sending():
    made = sent()
    call = made.call
    Version.objects.freeze(call, by=None)
    call.versions.update(made_at=made.sent_at)
    call.largest = call.frame = Decimal(800)
    call.save()
    Version.objects.freeze(call, by=None)
    assert decide(made, "900") == ""


def test_a_past_sum_that_nothing_measures_is_taken():
    made = past()
    made.project.budget.all().delete()
    assert decide(made, "60001") == ""


@pytest.mark.parametrize("arrange", [sent, past])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_reason_is_none(arrange, reason):
    assert "is more than" in decide(arrange(), "6876800", because=reason)


@pytest.mark.parametrize("arrange", [sent, past])
def test_with_a_reason_it_is_taken_and_the_reason_stays(arrange):
    made = arrange()
    assert decide(made, "6876800", because=WHY) == ""
    made.refresh_from_db()
    event = made.history()[0]
    assert (made.amount, made.decisions.get().because, event.facts["because"]) == (
        Decimal(6876800),
        WHY,
        WHY,
    )
    assert WHY in event.text
    assert WHY not in event.sentence


def test_who_is_told_of_the_grant_reads_the_reason():
    made = sent()
    team = make.coordinator(made.project.kehra)
    decide(made, "1001", because=WHY)
    event_mail.deliver()
    told = {to for letter in mail.outbox if WHY in letter.body for to in letter.to}
    assert team.email in told


class TestPage:
    """The first press tells, the second with a reason decides; all typed stays."""

    GIVEN = {
        "amount": "6 876 800",
        "decided_on": "2026-01-15",
        "conditions": "Report twice.",
        "diary_number": "D/7",
    }

    @pytest.fixture(params=["adviser", "funder"])
    def decider(self, request, client):
        self.made = sent()
        funder = make.source_official(self.made.call.source)
        people = {"adviser": self.made.project.adviser, "funder": funder}
        client.force_login(people[request.param])
        return client

    def press(self, client, word="myonna", **given):
        return client.post(f"/en/rahoitus/hakemukset/{self.made.pk}/{word}/", self.GIVEN | given)

    def told_of(self, page):
        return page.context["form"].data["told_of"]

    def shows_reason(self, page):
        return '<textarea name="because"' in main(page)

    def test_a_usual_sum_is_never_asked_about(self, decider):
        page = decider.get(f"/en/rahoitus/hakemukset/{self.made.pk}/myonna/")
        assert not self.shows_reason(page)
        assert self.press(decider, amount="900").status_code == 302

    def test_the_second_press_with_a_reason_decides(self, decider):
        page = self.press(decider)
        assert (page.status_code, BEYOND in main(page)) == (200, True)
        assert self.shows_reason(page)
        for typed in self.GIVEN.values():
            assert typed in main(page)
        again = self.press(decider, told_of=self.told_of(page))
        assert (again.status_code, BEYOND in main(again)) == (200, True)
        self.press(decider, told_of=self.told_of(again), because=WHY)
        self.made.refresh_from_db()
        assert (self.made.state, self.made.amount) == ("granted", Decimal(6876800))
        page = decider.get(self.made.get_absolute_url(), headers={"accept-language": "en"})
        assert main(page).count(WHY) == 2  # with the decision and in the history

    def test_one_press_never_decides_though_it_brings_a_reason(self, decider):
        page = self.press(decider, because=WHY)
        assert (page.status_code, WHY in main(page)) == (200, True)
        self.made.refresh_from_db()
        assert self.made.state == "sent"

    def test_another_sum_is_told_of_anew_and_the_reason_stays(self, decider):
        told = self.told_of(self.press(decider))
        page = self.press(decider, told_of=told, amount="68 768", because=WHY)
        assert "68\u00a0768\u00a0€ is more than was asked for" in main(page)
        assert WHY in main(page)
        assert self.press(decider, told_of=told, amount="900", because=WHY).status_code == 302
        self.made.refresh_from_db()
        assert (self.made.amount, self.made.decisions.get().because) == (Decimal(900), "")

    def test_another_fault_keeps_the_reason_in_sight(self, decider):
        told = self.told_of(self.press(decider))
        page = self.press(decider, told_of=told, because=WHY, decided_on="x")
        assert (page.status_code, self.shows_reason(page), WHY in main(page)) == (200, True, True)

    def test_a_sum_with_spaces_around_is_the_same_sum(self, decider):
        told = self.told_of(self.press(decider, amount=" 6876800 "))
        self.press(decider, amount=" 6876800 ", told_of=told, because=WHY)
        self.made.refresh_from_db()
        assert self.made.state == "granted"

    def test_a_past_decision_asks_in_the_same_way(self, client):
        self.made = past()
        client.force_login(self.made.project.adviser)
        page = self.press(client, "kirjaa")
        assert "is more than all the costs on the project card" in main(page)
        assert self.press(client, "kirjaa", told_of=self.told_of(page), because=WHY).url
        self.made.refresh_from_db()
        assert (self.made.amount, self.made.decisions.get().because) == (Decimal(6876800), WHY)


def test_the_largest_grant_is_that_of_the_part_applied_for():
    made = sent(largest=Decimal(5000))
    made.part = made.call.parts.create(name_fi="Pienet", largest=Decimal(800))
    made.save()
    assert decide(made, 900) == ("900\u00a0€ is more than the call's largest grant, 800\u00a0€.")
    assert decide(made, 800) == ""
