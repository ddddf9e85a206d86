"""The demonstration's meetings and plans are as life-like as they say, and load once."""

import pytest

from kehrat import demo as kehrat_demo
from kehrat.models import Kehra, Meeting, Plan
from kehrat.plans.diff import changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def kehra(demo):
    return Kehra.objects.get(slug="kallio-vallila-pasila")


def test_meetings_of_every_kind_and_a_plan_of_every_state(kehra):
    states = [(m.state, m.is_unclosed) for m in kehra.meetings.order_by("starts")]
    assert states == [
        ("held", False),  # before the portal, recorded afterwards
        ("held", False),
        ("held", False),
        ("cancelled", False),
        ("called", True),
        ("called", False),
        ("called", False),
    ]
    (full,) = kehra.meetings.exclude(capacity=None)
    answers = list(full.rsvps.values_list("answer", flat=True))
    assert {name: answers.count(name) for name in set(answers)} == {
        "yes": 6,
        "waiting": 4,
        "no": 2,
        "maybe": 2,
    }
    assert [p.state for p in kehra.plans.order_by("version")] == ["replaced", "in_force", "draft"]
    now = kehra.plans.in_force().get()
    assert now.priorities.filter(ideas__isnull=False).exists()
    assert now.priorities.filter(projects__isnull=False).exists()
    kinds = [change.kind for change in changes(now, now.before())]
    assert kinds == ["changed", "added", "added", "removed"]


def test_loaded_twice_it_changes_nothing(kehra):
    before = Meeting.objects.count(), Plan.objects.count()
    kehrat_demo.load()
    assert (Meeting.objects.count(), Plan.objects.count()) == before
