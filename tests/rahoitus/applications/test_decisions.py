"""A decision that was recorded wrongly is corrected by another; what a funder changes is a row."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from arviointi.reports import progress
from arviointi.reports.areas import Area
from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.front import feeds
from rahoitus.applications.models.decision import granted
from rahoitus.models import Application, Decision
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 15)
WHY = "Kaksi nollaa liikaa."


def granted_of(sum="6876800"):
    made = make.application("sent")
    made.grant(by=made.project.adviser, amount=Decimal(sum), decided_on=DAY, because="Kirjeestä.")
    return made


def correct(made, sum, *, by=None, **words):
    decision = made.decisions.standing().last()
    words = {"why": WHY, "decided_on": DAY, **words}
    return decision.correct(by=by or made.project.adviser, amount=Decimal(sum), **words)


def change(made, kind, sum=None, **words):
    amount = None if sum is None else Decimal(sum)
    words = {"reason": "Rahoittaja muutti.", "decided_on": DAY + timedelta(days=30), **words}
    made.change_decision(by=made.project.adviser, kind=kind, amount=amount, **words)


def told(made):
    """What the sum is on the application, its card and in the city's report."""
    made.refresh_from_db()
    made.project.refresh_from_db()
    report = progress.gather(Area("city"), DAY, DAY + timedelta(days=300))
    return made.amount, made.project.granted, report.granted


def test_a_sum_with_two_zeros_too_many_is_mended_everywhere():
    made = granted_of()
    assert told(made) == (Decimal(6876800),) * 3
    correct(made, "688")
    assert told(made) == (Decimal(688),) * 3
    first, second = made.decisions.order_by("pk")
    assert (first.is_corrected, second.corrects, second.why_corrected) == (True, first, WHY)
    assert made.state == "granted"


def test_everyone_who_heard_of_the_wrong_sum_hears_of_the_right_one():
    made = granted_of()
    heard = set(Event.objects.get(verb="grant").notices.values_list("recipient", flat=True))
    correct(made, "688")
    event = Event.objects.get(verb="correct_decision")
    assert set(event.notices.values_list("recipient", flat=True)) == heard
    assert "688\u00a0€, ei 6\u00a0876\u00a0800\u00a0€" in event.sentence
    assert WHY in event.text
    newest = feeds.entries(made.project.kehra)[0]
    assert (newest.verb, Decimal(newest.facts["amount"])) == ("change_grant", 688)


def test_a_correction_is_corrected_again_and_a_corrected_one_is_not():
    made = granted_of()
    wrong = made.decisions.get()
    correct(made, "688")
    with pytest.raises(ValidationError):
        wrong.correct(by=made.project.adviser, amount=Decimal(1), decided_on=DAY, why=WHY)
    correct(made, "690")
    assert told(made) == (Decimal(690),) * 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_correct_at_once_and_one_row_stands():
    made = granted_of()
    decision = made.decisions.get()

    def by(sum):
        return lambda: Decision.objects.get(pk=decision.pk).correct(
            by=made.project.adviser, amount=Decimal(sum), decided_on=DAY, why=WHY
        )

    outcomes = at_once(by("600"), by("700"))
    assert outcomes.count("ValidationError") == 1
    assert made.decisions.standing().count() == 1
    assert len({*told(made)}) == 1


def test_a_correction_of_an_unusual_sum_asks_for_a_reason_too():
    made = granted_of("900")
    with pytest.raises(ValidationError, match="enemmän kuin"):
        correct(made, "5000")
    correct(made, "5000", because="Kolmen vuoden rahat.")
    assert made.decisions.standing().get().because == "Kolmen vuoden rahat."


def test_who_may_not_decide_may_not_correct():
    made = granted_of()
    for person in (make.coordinator(made.project.kehra), make.user("adviser"), make.user("admin")):
        with pytest.raises(PermissionDenied):
            correct(made, "1", by=person)
    official = make.source_official(made.call.source)
    correct(made, "688", by=official)


def test_what_the_funder_changes_adds_up():
    made = granted_of("900")
    change(made, "reduced", "100")
    assert told(made) == (Decimal(800),) * 3
    change(made, "amended", "850")
    change(made, "recovered", "50")
    assert told(made) == (Decimal(800),) * 3
    with pytest.raises(ValidationError):
        change(made, "recovered", "800.01")
    assert told(made) == (Decimal(800),) * 3
    change(made, "taken_back")
    assert told(made) == (Decimal(0),) * 3


def test_a_correction_below_what_was_paid_back_is_refused():
    made = granted_of("900")
    change(made, "recovered", "500")
    with pytest.raises(ValidationError):
        made.decisions.standing().first().correct(
            by=made.project.adviser, amount=Decimal(400), decided_on=DAY, why=WHY
        )
    assert told(made) == (Decimal(400),) * 3


def test_a_no_comes_while_a_supplement_is_open_and_the_call_is_applied_to_again():
    made = make.application("supplement_requested")
    made.decline(by=made.project.adviser, decided_on=DAY, reason="Rahat loppuivat.")
    again = Application.objects.open(made.project, made.call, by=made.project.adviser)
    assert (again.pk != made.pk, again.state) == (True, "preparing")
    assert Application.objects.open(made.project, made.call, by=made.project.adviser) == again
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(project=made.project, call=made.call)


