import pytest

from kehityspolku import demo as ground
from kehrat import demo_cards, demo_kehrat
from kehrat.models import ChangeRequest

pytestmark = pytest.mark.django_db


def test_one_change_is_answered_and_one_waits_in_the_order_of_days():
    ground.load()
    demo_kehrat.load()
    demo_cards.load()
    demo_cards.load()
    answered, waiting = ChangeRequest.objects.select_related("project").order_by("pk")
    assert (answered.field, answered.state) == ("legacy_least", "answered")
    assert (waiting.field, waiting.state) == ("budget", "open")
    assert answered.asked_at == waiting.asked_at == answered.project.state_since
    assert (answered.answered_at - answered.asked_at).days == 3
    assert answered.project.state == "changes_requested"
