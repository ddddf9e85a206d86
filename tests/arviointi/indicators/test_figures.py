"""The indicators of Kehrät and city on any day, kept by month and shown."""

from datetime import date
from decimal import Decimal
from unittest import mock

import pytest

from arviointi.indicators import catalogue, figures, snapshots
from arviointi.models import Snapshot
from kehityspolku import moments
from kehityspolku.moments import days_ago
from kehrat.models import Kehra, SubArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def world():
    """A working Kehrä of three organisations with a card that the City and others pay; another
    that shows nothing. Returns both."""
    with days_ago(500):
        kehra = make.kehra(
            formed_on=moments.today(), sub_areas=SubArea.objects.filter(name_fi="Kontula")
        )
        team = make.coordinator(kehra)
        for actor, name in (("association", "A"), ("school", "B"), ("company", "C")):
            person = make.user()
            kehra.ask_to_join(by=person, actor_type=actor, organisation=name)
            kehra.memberships.get(user=person).accept(by=team)
        quiet = make.kehra(formed_on=moments.today())
        make.idea(kehra)
    with days_ago(300):
        kehra.memberships.get(organisation="C").leave(by=person)
    project = make.project(kehra, state="approved", partners=["Seura", "Koulu"])
    for amount, is_city in ((Decimal(1000), True), (Decimal(3000), False)):
        source = make.source(is_city=is_city) if is_city else make.source()
        application = make.application(
            "sent", project=project, call=make.call(source=source), amount=amount
        )
        application.grant(by=project.adviser, amount=amount, decided_on=moments.today())
    make.meeting(kehra, "held", by=team, days=40)
    return kehra, quiet


def test_the_indicators_of_any_day_are_kept_by_month_and_shown(
    client, django_assert_max_num_queries
):
    kehra, quiet = world()
    today = moments.today()
    told = figures.on(today)
    mine, city = told[kehra.pk], told[None]
    assert set(mine) == {each.code for each in catalogue.of(kehra)}
    assert set(city) == {each.code for each in catalogue.INDICATORS}
    assert mine["retention"].value == 3 / 4  # the resident, A and B of four stayed
    assert mine["coordination"].value == 1
    assert (mine["leverage"].value, mine["leverage"].n) == (3, 2)
    assert mine["conversion"].value == 0  # one old idea that became nothing
    assert mine["network"].value == 2
    assert mine["regularity"].beside["months"] in (2, 3)  # a meeting; minutes and card today
    assert (city["number"].value, city["number"].beside["active"]) == (2, 2)
    # Two organisations are left, so neither works: a year ago the first had three.
    assert city["coverage"].value == 0
    assert told[quiet.pk]["retention"].value is None
    then = figures.on(moments.in_days(-450))
    assert then[None]["network"].value == 0
    assert then[kehra.pk]["diversity"].n == 4
    assert figures.on(moments.in_days(-600)).keys() == {None}

    last = snapshots.last_month()
    snapshots.keep(last)
    kept = Snapshot.objects.count()
    with days_ago(400):
        quiet.end_kehra(by=make.user("lead"), reason="Valmis.")
    snapshots.keep(last)  # what is kept stays as it was
    assert Snapshot.objects.count() == kept
    snapshots.keep(figures.before(last, 12))
    with django_assert_max_num_queries(1):
        history = dict(snapshots.history(None, last))
    assert history[last]["number"].value == 2
    assert dict(snapshots.history(quiet, last))[last]["regularity"].beside == {"months": 0}

    page = main(client.get(f"/en/mittarit/{kehra.slug}/"))
    assert "Retention" in page
    assert "n(partners)" in page
    assert "never one score" in page
    assert page.count("<svg") == page.count("<title>")
    wrong = client.get("/en/mittarit/?month=2031-01")
    assert "Choose a month that is over" in main(wrong)
    assert client.get(f"/mittarit/{make.founded().slug}/").status_code == 404


def test_its_queries_do_not_grow(django_assert_max_num_queries):
    world()
    with django_assert_max_num_queries(60) as first:
        figures.on(moments.today())
    for _n in range(3):
        make.application("granted")
        make.meeting(Kehra.objects.last(), "held")
    with django_assert_max_num_queries(len(first.captured_queries)):
        figures.on(moments.today())


def test_strangers_read_months_that_are_kept_and_have_none_worked_out(client, monkeypatch):
    kehra = make.kehra(formed_on=date(2020, 1, 1))
    last = snapshots.last_month()
    snapshots.keep(figures.before(last, 3))
    asked = mock.Mock(wraps=figures.on)
    monkeypatch.setattr(figures, "on", asked)
    unkept = f"/en/mittarit/{kehra.slug}/?month={last:%Y-%m}"
    for path in (f"/en/mittarit/{kehra.slug}/", "/en/mittarit/"):
        assert moments.day_text(figures.before(last, 3)) in main(client.get(path))
    assert "This month has not been worked out yet" in main(client.get(unkept))
    assert "There was no Kehrä then" in main(
        client.get(f"/en/mittarit/{make.kehra().slug}/?month={figures.before(last, 3):%Y-%m}")
    )
    assert asked.call_count == 0
    client.force_login(make.user())
    for _ in range(50):
        assert "Regularity" in main(client.get(unkept))
    assert asked.call_count == 2  # the month and the one a year before, once


def test_earlier_months_are_worked_out_some_at_a_time_and_anew_when_that_is_long_ago(monkeypatch):
    monkeypatch.setattr(snapshots, "AT_ONCE", 2)
    monkeypatch.setattr(snapshots, "MONTHS", 2)
    last = snapshots.last_month()
    monkeypatch.setattr(snapshots, "EARLIEST", figures.before(last, 4))

    def kept():
        rows = Snapshot.objects.filter(indicator="number").order_by("-day")
        return [(row.day, row.figures["value"]) for row in rows]

    days = [figures.before(last, n) for n in range(5)]
    snapshots.keep_missing()
    snapshots.keep_earlier()
    assert kept() == [(day, 0) for day in days[:4]]
    snapshots.keep_earlier()
    assert kept() == [(day, 0) for day in days]
    make.kehra(formed_on=days[4])  # told of afterwards
    snapshots.keep_earlier()
    assert kept() == [(day, 0) for day in days]
    with days_ago(-40):
        monkeypatch.setattr(snapshots, "last_month", lambda: last)
        for _ in range(2):
            snapshots.keep_earlier()
    assert kept() == [*((day, 0) for day in days[:2]), *((day, 1) for day in days[2:])]


def test_months_that_lack_are_kept_once(monkeypatch):
    monkeypatch.setattr(snapshots, "MONTHS", 3)
    make.kehra(formed_on=date(2020, 1, 1))
    snapshots.keep_missing()
    days = set(Snapshot.objects.values_list("day", flat=True))
    assert days == set(snapshots.month_ends(snapshots.last_month(), 3))
    Snapshot.objects.filter(day=min(days)).delete()
    snapshots.keep_missing()
    assert set(Snapshot.objects.values_list("day", flat=True)) == days
