"""The demonstration's calls and applications."""

import csv
import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.models import Event, Notice, User
from kehrat.models import Project
from rahoitus import demo as rahoitus_demo
from rahoitus.calls import missing
from rahoitus.models import Application, Call, FollowUp
from tests.rahoitus.register.test_register import breaches

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_loads_once_and_tells_every_kind_of_story():
    rahoitus_demo.load()
    assert Call.objects.open().count() == 7
    assert Call.objects.coming().count() == 3
    assert [call.slug for call in Call.objects.closed().ended_early(True)] == ["asukastilat"]
    assert [call.slug for call in Call.objects.filter(published_at=None)] == [
        "solidaarisuusprojekti"
    ]
    assert list(missing.of(Call.objects.get(slug="pienavustus"))) == []
    stories = Application.objects.order_by("project__title", "call__slug").values_list(
        "project__title", "call__slug", "state"
    )
    assert list(stories) == [
        ("Maunulan nuorten studio", "alueiden-kehittamisen-maararaha", "declined"),
        ("Maunulan nuorten studio", "osallisuus-kaupunginosissa", "sent"),
        ("Maunulan nuorten studio", "taide-ja-kulttuuri", "turned_down"),
        ("Maunulan nuorten studio", "yhteisojen-kulttuuriperinto", "in_check"),
        ("Nordsjö språkkafé", "osallisuus-aiempi", "granted"),
        ("Nordsjö språkkafé", "pienavustus", "lapsed"),
        ("Oulunkylän pihakirppis", "asukastoiminta-aiempi", "closed"),
        ("Paikallinen kehittämispolku", "6aika-2015-2016", "granted"),
        ("Paikallinen kehittämispolku", "helsingin-kaupunki-2014-2015", "granted"),
        ("Paikallinen kehittämispolku", "tem-2012-2013", "granted"),
        ("Paikallinen kehittämispolku", "uudenmaan-ely-esr-2014", "granted"),
        ("Paikallinen kehittämispolku", "uudenmaan-liitto-2013", "granted"),
        ("Puistotien markkinat", "pienavustus", "closed"),
        ("Vallilan yhteispiha", "osallisuus-kaupunginosissa", "preparing"),
        ("Vallilan yhteispiha", "taide-ja-kulttuuri", "preparing"),
    ]
    told = Notice.objects.filter(event__target_type__app_label="rahoitus")
    assert {notice.mail for notice in told} == {"none"}


def test_everything_happened_before_today_and_was_told_when_it_happened():
    today = moments.start_of(moments.today())
    assert list(Event.objects.filter(at__gte=today).values_list("verb", flat=True)) == []
    apart = [
        (notice.event.verb, notice.made_at - notice.event.at)
        for notice in Notice.objects.select_related("event")
        if abs(notice.made_at - notice.event.at) > timedelta(seconds=10)
    ]
    assert apart == []


def test_a_grant_runs_with_an_advance_claims_a_payment_vouchers_and_volunteer_work():
    grant = Application.objects.get(call__slug="osallisuus-aiempi")
    claims = grant.reports.filter(kind="claim").order_by("due_on")
    assert [claim.state for claim in claims] == ["delivered", "sent"]
    first, second = (claim.told().used for claim in claims)
    paid = grant.payments.order_by("paid_on").values_list("kind", "amount", "state")
    assert list(paid) == [("advance", Decimal(4500), "paid"), ("claim", first, "paid")]
    assert 0 < second < first < grant.amount
    assert grant.vouchers.count() == 5
    assert grant.hours.approved().exists()
    asked = Application.objects.get(state="declined").supplements.get()
    assert asked.asked_on < asked.forwarded_on < asked.answer_by < moments.today()


def test_the_story_fits_the_cards_and_the_official():
    states = dict(Project.objects.values_list("title", "state"))
    assert states["Nordsjö språkkafé"] == "running"
    assert states["Oulunkylän pihakirppis"] == "ended"
    assert states["Paikallinen kehittämispolku"] == "running"
    assert states["Maunulan nuorten studio"] == "approved"
    lives = dict(FollowUp.objects.values_list("project__title", "state"))
    assert lives == {"Oulunkylän pihakirppis": "answered", "Puistotien markkinat": "asked"}
    papers = Application.objects.get(project__title="Oulunkylän pihakirppis").papers_go_on
    assert papers.year <= moments.today().year + 1
    longer = Application.objects.get(call__slug="osallisuus-aiempi")
    assert longer.last_day_of_work > longer.ends_on
    official = User.objects.get(email="funder_official@kehityspolku.example")
    assert [str(a.project) for a in Application.objects.visible_to(official)] == [
        "Maunulan nuorten studio"
    ]
    past = Application.objects.filter(recorded_afterwards=True)
    assert {a.amount for a in past} == {None}
    sent = Application.objects.get(state="sent")
    assert sent.budget().problems == []


def test_page_table_and_open_data_of_the_register_tell_the_same_and_nothing_unstated(client):
    shown = client.get(reverse("rahoitus:register")).context["grants"]
    told = {(g.project.title, g.call.slug): (g.decided_on, g.amount) for g in shown}
    past = dict(rahoitus_demo.PAST)
    assert {slug for (_title, slug), stated in told.items() if stated == (None, None)} == set(past)
    years = {g.call.slug: g.years for g in shown if g.call.slug in past}
    assert years == {slug: moments.years(told[0], told[-1]) for slug, told in past.items()}
    text = client.get(reverse("rahoitus:register_csv")).text.removeprefix("\ufeff")
    table = list(csv.DictReader(text.splitlines(), delimiter=";"))
    rows = {(row["Päätöksen päivä"], row["Rahan vuodet"]) for row in table}
    assert {("", told) for told in years.values()} <= rows
    sums = [row["Myönnetty, €"].replace(",", ".") for row in table]
    assert [Decimal(told) if told else None for told in sums] == [g.amount for g in shown]
    document = json.loads(client.get(reverse("rahoitus:register_json")).content)
    assert breaches(document) == []
    told = {g["id"]: (g["awardDate"], g["amountAwarded"]) for g in document["grants"]}
    assert told == {
        f"360G-kehityspolku-{g.pk}": (g.decided_on.isoformat(), float(g.amount))
        for g in shown
        if g.amount is not None
    }


def test_what_the_front_page_tells_was_granted_is_what_the_register_adds_up():
    told = Project.objects.public().aggregate(sum=Sum("granted"))["sum"]
    register = Application.objects.granted() | Application.objects.filter(state="closed")
    assert told == register.aggregate(sum=Sum("amount"))["sum"]
