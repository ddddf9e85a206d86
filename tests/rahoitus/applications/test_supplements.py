"""What a funder asks for after the sending has days: they fit, are told, are reminded of."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from kehityspolku import moments
from kehityspolku.events.waiting import with_things
from kehityspolku.models import Event, Notice
from rahoitus.applications import clock, waiting
from rahoitus.applications.next_step import SUPPLIED, next_step
from rahoitus.models import Application
from sukkula.desk.worklist import WorkList
from tests import make

pytestmark = pytest.mark.django_db
SENT = date(2026, 1, 2)  # as tests/make sends


def refused(verb, **given):
    """The fields that the verb refuses; {} when it takes them, undone."""
    with transaction.atomic():
        try:
            verb(**given)
        except ValidationError as problem:
            return set(problem.message_dict)
        finally:
            transaction.set_rollback(True)
    return {}


def fresh(application):
    return Application.objects.get(pk=application.pk)


def test_its_days_are_in_order_and_a_late_answer_says_why():
    made, tomorrow = make.application("sent"), moments.in_days(1)
    by = made.project.adviser

    def ask(**days):
        return refused(fresh(made).request_supplement, by=by, message="Säännöt.", **days)

    assert ask(asked_on=tomorrow) == {"asked_on"}
    assert ask(asked_on=SENT - timedelta(days=1)) == {"asked_on"}
    assert ask(asked_on=date(2026, 2, 2), answer_by=date(2026, 2, 1)) == {"answer_by"}
    assert ask(asked_on=date(2026, 2, 2), answer_by=date(2027, 2, 3)) == {"answer_by"}
    assert ask(asked_on=SENT, answer_by=SENT) == {}
    asked, until = date(2026, 2, 2), date(2026, 2, 16)
    made.request_supplement(by=by, message="Säännöt.", asked_on=asked, answer_by=until)
    assert (made.settled_on, made.answer_by, made.next_day) == (asked, until, until)

    def forward(**given):
        return refused(fresh(made).forward, by=by, **given)

    assert forward(forwarded_on=tomorrow) == {"forwarded_on"}
    assert forward(forwarded_on=asked - timedelta(days=1)) == {"forwarded_on"}
    assert forward(forwarded_on=until + timedelta(days=1)) == {"because"}
    assert forward(forwarded_on=until) == forward(because="Lisäaika sovittiin puhelimessa.") == {}
    made = fresh(made)
    made.move_supplement(by=by, answer_by=until + timedelta(days=7), reason="Lisäaikaa.")
    assert made.supplements.get().answer_by == until + timedelta(days=7)
    made.forward(by=by, forwarded_on=until + timedelta(days=1))
    told = Event.objects.get(verb="forward").facts
    assert (told["forwarded_on"], told["answer_by"]) == ("2026-02-17", "2026-02-23")
    made = fresh(made)
    assert (made.state, made.answer_by, made.settled_on) == ("sent", None, SENT)
    made.request_supplement(by=by, message="Vielä tase.")
    assert [s.answer_by for s in made.supplements.all()] == [until + timedelta(days=7), None]


def test_it_is_reminded_of_before_its_day_and_after_until_it_has_gone():
    made, until = make.application("sent"), moments.in_days(20)
    adviser, team = made.project.adviser, make.coordinator(made.project.kehra)
    made.request_supplement(by=adviser, message="Säännöt.", answer_by=until)

    def run(days):
        """Whether one was made so many days before, who heard and what it says."""
        count = clock.watch_supplements(moments.end_of(until - timedelta(days=days)))
        event = Event.objects.filter(verb="supplement_due").last()
        heard = Notice.objects.filter(event=event).values_list("recipient", flat=True)
        return (count, set(heard), event.facts["days"]) if count else None

    both = {adviser.pk, team.pk}
    walked = {days: run(days) for days in (8, 7, 6, 2, 1, 0, -1, -2, -7)}
    assert {days: told for days, told in walked.items() if told} == {
        days: (1, both, days) for days in (7, 2, 0, -1, -7)
    }
    assert (
        "pyysi vastausta viimeistään" in Event.objects.filter(verb="supplement_due").last().sentence
    )
    made.move_supplement(by=adviser, answer_by=until + timedelta(days=9), reason="Lisäaikaa.")
    assert run(-1) is None  # the day has moved away
    made.supply(by=team, message="Tässä.")
    until += timedelta(days=9)
    assert run(2) == (1, {adviser.pk}, 2)  # from now on it waits for Sukkula
    made.forward(by=adviser)
    assert run(0) is None


def test_it_waits_where_one_looks(client):
    made, until = make.application("sent"), moments.in_days(-1)
    adviser, team = made.project.adviser, make.coordinator(made.project.kehra)
    days = {"asked_on": moments.in_days(-9), "answer_by": until}
    made.request_supplement(by=adviser, message="Säännöt.", **days)
    unsent = make.application("returned", make.project(made.project.kehra, "approved"))
    made = fresh(made)
    assert (next_step(made).by, next_step(made).days) == (until, -1)
    assert list(waiting.to_write(team).order_by("pk")) == [made, unsent]
    late = WorkList.of(adviser).tab("late").page("promised", 9)
    assert [(row.key, row.promised, row.is_late) for row in late] == [(made.pk, until, True)]
    client.force_login(team)
    [kind] = [each for each in with_things(team) if each.page == "rahoitus:application"]
    days = [thing.due for thing in kind.things]
    assert (days, unsent.deadline) == ([until, unsent.call.last_day], unsent.call.last_day)
    told = client.get(f"/en/rahoitus/hakemukset/{made.pk}/").content.decode()
    for words in ("The last day was", "Asked on", "answer by"):
        assert words in told
    made.supply(by=team, message="Tässä.")
    assert list(waiting.to_write(team)) == [unsent]
    row = next(r for r in WorkList.of(adviser).tab("mine").page("promised", 9) if r.key == made.pk)
    assert (row.promised, row.next) == (until, SUPPLIED.short)


def test_one_asked_for_before_days_were_kept_goes_on():
    made = make.application("supplement_requested")
    made.supplements.all().delete()
    made = fresh(made)
    assert (made.answer_by, clock.watch_supplements()) == (None, 0)
    made.forward(by=made.project.adviser)
    assert made.supplements.get().forwarded_on == moments.today()


def test_an_adviser_is_reminded_of_a_change_that_waits_until_it_is_answered():
    grant = make.grant()
    adviser, now = grant.project.adviser, moments.now()
    make.amendment(grant)
    grant.ask_alteration(
        by=make.coordinator(grant.project.kehra), reason="Sade.", ends_on=date(2027, 9, 30)
    )
    day = timedelta(days=1)
    runs = [clock.watch_changes(now + n * day) for n in (13, 15, 16, 27, 29, 57)]
    assert runs == [0, 1, 0, 0, 1, 1]
    event = Event.objects.filter(verb="change_waits").last()
    assert [notice.recipient for notice in event.notices.all()] == [adviser]
    grant.refuse_amendment(by=adviser, decided_on=moments.today(), reason="Ei.")
    assert clock.watch_changes(now + 57 * day) == 1  # the other still waits, since another moment
    grant.refuse_alteration(by=adviser, decided_on=moments.today(), reason="Ei.")
    assert clock.watch_changes(now + 200 * day) == 0
