"""Of what was decided before the portal nothing is told but what somebody stated."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from arviointi.reports import progress
from arviointi.reports.areas import Area
from kehityspolku.models import Event
from rahoitus.models import Application, Call, CostLine, FundingLine
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
DAY = date(2012, 6, 1)


def opened():
    """An application to a call of 2012, of a card that asks for 60 000 €."""
    project = make.project(state="approved")
    project.budget.all().delete()
    project.budget.create(place=0, label="Costs", amount=Decimal(60000))
    call = Call.objects.get(slug="tem-2012-2013")
    return Application.objects.open(project, call, by=project.adviser)


def of_year(year):
    told = progress.gather(Area("city"), date(year, 1, 1), date(year, 12, 31))
    return [change.application for change in told.changes]


def test_the_cards_costs_are_not_what_was_asked_for():
    made = opened()
    assert (made.summary, made.starts_on, made.budget().asked) == ("", None, Decimal(0))
    assert (CostLine.objects.count(), FundingLine.objects.count()) == (0, 0)


def test_a_yes_of_which_the_years_alone_are_known(client):
    made = opened()
    made.record_past(by=made.project.adviser, years=[(2012, None), (2013, Decimal(5000))])
    made.refresh_from_db()
    decision = made.decisions.get()
    assert (made.state, made.amount, made.decided_on, made.sent_at) == ("granted",) + (None,) * 3
    assert list(decision.years.values_list("year", "amount")) == [(2012, None), (2013, 5000)]
    assert (of_year(2012), of_year(2013)) == ([made], [])
    client.force_login(made.project.adviser)
    shown = " ".join(main(client.get(made.get_absolute_url())).split())
    assert "2012: ei ilmoitettu" in shown
    assert "2013: 5 000 €" in shown
    assert "60 000" not in shown
    assert (
        "2012 ei ilmoitettu, 2013 5\u00a0000\u00a0€" in Event.objects.get(verb="record_past").text
    )


def test_a_refusal_is_recorded_as_a_yes_is(client):
    made = opened()
    client.force_login(made.project.adviser)
    page = reverse("rahoitus:worded_step", args=[made.pk, "kirjaa-kielteinen"])
    assert client.post(page, {"decided_on": "", "reason": ""}).url == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.state, made.recorded_afterwards, made.amount) == ("declined", True, None)
    assert made.project.granted == 0
    assert "kirjattu jälkikäteen" in main(client.get(made.get_absolute_url()))
    correct = reverse("rahoitus:correct_decision", args=[made.decisions.get().pk])
    typed = {"decided_on": "1.6.2012", "reason": "Rahat loppuivat.", "why": "Kirje löytyi."}
    assert client.post(correct, typed).url == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.decided_on, made.state) == (DAY, "declined")


def test_a_refusal_of_an_open_call_is_not_a_past_one():
    made = make.application()
    with pytest.raises(ValidationError, match="sulkeutuneisiin"):
        made.record_past_no(by=made.project.adviser, decided_on=DAY)


def test_a_day_before_the_call_needs_a_reason():
    made = opened()
    for act in (made.record_past, made.record_past_no):
        with pytest.raises(ValidationError) as refused:
            act(by=made.project.adviser, decided_on=date(1999, 5, 1))
        assert list(refused.value.message_dict) == ["because"]
        made.refresh_from_db()
    made.record_past(by=made.project.adviser, decided_on=date(2011, 12, 20), because="Kirjeestä.")
    assert made.decisions.get().because == "Kirjeestä."


def test_helkas_own_five_sources_are_as_its_card_states_them(demo):
    past = Application.objects.filter(recorded_afterwards=True).order_by("call__slug")
    told = {a.call.slug: list(a.decisions.get().years.values_list("year", "amount")) for a in past}
    assert told == {
        "6aika-2015-2016": [(2015, None), (2016, None)],
        "helsingin-kaupunki-2014-2015": [(2014, None), (2015, None)],
        "tem-2012-2013": [(2012, None), (2013, None)],
        "uudenmaan-ely-esr-2014": [(2014, None)],
        "uudenmaan-liitto-2013": [(2013, None)],
    }
    nothing = {(a.sent_at, a.amount, a.decided_on, a.summary, a.budget().costs) for a in past}
    assert nothing == {(None, None, None, "", Decimal(0))}
