from datetime import timedelta

import pytest
from django.utils import timezone

from kehityspolku.models import Event, Notice
from kehrat.groups import clock
from kehrat.models import Idea, Kehra
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def silent(days):
    """An active Kehrä with a coordinator, of which nothing was heard for so many days."""
    kehra = make.kehra()
    make.coordinator(kehra)
    then = timezone.now() - timedelta(days=days)
    Kehra.objects.filter(pk=kehra.pk).update(state_since=then)
    Event.objects.update(at=then)
    return kehra


def state(kehra):
    return Kehra.objects.get(pk=kehra.pk).state


def after(days):
    return timezone.now() + timedelta(days=days)


def test_what_is_heard_of_is_left_alone():
    kehra = silent(304)
    assert clock.watch() == (0, 0)
    assert state(kehra) == "active"


def test_a_long_silence_is_warned_of_once_then_the_kehra_is_dormant():
    kehra, lead = silent(306), make.user("lead")
    assert clock.watch() == (1, 0)
    assert clock.watch() == (0, 0)
    told = Notice.objects.filter(event__verb="silence_near")
    assert {notice.recipient for notice in told} >= {make.coordinator(kehra), lead}
    assert clock.watch(after(59)) == (0, 0)
    assert clock.watch(after(61)) == (0, 1)
    assert clock.watch(after(62)) == (0, 0)
    assert state(kehra) == "dormant"
    event = Event.objects.about(kehra).last()
    assert (event.verb, event.actor) == ("fall_silent", None)


def test_a_clock_that_stood_still_warns_before_it_lays_to_rest():
    kehra = silent(2000)
    assert clock.watch() == (1, 0)
    assert clock.watch(after(30)) == (0, 0)
    assert clock.watch(after(60)) == (0, 1)
    assert state(kehra) == "dormant"


def test_anything_done_keeps_it_active_and_the_next_silence_is_warned_of_anew():
    kehra = silent(306)
    clock.watch()
    idea = {"title": "Penkkejä", "text": "Lisää.", "language": "fi"}
    Idea.objects.suggest(kehra, by=make.user(), **idea)
    assert clock.watch(after(61)) == (0, 0)
    assert clock.watch(after(306)) == (1, 0)
    assert clock.watch(after(367)) == (0, 1)


def test_a_card_and_a_meeting_are_heard_of_too():
    kehra = silent(0)
    old = timezone.now() - timedelta(days=400)
    card = make.project(kehra)
    Kehra.objects.filter(pk=kehra.pk).update(state_since=old)
    kehra.refresh_from_db()
    Event.objects.exclude(verb="begin").update(at=old)
    assert Event.objects.about(card).exists()
    assert clock.last_heard(kehra) > old
    Event.objects.update(at=old)
    assert clock.last_heard(kehra) == old


def test_a_woken_kehra_has_its_whole_time_again():
    kehra = silent(2000)
    clock.watch()
    clock.watch(after(60))
    kehra.refresh_from_db()
    kehra.wake(by=make.coordinator(kehra))
    assert clock.watch(after(300)) == (0, 0)
    assert state(kehra) == "active"


def test_the_clock_leaves_other_states_alone():
    forming = make.founded(state="forming")
    old = timezone.now() - timedelta(days=2000)
    Kehra.objects.update(state_since=old)
    Event.objects.update(at=old)
    assert clock.watch() == (0, 0)
    assert state(forming) == "forming"


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_warn_once_and_lay_to_rest_once():
    kehra = silent(2000)
    assert sorted(at_once(clock.watch, clock.watch)) == [(0, 0), (1, 0)]
    later = after(60)
    outcomes = at_once(lambda: clock.watch(later), lambda: clock.watch(later))
    assert sorted(outcomes) == [(0, 0), (0, 1)]
    assert Event.objects.filter(verb="fall_silent", target_id=kehra.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_clock_while_somebody_acts_does_one_of_the_two():
    kehra = silent(2000)
    by = make.coordinator(kehra)
    clock.watch()
    later = after(60)

    def act():
        Kehra.objects.get(pk=kehra.pk).edit_kehra(by=by, description_fi="Olemme täällä.")
        return "acted"

    outcomes = at_once(lambda: clock.watch(later), act)
    found = Kehra.objects.get(pk=kehra.pk)
    assert "acted" in outcomes
    assert found.description_fi == "Olemme täällä."
    assert found.state == "active" or (0, 1) in outcomes  # put to rest, it wakes if it acts after


def test_what_sukkula_or_the_clock_does_is_no_sign_of_life():
    kehra, adviser = silent(306), make.user("adviser")
    kehra.refresh_from_db()
    heard = clock.last_heard(kehra)
    kehra.edit_kehra(by=adviser, description_fi="Sukkulan kirjoittama")
    clock.watch()
    assert clock.last_heard(kehra) == heard
    kehra.edit_kehra(by=make.coordinator(kehra), description_fi="Oma")
    assert clock.last_heard(kehra) > heard


def test_one_whose_ball_is_with_sukkula_or_whose_project_runs_is_left_alone():
    kehra = silent(306)
    card = make.project(kehra, "running")
    Event.objects.update(at=timezone.now() - timedelta(days=306))
    for stage, warned in (("running", 0), ("in_review", 0), ("changes_requested", 1)):
        type(card).objects.filter(pk=card.pk).update(state=stage)
        assert (stage, clock.watch()) == (stage, (warned, 0))


def test_a_dormant_one_wakes_when_its_people_act():
    kehra, idle = make.kehra(state="active"), make.kehra(state="active")
    people = {each: make.coordinator(each) for each in (kehra, idle)}
    for each, person in people.items():
        each.rest(by=person, reason="Talvi.")
    assert clock.wake() == 0
    idle.edit_kehra(by=make.user("lead"), description_fi="Sukkula")
    kehra.edit_kehra(by=people[kehra], description_fi="Jatkamme")
    assert (clock.wake(), state(kehra), state(idle)) == (1, "active", "dormant")


def test_a_dormant_one_wakes_at_once_not_only_by_the_clock(django_capture_on_commit_callbacks):
    kehra = make.kehra(state="active")
    person = make.coordinator(kehra)
    with django_capture_on_commit_callbacks(execute=True):
        kehra.rest(by=person, reason="Talvi.")
    assert state(kehra) == "dormant"
    with django_capture_on_commit_callbacks(execute=True):
        kehra.edit_kehra(by=make.user("lead"), description_fi="Sukkula")
    assert state(kehra) == "dormant"
    with django_capture_on_commit_callbacks(execute=True):
        kehra.edit_kehra(by=person, description_fi="Jatkamme")
    assert state(kehra) == "active"
    assert Event.objects.get(verb="wake", target_id=kehra.pk).actor is None
