"""Service figures: what each step took, told from events; what waits, by age; whose names show."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import quantiles

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.models import Event
from kehrat.models import Project
from rahoitus.models import Application
from sukkula.desk import service_times
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def year():
    """The usual period: the last twelve months."""
    return service_times.periods()[""]


def of_cards(period=None):
    return service_times.lasted(Project, service_times.CARD_STEPS, period or year())


def walked(days, state="approved", **fields):
    """A card whose events came so many days after one another, the last today."""
    card = make.project(state=state, **fields)
    at = timezone.now() - DAY * (sum(days) + 1)
    events = Event.objects.about(card).exclude(verb="begin")
    for event, wait in zip(events, [0, *days], strict=True):
        at += DAY * wait
        Event.objects.filter(pk=event.pk).update(at=at)
    return card


def took(name, period=None):
    durations = of_cards(period)
    return {step.name: took for step, took in service_times.by_step(durations)}[name]


def test_each_step_is_told_by_its_median_and_ninth_decile():
    for review in (2, 4, 12):
        walked([1, review])
    assert took("taking") == service_times.Took(3, 1.0, 1.0)
    assert (took("review").number, took("review").median) == (3, 4.0)
    assert took("review").ninth == Decimal("10.4")


def test_each_round_counts_and_the_applicants_time_is_theirs():
    walked([1, 5], state="changes_requested")
    assert (took("review").median, took("mending").number) == (5.0, 0)


def test_what_ended_over_a_year_ago_is_not_counted():
    card = walked([1, 2])
    Event.objects.about(card).update(at=timezone.now() - 400 * DAY)
    assert took("review").number == 0
    assert took("review") == service_times.Took(0)


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=30))
def test_the_median_is_the_statisticians(values):
    ordered = sorted(values)
    assert service_times.percentile(ordered, 0.5) == pytest.approx(
        quantiles(ordered, n=2, method="inclusive")[0]
    )
    assert service_times.percentile(ordered, 0.9) == pytest.approx(
        quantiles(ordered, n=10, method="inclusive")[8]
    )


def test_what_waits_is_told_by_age():
    now = timezone.now()
    for days in (1, 20, 60, 200):
        card = make.project(state="in_review")
        Project.objects.filter(pk=card.pk).update(state_since=now - days * DAY)
    told = {str(label): counts for label, counts in service_times.open_by_age(now)}
    assert [1, 1, 1, 1] in told.values()
    assert sum(map(sum, told.values())) == 4


def test_a_card_counts_in_each_of_its_major_districts():
    walked([1, 3], target_areas=["Kallio", "Vuosaari"])
    walked([1, 5], target_areas=["Kallio"])
    walked([1, 9], target_areas=[], all_districts=True)
    majors = service_times.by_major(of_cards())
    assert sorted((took.number, took.median) for _major, took in majors) == [(1, 3.0), (2, 4.0)]


def test_the_page_is_public_and_advisers_names_are_sukkulas(client):
    card = walked([1, 3], adviser=make.user("adviser", name="Aino Nimekäs"))
    assert card.adviser.name == "Aino Nimekäs"
    page = main(client.get("/en/palveluajat/"))
    assert ("3.0" in page, "Aino Nimekäs" in page) == (True, False)
    for role, shown in (("city_official", False), ("reviewer", False), ("adviser", True)):
        client.force_login(make.user(role))
        assert ("Aino Nimekäs" in main(client.get("/en/palveluajat/"))) is shown


def test_queries_do_not_grow_with_the_cards(client):
    numbers = set()
    for many in (1, 3, 12):
        for _ in range(many):
            walked([1, 2])
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            client.get("/palveluajat/")
        numbers.add(len(asked))
    assert len(numbers) == 1


@pytest.mark.parametrize("verb", ["withdraw", "withdraw_for"])
@pytest.mark.parametrize(("state", "step"), [("submitted", "taking"), ("in_review", "review")])
def test_a_withdrawal_is_nobodys_and_ends_the_step(verb, state, step):
    card = walked([1] if state == "in_review" else [], state=state)
    Event.objects.about(card).exclude(verb="begin").update(at=timezone.now() - 50 * DAY)
    coordinator = make.coordinator(card.kehra)
    if verb == "withdraw":
        card.withdraw(by=coordinator)
    else:
        card.kehra.memberships.get(user=coordinator).give_up(by=coordinator)
        card.withdraw_for(by=make.user("adviser"), reason="Ei vastausta.")
    assert took(step).number == 0
    assert service_times.by_adviser(of_cards()) == []
    card.reopen(by=make.user("lead"), reason="Jatkuu.")
    record("submit", card, by=coordinator)
    record("take", card, by=make.user("adviser"))
    assert (took("taking").number, took("taking").median) == (
        (2, Decimal(0)) if state == "in_review" else (1, Decimal(0))
    )


@pytest.mark.parametrize("verb", ["withdraw_application", "withdraw_application_for", "expire"])
@pytest.mark.parametrize("state", ["preparing", "in_check", "checked"])
def test_an_application_cut_off_counts_for_nobody(verb, state):
    application = make.application(state)
    began = service_times.lasted(Application, service_times.APPLICATION_STEPS, year())
    record(verb, application, by=None, reason="")
    after = service_times.lasted(Application, service_times.APPLICATION_STEPS, year())
    assert len(after) == len(began)


def test_a_period_counts_what_ended_within_it(client):
    card = walked([1, 3])
    today = moments.today()
    last = moments.start_of(date(today.year, 1, 1)) - timedelta.resolution
    Event.objects.about(card).filter(verb="approve").update(at=last)
    Event.objects.about(card).filter(verb="take").update(at=last - 6 * DAY)
    before = service_times.periods()[str(today.year - 1)]
    assert (took("review", before).number, took("review", before).median) == (1, Decimal(6))
    assert took("review", service_times.periods()[str(today.year)]).number == 0
    page = main(client.get("/en/palveluajat/", {"period": before.name}))
    assert f"Days of each step, 1.1.{today.year - 1}–31.12.{today.year - 1}" in page
    usual = client.get("/en/palveluajat/", {"period": "moon"})
    assert (usual.status_code, usual.context["period"].name) == (200, "")


def test_days_are_rounded_once_halves_up():
    assert service_times.Took.of([DAY * 2.25]).median == Decimal("2.3")
    assert service_times.Took.of([DAY * 2.35]).median == Decimal("2.4")
