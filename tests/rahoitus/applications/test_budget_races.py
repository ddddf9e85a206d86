"""Two people at once with one budget."""

from datetime import date
from decimal import Decimal

import pytest

from rahoitus.models import Application
from tests import make
from tests.races import at_once

DAY = date(2026, 2, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_change_is_asked_for_and_answered_once():
    made = make.application("granted")
    team, adviser = make.coordinator(made.project.kehra), made.project.adviser
    costs, funding = made.budget_now.rows()

    def act(verb, by, **facts):
        return lambda: getattr(Application.objects.get(pk=made.pk), verb)(by=by, **facts)

    rows = {"costs": costs, "funding": funding, "reason": "Uusi hinta."}
    asked = at_once(*[act("ask_amendment", by, **rows) for by in (team, adviser)])
    assert sorted(asked, key=str) == [None, "ValidationError"]
    yes = act("approve_amendment", adviser, decided_on=DAY)
    no = act("refuse_amendment", adviser, decided_on=DAY, reason="Ei.")
    assert sorted(at_once(yes, no), key=str) == [None, "WrongState"]
    assert made.amendments.exclude(answer="").count() == 1
    given = {"costs": costs, "funding": funding, "holds_from": DAY, "reason": "Kirje."}
    assert at_once(*[act("give_budget", adviser, **given)] * 2) == [None, None]
    approved = made.budgets.filter(kind="approved").values_list("number", flat=True)
    assert list(approved) == [1, 2, 3]
    assert Application.objects.get(pk=made.pk).amount == Decimal(900)
