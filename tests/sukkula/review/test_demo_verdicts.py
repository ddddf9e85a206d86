"""The demonstration's decisions that wait."""

import pytest

from sukkula.models import Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_two_decisions_wait():
    verdicts = list(Verdict.objects.select_related("project"))
    assert [(v.outcome, v.is_pending, v.project.missing()) for v in verdicts] == [
        ("approve", True, []),
        ("reject", True, []),
    ]
