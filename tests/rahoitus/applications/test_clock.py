"""Reminders before a call closes: exactly once each, however often and however many run."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events import hearers
from kehityspolku.models import Event, Notice
from rahoitus import tasks
from rahoitus.applications import clock, sending
from rahoitus.models import Application, Call
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db
CLOSES = 40  # days from today


def application(state="preparing", closes=CLOSES):
    return make.application(state, call=make.call(closes_on=moments.in_days(closes)))


def days_told(application):
    events = Event.objects.filter(verb="deadline_near", target_id=application.pk)
    return [event.facts["days"] for event in events.order_by("pk")]


def noon(day):
    return moments.at(day, time(12))


def before(application, days):
    return noon(application.call.closes_on - timedelta(days=days))


def test_reminds_14_7_2_and_0_days_before_when_run_every_day_twice():
    made = application()
    for days in range(CLOSES, -1, -1):
        for _run in range(2):
            clock.watch(before(made, days))
    assert days_told(made) == [14, 7, 2, 0]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"closes_time": time(16)}, "16.00"),
        ({"closes_time": time(0)}, "0.00"),
        ({}, "23.59"),
        ({"closes_time": time(16), "ended_early_on": date(2030, 3, 30)}, "23.59"),
    ],
)
def test_tells_the_moment_at_which_the_call_closes(rules, told):
    call = make.call(closes_on=date(2030, 4, 1), **rules)
    made = make.application(call=call)
    clock.watch(moments.start_of(made.deadline))
    event = Event.objects.get(verb="deadline_near", target_id=made.pk)
    day = "Sat 30.3.2030" if "ended_early_on" in rules else "Mon 1.4.2030"
    with translation.override("en"):
        assert event.body.splitlines()[0] == f"The call closes on {day} at {told}."


def test_of_missed_runs_only_the_nearest_is_sent():
    made = application()
    assert clock.watch(before(made, 5)) == (1, 0)
    assert days_told(made) == [5]
    assert clock.watch(before(made, 3)) == (0, 0)
    assert clock.watch(before(made, 1)) == (1, 0)
    assert clock.watch(before(made, 0)) == (1, 0)
    assert days_told(made) == [5, 1, 0]


def test_one_opened_late_is_not_reminded_of_days_gone():
    made = application(closes=5)
    clock.watch()
    assert days_told(made) == []
    clock.watch(before(made, 2))
    assert days_told(made) == [2]


def test_a_new_closing_day_is_told_anew():
    made = application()
    clock.watch(before(made, 14))
    Call.objects.filter(pk=made.call_id).update(closes_on=moments.in_days(CLOSES + 30))
    made = Application.objects.get()
    clock.watch(before(made, 14))
    assert days_told(made) == [14, 14]


@pytest.mark.parametrize("state", ["preparing", "in_check", "returned", "checked"])
def test_unsent_ones_expire_after_closing_and_people_are_told(state):
    made = application(state)
    assert clock.watch(before(made, 0)) == (1, 0)
    assert clock.watch(before(made, -1)) == (0, 1)
    assert clock.watch(before(made, -1)) == (0, 0)
    made.refresh_from_db()
    assert made.state == "expired"
    told = Notice.objects.filter(event__verb="expire").values_list("recipient", flat=True)
    assert set(told) == {made.project.adviser.pk, make.coordinator(made.project.kehra).pk}


@pytest.mark.parametrize("state", ["sent", "supplement_requested", "granted", "withdrawn"])
def test_others_are_left_alone(state):
    made = application(state)
    for days in (14, 0, -1):
        assert clock.watch(before(made, days)) == (0, 0)
    made.refresh_from_db()
    assert made.state == state


def test_a_call_open_all_year_has_no_deadline():
    made = make.application(call=make.call(closes_on=None))
    assert clock.watch(noon(moments.in_days(1000))) == (0, 0)
    assert made.deadline is None


def test_one_opened_to_record_a_past_decision_does_not_expire():
    made = make.application(call=Call.objects.get(slug="tem-2012-2013"))
    assert clock.watch() == (0, 0)
    assert made.state == "preparing"


def test_a_late_exception_has_a_deadline_of_its_own():
    made = application()
    clock.watch(before(made, -1))
    made.refresh_from_db()
    late = made.call.closes_on + timedelta(days=10)
    made.reopen(by=make.user("lead"), reason="The funder agreed.", late_until=late)
    assert clock.watch(noon(late - timedelta(days=7))) == (1, 0)
    assert clock.watch(noon(late)) == (1, 0)
    assert clock.watch(noon(late + timedelta(days=1))) == (0, 1)


def test_the_task_calls_the_act(monkeypatch):
    monkeypatch.setattr(moments, "is_day", lambda: True)
    made = application(closes=14)
    tasks.remind_of_deadlines()
    assert days_told(made) == [14]


def test_with_nothing_to_do_it_asks_as_often_for_many(django_assert_num_queries):
    first = application(closes=7)
    clock.watch()
    with django_assert_num_queries(2):
        assert clock.watch() == (0, 0)
    for _n in range(4):
        make.application(project=first.project, call=make.call(closes_on=moments.in_days(7)))
    Application.objects.update(opened_at=moments.start_of(moments.in_days(-20)))
    assert clock.watch() == (4, 0)
    with django_assert_num_queries(2):
        assert clock.watch() == (0, 0)


@pytest.mark.parametrize(("verb", "days"), [("deadline_near", 7), ("expire", -1)])
def test_many_told_of_at_once_are_told_to_those_whom_each_concerns(verb, days):
    """Those of one Kehrä and adviser share their people, the others have their own."""
    call, kehra = make.call(closes_on=moments.in_days(CLOSES)), make.kehra()
    make.coordinator(kehra)
    cards = [make.project(kehra, "approved", make.user("adviser")) for _n in range(2)]
    cards.append(make.project(kehra, "approved", cards[0].adviser))
    cards.append(make.project(state="approved"))
    for card in cards:
        make.application(project=card, call=call)
    with CaptureQueriesContext(connection) as done:
        assert sum(clock.watch(noon(call.closes_on - timedelta(days=days)))) == 4
    events = Event.objects.filter(verb=verb)
    people = set()
    for event in events:
        told = {(n.recipient_id, n.kind, n.stands_in) for n in event.notices.all()}
        alone = hearers.heard(event, hearers.hearers(event))
        assert told == {(person.pk, kind, person.stands_in) for person, kind in alone}
        people.add(frozenset(recipient for recipient, _kind, _stands_in in told))
    assert len(people) == 3
    written = [query["sql"] for query in done if query["sql"].startswith("INSERT")]
    assert len([sql for sql in written if "kehityspolku_notice" in sql]) == 1


LAST = {  # the last moment as the call tells it, and as it is in UTC
    (date(2026, 12, 31), time(23, 59, 59)): "2026-12-31T21:59:59",
    (date(2028, 2, 29), time(16)): "2028-02-29T14:00:00",
    (date(2027, 3, 28), time(3, 30)): "2027-03-28T01:30:00",  # summer time skips it
    (date(2026, 10, 25), time(3, 30)): "2026-10-25T01:30:00",  # it comes twice: the later
    (date(2026, 7, 1), time(0)): "2026-06-30T21:00:00",
}


def test_it_ends_after_the_last_moment_and_not_before():
    """16.00.00,9 is in time, 16.00.01 is not; at year's end, on leap day, when clocks are moved."""
    made = application()
    for (day, at), utc in LAST.items():
        Call.objects.filter(pk=made.call_id).update(
            opens_on=date(2026, 1, 1), closes_on=day, closes_time=at
        )
        Application.objects.update(opened_at=moments.start_of(date(2026, 1, 2)))
        last = datetime.fromisoformat(f"{utc}+00:00")
        assert Call.objects.get(pk=made.call_id).closes_at == last
        almost = last + timedelta(microseconds=999_999)
        with transaction.atomic():
            assert clock.watch(almost)[1] == 0
            assert clock.watch(last + timedelta(seconds=1)) == (0, 1)
            transaction.set_rollback(True)
        assert not sending.is_late(Application.objects.get(), almost)
        assert sending.is_late(Application.objects.get(), last + timedelta(seconds=1))


