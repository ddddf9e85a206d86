"""The clock of what waits: one record that can't be reminded of keeps no other from it."""

import pytest

from kehityspolku import moments
from kehityspolku.events import clock
from kehityspolku.models import Event
from kehrat.models import Project
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards():
    return [make.untouched(make.project(), 61) for _each in range(2)]


def reminded():
    return set(Event.objects.filter(verb="still_waits").values_list("target_id", flat=True))


def test_each_is_reminded_of_once(cards):
    clock.watch()
    clock.watch()
    assert reminded() == {card.pk for card in cards}


def test_what_is_gone_meanwhile_is_passed_by(cards):
    gone, _left = cards
    [watched] = clock.clocks_of(Project)
    [(once, found)] = [
        (once, found)
        for once, found in watched.due(Project, moments.now()).items()
        if found == gone
    ]
    gone.delete()
    assert watched.remind(found, once, moments.now()) is False


def test_one_that_fails_keeps_no_other_from_it(cards, monkeypatch, caplog):
    first, second = cards
    remind = Project.still_waits

    def fails(self, **facts):
        if self.pk == first.pk:
            raise RuntimeError("broken")
        return remind(self, **facts)

    fails.clock = remind.clock
    monkeypatch.setattr(Project, "still_waits", fails)
    clock.watch()
    assert reminded() == {second.pk}
    assert "broken" in caplog.text
