"""Grants that are not used, a yes that comes after a no, and a path that Sukkula walks alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.projects.path import path_of
from rahoitus.models import Application
from rahoitus.register import grants
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
YES = date(2026, 1, 15)  # of the grants that make.application gives
LATER = YES + timedelta(days=30)
WORDS = {"decided_on": LATER, "reason": "Tila menetettiin."}


def fresh(made):
    """The application and its card as they are stored."""
    made = Application.objects.select_related("project").get(pk=made.pk)
    return made, made.project


@pytest.mark.parametrize("state", ["turned_down", "lapsed"])
def test_a_grant_in_vain_counts_nowhere_and_money_is_looked_for_again(state):
    made, project = fresh(make.application(state))
    assert (made.state, made.amount, made.decided_on) == (state, 0, YES)
    assert (project.state, project.granted) == ("approved", 0)
    assert not grants.public().filter(pk=made.pk).exists()
    assert made.settled_on == date(2026, 2, 15)
    at_decision = path_of(project, application=made)[4]
    assert (at_decision.is_over, at_decision.when) == (True, date(2026, 2, 15))
    assert path_of(project)[3].note == "etsitään rahoitusta"
    again = Application.objects.open(project, made.call, by=project.adviser)
    assert (again.pk != made.pk, again.state) == (True, "preparing")


def test_with_another_grant_the_project_runs_on():
    project = make.project(state="approved")
    one, other = (make.application("granted", project) for _n in range(2))
    one.turn_down(by=make.coordinator(project.kehra), **WORDS)
    _made, project = fresh(one)
    assert (project.state, project.granted) == ("running", Decimal(900))
    other.refresh_from_db()
    other.lapse(by=project.adviser, **WORDS)
    assert [fresh(other)[1].state, fresh(other)[1].granted] == ["approved", 0]
    assert list(Event.objects.filter(verb="change_grant").values_list("verb")) == [
        ("change_grant",)
    ]


def test_less_and_then_nothing_is_nothing():
    made = make.application("granted")
    by = made.project.adviser
    made.change_decision(
        by=by, kind="reduced", amount=Decimal(100), decided_on=LATER, reason="Vähemmän."
    )
    made.lapse(by=by, decided_on=LATER, reason="Ei alkanut.")
    made.decisions.get(kind="lapsed").correct(
        by=by, decided_on=YES, reason="Ei alkanut.", why="Päivä oli väärä."
    )
    made, project = fresh(made)
    assert (made.amount, project.granted) == (0, 0)
    assert made.settled_on == YES


def test_a_change_before_the_decision_needs_a_reason():
    made = make.application("granted")
    early = {"decided_on": YES - timedelta(days=1), "reason": "Peruutus."}
    acts = {
        "turn_down": {"by": make.coordinator(made.project.kehra)},
        "lapse": {"by": made.project.adviser},
        "change_decision": {
            "by": made.project.adviser,
            "kind": "reduced",
            "amount": Decimal(5),
        },
    }
    for verb, words in acts.items():
        with pytest.raises(ValidationError) as refused:
            getattr(made, verb)(**words, **early)
        assert list(refused.value.message_dict) == ["because"]
        made.refresh_from_db()
        assert (made.state, made.decisions.count()) == ("granted", 1)
    made.lapse(by=made.project.adviser, **early, because="Kirjeen päivä.")
    assert fresh(made)[0].state == "lapsed"


def test_a_yes_after_all_stands_in_the_place_of_the_no():
    made = make.application("declined")
    by, day = made.project.adviser, LATER
    words = {"decided_on": day, "reason": "Oikaisuvaatimus hyväksyttiin."}
    with pytest.raises(ValidationError, match="enemmän kuin"):
        made.grant_after_all(by=by, amount=Decimal(90000), **words)
    with pytest.raises(PermissionDenied):
        make.application("declined").grant_after_all(
            by=make.coordinator(made.project.kehra), amount=Decimal(900), **words
        )
    made.grant_after_all(by=by, amount=Decimal(800), **words)
    made, project = fresh(made)
    assert (made.state, made.amount, made.decided_on) == ("granted", 800, day)
    assert (project.state, project.granted) == ("running", 800)
    assert grants.public().filter(pk=made.pk).exists()


def test_no_yes_after_all_beside_a_second_application():
    made = make.application("declined")
    Application.objects.open(made.project, made.call, by=made.project.adviser)
    with pytest.raises(ValidationError):
        made.grant_after_all(
            by=made.project.adviser, amount=Decimal(800), decided_on=LATER, reason="Oikaisu."
        )
    assert fresh(made)[0].state == "declined"


def test_sukkula_walks_the_whole_path_alone():
    """Each act that is the applicants' own has one in their place, which tells them why."""
    made = make.application()
    adviser = made.project.adviser
    made.ask_check_for(by=adviser, reason="Sovittu puhelimessa.")
    made.mark_checked(by=adviser)
    made.record_sent(by=adviser, sent_on=date(2026, 1, 2))
    made.request_supplement(by=adviser, message="Säännöt.")
    made.supply_for(by=adviser, message="Säännöt tulivat kirjeenä.")
    assert made.is_supplied
    made.forward(by=adviser)
    made.grant(by=adviser, amount=Decimal(900), decided_on=YES)
    made.turn_down_for(by=adviser, **WORDS)
    assert fresh(made)[0].state == "turned_down"
    team = make.coordinator(made.project.kehra)
    for verb in ("ask_check_for", "supply_for", "turn_down_for"):
        told = Event.objects.get(verb=verb).notices.values_list("recipient", flat=True)
        assert team.pk in told
    unready = make.application()
    unready.funding.all().delete()
    with pytest.raises(ValidationError):
        unready.ask_check_for(by=unready.project.adviser, reason="Kiire.")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_turned_down_and_lapsed_at_once_is_one_of_them():
    made = make.application("granted")
    team, adviser = make.coordinator(made.project.kehra), made.project.adviser

    def by(verb, person):
        return lambda: getattr(Application.objects.get(pk=made.pk), verb)(by=person, **WORDS)

    outcomes = at_once(by("turn_down", team), by("lapse", adviser))
    assert outcomes.count("WrongState") == 1
    assert made.decisions.count() == 2
    assert fresh(made)[1].granted == 0


def test_the_page_asks_about_an_odd_day_and_keeps_the_words(client):
    made = make.application("granted")
    client.force_login(make.coordinator(made.project.kehra))
    page = reverse("rahoitus:worded_step", args=[made.pk, "kieltaydy"])
    typed = {"decided_on": "1.1.2026", "reason": "Emme ehdi."}
    answer = client.post(page, typed)
    assert "Muutoksen päivä 1.1.2026 on ennen päätöstä 15.1.2026." in main(answer)
    assert "Emme ehdi." in main(answer)
    told = answer.context["form"].data["told_of"]
    again = typed | {"because": "Näin kirjeessä.", "told_of": told}
    assert client.post(page, again).url == made.get_absolute_url()
    assert fresh(made)[0].state == "turned_down"


def test_the_line_of_a_past_no_shows_no_day_that_nobody_told():
    project = make.project(state="approved")
    call = make.call(opens_on=date(2025, 1, 1), closes_on=moments.in_days(-30))
    made = Application.objects.open(project, call, by=project.adviser)
    made.record_past_no(by=project.adviser)
    station = path_of(project, application=fresh(made)[0])[4]
    assert (station.key, station.is_over, station.is_untold) == ("decision", True, True)
    assert station.when is None
