"""The demonstration's decisions that wait; loaded twice they are the same."""

import pytest

from kehityspolku import demo as people
from kehityspolku.models import Event
from kehrat import demo as cards
from sukkula import demo_verdicts
from sukkula.models import Verdict

pytestmark = pytest.mark.django_db


def test_two_decisions_wait_and_loading_twice_changes_nothing():
    for part in (people, cards, demo_verdicts):
        part.load()
    verdicts = list(Verdict.objects.select_related("project"))
    assert [(v.outcome, v.is_pending, v.project.missing()) for v in verdicts] == [
        ("approve", True, []),
        ("reject", True, []),
    ]
    before = Event.objects.count()
    demo_verdicts.load()
    assert Event.objects.count() == before