def test_sent_in_time_and_recorded_the_next_day():
    made = make.application("expired")
    last = made.deadline
    adviser = made.project.adviser
    made.call.closes_on = moments.in_days(-1)
    made.call.save()
    with pytest.raises(ValidationError):
        made.record_sent(by=adviser, sent_on=moments.today())
    made.record_sent(by=adviser, sent_on=moments.in_days(-1), diary_number="D/1")
    assert (made.state, made.diary_number, last) == ("sent", "D/1", moments.in_days(30))


def test_an_expired_one_rests_while_another_goes_on():
    made = make.application("expired")
    adviser, lead = made.project.adviser, make.user("lead")
    Application.objects.open(made.project, made.call, by=adviser)
    with pytest.raises(ValidationError):
        made.record_sent(by=adviser)
    with pytest.raises(ValidationError):
        made.reopen(by=lead, reason="Lupa saatu.", late_until=moments.in_days(3))


def test_of_a_past_decision_nothing_is_made_up():
    project = make.project(state="approved")
    call = make.call(opens_on=date(2025, 12, 1), closes_on=moments.in_days(-30))
    made = Application.objects.open(project, call, by=project.adviser)
    official = make.source_official(call.source)
    made.record_past(by=project.adviser, decided_on=DAY)
    made.refresh_from_db()
    assert (made.sent_at, made.amount, made.decisions.get().amount) == (None, None, None)
    assert made in Application.objects.visible_to(official)


class Row:
    """A decision as `granted` reads it."""

    def __init__(self, kind, amount):
        self.kind, self.amount = kind, amount


SUMS = st.decimals(min_value=1, max_value=10**6, places=2)


@given(SUMS, st.lists(st.tuples(st.sampled_from(["amended", "reduced", "recovered"]), SUMS)))
def test_the_sum_is_what_stands_after_each_row(first, later):
    def slowly(total, row):
        kind, amount = row
        return amount if kind == "amended" else total - amount

    rows = [Row("granted", first), *(Row(*row) for row in later)]
    assert granted(rows) == list(accumulate(later, slowly, initial=first))[-1]


class TestPage:
    def test_the_wrong_one_stays_to_be_read_and_the_right_one_is_typed(self, client):
        made = granted_of()
        client.force_login(made.project.adviser)
        decision = made.decisions.get()
        page = reverse("rahoitus:correct_decision", args=[decision.pk])
        assert page in main(client.get(made.get_absolute_url()))
        assert "6876800" in main(client.get(page)).replace("\u00a0", "")
        typed = {"amount": "688", "decided_on": "2026-01-15", "why": ""}
        assert "688" in main(client.post(page, typed))  # it asks what was wrong
        assert client.post(page, typed | {"why": WHY}).url == made.get_absolute_url()
        shown = main(client.get(made.get_absolute_url()))
        assert "688\u00a0€" in shown
        assert WHY in shown
        assert client.get(page).status_code == 404  # it stands no longer

    def test_it_asks_as_often_for_many_decisions(self, client, django_assert_max_num_queries):
        made = granted_of("900")
        for _time in range(10):
            correct(made, "800")
        client.force_login(made.project.adviser)
        with django_assert_max_num_queries(40) as asked:
            client.get(made.get_absolute_url())
        before = len(asked)
        for _time in range(20):
            correct(made, "800")
        with django_assert_max_num_queries(before):
            client.get(made.get_absolute_url())


@pytest.mark.parametrize("late", [0, 45])
def test_a_corrected_yes_stays_before_what_changed_it(late):
    made = granted_of("900")
    change(made, "reduced", "100", decided_on=DAY)
    first = made.decisions.get(kind="granted")
    day = DAY + timedelta(days=late)
    first.correct(by=made.project.adviser, amount=Decimal(800), decided_on=day, why=WHY)
    assert told(made)[:2] == (Decimal(700),) * 2
    made.decisions.standing().get(kind="granted").correct(
        by=made.project.adviser, amount=Decimal(600), decided_on=day, why=WHY
    )
    assert told(made)[:2] == (Decimal(500),) * 2
    assert made.decided_on == day


def test_a_change_told_of_a_day_before_the_yes_counts_and_its_correction_keeps_its_place():
    made = granted_of("900")
    early = DAY - timedelta(days=3)
    change(made, "reduced", "100", decided_on=early, because="Kirjeen päivä.")
    assert told(made)[:2] == (Decimal(800),) * 2
    change(made, "amended", "850", decided_on=DAY)
    change(made, "recovered", "50", decided_on=DAY)
    new_sum = made.decisions.get(kind="amended")
    new_sum.correct(by=made.project.adviser, amount=Decimal(840), decided_on=DAY, why=WHY)
    assert told(made)[:2] == (Decimal(790),) * 2


def test_no_correction_is_of_a_day_to_come():
    made = granted_of("900")
    with pytest.raises(ValidationError):
        correct(made, "800", decided_on=moments.in_days(1))
    assert made.decisions.count() == 1


def test_a_correction_that_comes_too_late_keeps_its_words(client):
    made = granted_of("900")
    client.force_login(made.project.adviser)
    page = reverse("rahoitus:correct_decision", args=[made.decisions.get().pk])
    correct(made, "800")
    told = {"amount": "700", "decided_on": "15.1.2026", "why": "Toinenkin huomasi."}
    answer = client.post(page, told)
    assert answer.status_code == 200
    assert "Toinenkin huomasi." in main(answer)
    assert made.decisions.count() == 2
    assert client.get(page).status_code == 404