def test_the_end_and_more_time_are_duties_of_both_sides():
    made = application()
    clock.watch(before(made, -1))
    made.refresh_from_db()
    lead = make.user("lead")
    made.reopen(by=lead, reason="Lupa saatu.", late_until=moments.in_days(CLOSES + 9))
    both = {made.project.adviser.pk, make.coordinator(made.project.kehra).pk}
    for verb in ("expire", "reopen"):
        told = Notice.objects.filter(event__verb=verb).values_list("recipient", "kind")
        assert set(told) == {(person, Notice.Kind.TASK) for person in both}


class TestAppeals:
    LAST_DAY = date(2030, 3, 29)

    def told(self):
        found = Event.objects.filter(verb="appeal_near").order_by("pk")
        return [event.facts["days"] for event in found]

    def watch_days(self, *days):
        return [clock.watch_appeals(noon(self.LAST_DAY - timedelta(days=n))) for n in days]

    def declined(self):
        made = make.application("sent")
        words = {"decided_on": date(2026, 1, 15), "appeal_by": self.LAST_DAY, "reason": "Ei."}
        made.decline(by=made.project.adviser, **words)
        return made

    def test_the_last_day_is_told_7_2_and_0_days_before_as_a_duty(self):
        made = self.declined()
        days = (9, 8, 7, 7, 6, 3, 2, 1, 0, 0, -1)
        assert self.watch_days(*days) == [0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0]
        assert self.told() == [7, 2, 0]
        told = Notice.objects.filter(event__verb="appeal_near").values_list("recipient", "kind")
        both = {made.project.adviser.pk, make.coordinator(made.project.kehra).pk}
        assert set(told) == {(person, Notice.Kind.TASK) for person in both}

    def test_what_stands_no_longer_is_not_told_of(self):
        made = self.declined()
        later = self.LAST_DAY + timedelta(days=30)
        row = made.decisions.get()
        words = {"decided_on": row.decided_on, "reason": row.reason, "why": "Väärä päivä."}
        row.correct(by=made.project.adviser, appeal_by=later, **words)
        assert self.watch_days(7, 0) == [0, 0]
        made.refresh_from_db()
        words = {"decided_on": row.decided_on, "reason": "Oikaisu."}
        made.grant_after_all(by=made.project.adviser, amount=900, **words)
        assert self.watch_days(-23, -30) == [0, 0]
        made.change_decision(
            by=made.project.adviser,
            kind="reduced",
            amount=1,
            appeal_by=self.LAST_DAY,
            **words,
        )
        assert self.watch_days(5) == [1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("days", "verb"), [(7, "deadline_near"), (-1, "expire")])
def test_many_at_once_make_one(days, verb):
    made = application()
    results = at_once(*[lambda: clock.watch(before(made, days))] * 4)
    assert sorted(map(sum, results)) == [0, 0, 0, 1]
    assert Event.objects.filter(verb=verb).count() == 1
    assert Notice.objects.filter(event__verb=verb).count() == 2
