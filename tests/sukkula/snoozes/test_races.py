"""Two at once: one puts the case off, it wakes once."""

import pytest

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.models import Project
from sukkula.models import Snooze
from sukkula.snoozes import clock
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def put_off(pk, by):
    card = Project.objects.get(pk=pk)
    until = moments.in_days(3)
    return Snooze.objects.put_off(card, by=by, until=until, reason="Odotan.") and "done"


def test_two_people_at_once():
    card, lead = make.project(state="in_review"), make.user("lead")
    done = at_once(*(lambda by=by: put_off(card.pk, by) for by in (card.adviser, lead)))
    assert sorted(done) == ["WrongState", "done"]
    assert Snooze.objects.kept().count() == 1


def test_the_clock_twice_and_a_person():
    card = make.project(state="in_review")
    put_off(card.pk, card.adviser)
    Snooze.objects.update(until=moments.today())
    snooze = Snooze.objects.get()
    done = at_once(clock.watch, clock.watch, lambda: snooze.wake(by=card.adviser) or "woken")
    assert sum(each in (1, "woken") for each in done) == 1
    assert Event.objects.filter(verb="wake_case").count() == 1
    assert not Snooze.objects.kept().exists()
