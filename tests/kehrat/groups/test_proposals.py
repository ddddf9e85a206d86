"""A proposal can be let go, and what founders or Sukkula wait for is reminded of."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku.events import clock
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Notice
from kehrat.models import Kehra
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["proposed", "turned_down"])
@pytest.mark.parametrize("who", ["founder", "sukkula"])
def test_a_proposal_is_let_go_by_its_founder_or_sukkula(state, who):
    founder = make.user()
    kehra = make.founded(by=founder, state=state)
    kehra.drop_proposal(by=founder if who == "founder" else make.user("adviser"), reason="Ei nyt.")
    assert (kehra.state, kehra.has_ended, kehra.is_public) == ("dropped", True, False)
    assert not kehra.memberships.active().exists()
    assert kehra not in Kehra.objects.visible_to(make.user())


@pytest.mark.parametrize("state", ["forming", "active", "dormant", "ended"])
def test_what_is_public_is_not(state):
    kehra = make.founded(state=state)
    with pytest.raises(WrongState):
        kehra.drop_proposal(by=make.user("lead"), reason="Ei nyt.")


def test_nobody_else_may():
    with pytest.raises(PermissionDenied):
        make.founded().drop_proposal(by=make.user(), reason="Ei nyt.")


def test_the_founder_is_told_why():
    founder = make.user()
    make.founded(by=founder).drop_proposal(by=make.user("lead"), reason="Alueella on jo Kehrä.")
    notice = founder.notices.get(event__verb="drop_proposal")
    assert "Alueella on jo Kehrä." in notice.event.body


@pytest.mark.parametrize(
    ("state", "days", "who"),
    [
        ("proposed", 7, {"lead"}),
        ("turned_down", 30, {"founder"}),
        ("forming", 90, {"founder"}),
    ],
)
def test_who_is_waited_for_is_reminded(state, days, who):
    founder, lead = make.user(), make.user("lead")
    kehra = make.founded(by=founder, state=state)
    assert clock.watch(kehra.state_since + timedelta(days=days - 1)) == 0
    assert clock.watch(kehra.state_since + timedelta(days=days)) == 1
    people = {founder.pk: "founder", lead.pk: "lead"}
    told = Notice.objects.filter(event__verb="still_waits").values_list("recipient", flat=True)
    assert {people[pk] for pk in told if pk in people} == who


def test_what_a_kehra_asks_of_sukkula_is_reminded_of():
    founder, lead = make.user(), make.user("lead")
    kehra = make.founded(by=founder, state="forming")
    kehra.ask_ending(by=founder, reason="Ei väkeä.")
    assert clock.watch(kehra.asked_at + timedelta(days=7)) == 1
    assert "7 päivää" in lead.notices.get(event__verb="asks_wait").event.text
