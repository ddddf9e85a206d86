"""The step: locks, checks, acts, saves, records, or changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku.events.steps import WrongState, open_steps, steps_of
from kehityspolku.models import Event
from kehrat.models import Kehra, Project
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def forming():
    return Kehra.objects.create(slug="k", name_fi="K", name_sv="K", name_en="K")


def test_moves_and_records():
    kehra, lead = forming(), make.user("lead")
    kehra.confirm(by=lead, reason="As it is.")
    kehra.refresh_from_db()
    assert kehra.state == Kehra.State.ACTIVE
    event = Event.objects.about(kehra).get()
    assert (event.verb, event.actor, event.target) == ("confirm", lead, kehra)


def test_refuses_wrong_person_and_changes_nothing():
    kehra = forming()
    with pytest.raises(PermissionDenied):
        kehra.confirm(by=make.user())
    kehra.refresh_from_db()
    assert (kehra.state, Event.objects.count()) == (Kehra.State.FORMING, 0)


def test_refuses_wrong_state_and_says_which():
    kehra, lead = forming(), make.user("lead")
    kehra.confirm(by=lead, reason="As it is.")
    with pytest.raises(WrongState, match="toiminnassa|active"):
        kehra.confirm(by=lead, reason="As it is.")
    assert Event.objects.count() == 1


def test_reads_the_row_afresh_under_its_lock():
    kehra, lead = forming(), make.user("lead")
    stale = Kehra.objects.get(pk=kehra.pk)
    kehra.confirm(by=lead, reason="As it is.")
    with pytest.raises(WrongState):
        stale.confirm(by=lead, reason="As it is.")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins():
    kehra, lead = forming(), make.user("lead")
    copies = [Kehra.objects.get(pk=kehra.pk) for _ in range(2)]
    outcomes = at_once(
        *(lambda mine=mine: mine.confirm(by=lead, reason="As it is.") for mine in copies)
    )
    assert outcomes.count("WrongState") == 1
    assert Event.objects.filter(verb="confirm").count() == 1


def test_lists_the_steps_of_a_model_and_those_open_to_a_person():
    assert "submit" in steps_of(Project)
    kehra = forming()
    assert open_steps(kehra, make.user("lead")) == {
        "confirm",
        "keep_forming",
        "end_kehra",
        "edit_kehra",
    }
    assert open_steps(kehra, make.user()) == set()
