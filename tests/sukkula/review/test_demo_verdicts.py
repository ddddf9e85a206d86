"""The demonstration's decisions that wait; loaded twice they are the same."""

import pytest

from kehityspolku.dev import demo as dev_demo
from kehityspolku.models import Event
from kehrat import demo as kehrat_demo
from sukkula.models import Verdict
from sukkula.review import demo as review_demo

pytestmark = pytest.mark.django_db


def test_two_decisions_wait_and_loading_twice_changes_nothing():
    for part in (dev_demo, kehrat_demo, review_demo):
        part.load()
    verdicts = list(Verdict.objects.select_related("project"))
    assert [(v.outcome, v.is_pending, v.project.missing()) for v in verdicts] == [
        ("approve", True, []),
        ("reject", True, []),
    ]
    before = Event.objects.count()
    review_demo.load()
    assert Event.objects.count() == before
