import pytest

from kehityspolku import moments
from kehityspolku.dev import demo as dev_demo
from kehrat.groups import demo as group_demo
from kehrat.models import ChangeRequest
from kehrat.projects import demo as project_demo

pytestmark = pytest.mark.django_db


def test_one_change_is_answered_and_one_waits_in_the_order_of_days():
    dev_demo.load()
    group_demo.load_kehrat()
    project_demo.load_cards()
    project_demo.load_cards()
    answered, waiting = ChangeRequest.objects.select_related("project").order_by("pk")
    assert (answered.field, answered.state) == ("legacy_least", "answered")
    assert (waiting.field, waiting.state) == ("budget", "open")
    days = [answered.asked_at, waiting.asked_at, answered.project.state_since]
    assert {moments.days_between(day, moments.now()) for day in days} == {9}
    assert moments.days_between(answered.asked_at, answered.answered_at) == 3
    assert answered.project.state == "changes_requested"
