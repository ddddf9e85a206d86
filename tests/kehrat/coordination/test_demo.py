import pytest

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.coordination import clock, invite_mail
from kehrat.coordination import demo as coordination_demo
from kehrat.models import Invite, Kehra, Membership, Nomination, Vacancy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_it_shows_each_way_of_joining_and_handing_over():
    assert [(i.kind, i.is_open) for i in Invite.objects.order_by("pk")] == [
        ("link", True),
        ("email", True),
    ]
    since = Membership.objects.active().coordinators().values_list("coordinates_since", "joined_on")
    assert [day for day, joined in since if day != joined] == []
    vacancy = Vacancy.objects.get()
    assert (vacancy.since, vacancy.state) == (moments.in_days(-12), "waiting")
    assert [n.is_late for n in Nomination.objects.open()] == [False]
    assert Kehra.objects.filter(joining="open").count() == 1
    kallio = Kehra.objects.get(slug=coordination_demo.KALLIO)
    assert [m.waits_long for m in kallio.memberships.requested()] == [True, False]


def test_loading_twice_changes_nothing_and_the_clock_has_nothing_to_do():
    before = Event.objects.count()
    coordination_demo.load()
    clock.watch()
    assert invite_mail.deliver() == 0
    assert Event.objects.count() == before
