"""Another last day or purpose of a grant: asked by the applicants, decided by the funder."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kehityspolku.models import Event, Notice
from rahoitus.applications import unusual
from rahoitus.models import Application
from tests import make
from tests.pages import main
from tests.races import at_once

YES = date(2026, 1, 15)  # of the grants that make.application gives
DAY, NEW_END = date(2026, 9, 1), date(2027, 5, 31)
db = pytest.mark.django_db


def granted(**rules):
    made = make.application("granted", call=make.call(**rules))
    made.starts_on, made.ends_on = date(2026, 2, 1), date(2026, 12, 31)
    made.save()
    return made


@db
def test_it_is_asked_as_a_duty_and_holds_once_agreed_to():
    made = granted()
    team, adviser = make.coordinator(made.project.kehra), made.project.adviser
    made.ask_alteration(by=team, ends_on=NEW_END, reason="Tilat viivästyivät.")
    asked = Event.objects.get(verb="ask_alteration")
    told = set(asked.notices.values_list("recipient", "kind"))
    assert told == {(adviser.pk, Notice.Kind.TASK)}
    assert "31.5.2027" in asked.text
    assert made.last_day_of_work == date(2026, 12, 31)
    made.refuse_alteration(by=adviser, decided_on=DAY, reason="Liian pitkä.")
    assert made.last_day_of_work == date(2026, 12, 31)
    made.agree_alteration(by=adviser, decided_on=DAY, ends_on=NEW_END, diary_number="D/2")
    made.agree_alteration(by=adviser, decided_on=DAY, purpose="Pihan sijaan puisto.")
    made = Application.objects.get(pk=made.pk)
    assert (made.state, made.amount, made.decided_on) == ("granted", 900, YES)
    assert (made.last_day_of_work, made.altered("purpose")) == (NEW_END, "Pihan sijaan puisto.")
    right = made.decisions.get(ends_on=NEW_END)
    words = {"decided_on": DAY, "purpose": "", "why": "Väärä päivä."}
    right.correct(by=adviser, ends_on=date(2027, 4, 30), **words)
    assert made.last_day_of_work == date(2027, 4, 30)


@db
def test_what_does_not_fit_needs_a_reason_or_is_refused():
    """By the rules that the application is held to, not by those of today's call."""
    made = granted(ends_latest_on=date(2027, 3, 31), longest_months=12)
    by = {"by": made.project.adviser}
    made.call.versions.freeze(made.call, by=None)
    made.call.versions.update(made_at="2026-01-01T00:00:00Z")
    made.call.ends_latest_on = made.call.longest_months = None
    made.call.save()
    made.call.versions.freeze(made.call, by=None)
    made = Application.objects.get(pk=made.pk)
    for words, field in (
        ({"decided_on": DAY}, "__all__"),
        ({"decided_on": DAY, "ends_on": date(2026, 1, 31)}, "ends_on"),
        ({"decided_on": DAY, "ends_on": date(2027, 4, 1)}, "because"),
        ({"decided_on": DAY, "ends_on": date(2027, 2, 1)}, "because"),  # 12 months and a day
        ({"decided_on": date(2026, 1, 14), "purpose": "Muu."}, "because"),
    ):
        with pytest.raises(ValidationError) as refused:
            made.agree_alteration(**by, **words)
        told = getattr(refused.value, "error_dict", {"__all__": None})
        assert list(told) == [field], words
    made.agree_alteration(**by, decided_on=DAY, ends_on=date(2027, 1, 31))
    made.agree_alteration(
        **by, decided_on=DAY, ends_on=date(2027, 4, 1), because="Rahoittaja antoi luvan."
    )
    assert made.last_day_of_work == date(2027, 4, 1)


def test_months_are_counted_as_the_calendar_has_them():
    for first, months, last in (
        (date(2026, 2, 1), 12, date(2027, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
    ):
        assert unusual.months_later(first, months) == last


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_corrected_twice_at_once_stands_once():
    made = granted()
    adviser = made.project.adviser
    made.agree_alteration(by=adviser, decided_on=DAY, ends_on=NEW_END)
    row = made.decisions.get(kind="altered")

    def to(day):
        words = {"decided_on": DAY, "ends_on": day, "purpose": "", "why": "Väärin."}
        return lambda: type(row).objects.get(pk=row.pk).correct(by=adviser, **words)

    outcomes = at_once(to(date(2027, 1, 1)), to(date(2027, 2, 1)))
    assert outcomes.count("ValidationError") == 1
    assert made.decisions.standing().filter(kind="altered").count() == 1


@db
def test_its_pages(client):
    made = granted()
    client.force_login(make.coordinator(made.project.kehra))
    ask = reverse("rahoitus:worded_step", args=[made.pk, "muutoshakemus"])
    empty = client.post(ask, {"reason": "Siksi.", "ends_on": "", "purpose": ""})
    assert list(empty.context["form"].errors) == ["ends_on"]
    typed = {"reason": "Siksi.", "ends_on": "31.5.2027", "purpose": ""}
    assert client.post(ask, typed).url == made.get_absolute_url()
    client.force_login(made.project.adviser)
    agree = reverse("rahoitus:worded_step", args=[made.pk, "muutos-hyvaksytty"])
    typed = {"decided_on": "1.9.2026", "ends_on": "31.5.2027", "purpose": "", "conditions": ""}
    assert client.post(agree, typed).url == made.get_absolute_url()
    shown = main(client.get(made.get_absolute_url()))
    assert "Työn uusi viimeinen päivä" in shown
    row = made.decisions.get(kind="altered")
    correct = reverse("rahoitus:correct_decision", args=[row.pk])
    assert "2027-05-31" in main(client.get(correct))
    typed |= {"ends_on": "30.4.2027", "why": "Väärin."}
    assert client.post(correct, typed).url == made.get_absolute_url()
    assert Application.objects.get(pk=made.pk).last_day_of_work == date(2027, 4, 30)
