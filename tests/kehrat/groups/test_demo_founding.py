import pytest
from django.db.models import Count

from kehityspolku.models import Event, Notice
from kehrat.groups import checklist
from kehrat.groups import demo as group_demo
from kehrat.models import Idea, Kehra, Support

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_there_is_a_kehra_in_each_turn_and_nothing_lies_ahead():
    slugs = ["lauttasaari", "malmi-puistola", "kulosaari", "munkkiniemi"]
    states = dict(Kehra.objects.filter(slug__in=slugs).values_list("slug", "state"))
    assert states == {
        "lauttasaari": "proposed",
        "malmi-puistola": "forming",
        "kulosaari": "dormant",
        "munkkiniemi": "ended",
    }
    for kehra in Kehra.objects.exclude(state="proposed"):
        days = [kehra.formed_on, kehra.confirmed_on, kehra.ended_on]
        days = [day for day in days if day]
        assert days == sorted(days)
        assert days[0] <= kehra.since
    forming = Kehra.objects.get(slug="malmi-puistola")
    done = [item.key for item in checklist.checklist(forming) if item.done]
    assert done[:1] == ["areas"]
    assert len(done) < 5
    assert not Notice.objects.filter(mail="waiting").exists()


def test_areas_wait_with_supporters_where_no_kehra_works():
    supports = Support.objects.filter(idea__in=Idea.objects.waiting())
    people = supports.values_list("idea__district__slug").annotate(n=Count("user", distinct=True))
    assert dict(people) == {"lauttasaari": 9, "munkkiniemi": 9, "kapyla": 14}


def test_loading_twice_changes_nothing():
    before = Kehra.objects.count(), Event.objects.count()
    group_demo.load_founding()
    assert (Kehra.objects.count(), Event.objects.count()) == before
