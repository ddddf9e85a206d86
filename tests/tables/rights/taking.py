"""Taking a verb of the rights tables: with what it wants, and with what has to be around it."""

import inspect
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from rahoitus.models import Call
from tests import make

GIVEN = {
    **dict.fromkeys(["message", "reason", "because", "good", "improve", "text", "words"], "Words."),
    "language": "fi",
    "ground": "rude",
    "lives": "some",
    "amount": Decimal(900),
    "decided_on": date(2026, 1, 15),
    "source": "esimerkki",
    **dict.fromkeys(["done_on", "delivered_on", "paid_on"], moments.today()),
    "day": moments.in_days(40),
    **dict.fromkeys(["late_until", "answer_by"], moments.in_days(5)),
    "ends_on": date(2027, 5, 31),
    "purpose": "Words.",
}


def taken(verb, record, person):
    """Whether the person could take the verb; done then."""
    step = getattr(record, verb)
    wanted = inspect.signature(step).parameters
    given = GIVEN | ready(verb, record)
    try:
        step(by=person, **{name: value for name, value in given.items() if name in wanted})
    except (PermissionDenied, WrongState):
        return False
    return True


def ready(verb, record):
    """What the act needs around it: a closed call, a survey's last day gone by, another record.

    Gives the records it takes by name.
    """
    yesterday = moments.today() - timedelta(days=1)
    if verb in ("record_past", "record_past_no"):
        Call.objects.filter(pk=record.call_id).update(closes_on=yesterday)
        record.refresh_from_db()
    if verb == "publish_minutes":
        make.past(record)
        if not record.minutes.drafts().exists() and record.state != "cancelled":
            make.minutes(record)
    if verb == "settle_poll":
        return {"meeting": make.meeting(record.kehra)}
    if verb == "expire_survey":
        type(record).objects.filter(pk=record.pk).update(closes_on=yesterday)
        record.refresh_from_db()
    if verb == "mark_checked":
        record.remarks.update(closed_at=moments.now())
    if verb == "record_paid":
        return {"amount": record.amount}
    if verb == "change_decision":
        return {"kind": "reduced"}
    if verb in ("ask_amendment", "give_budget"):
        costs, funding = record.budget_now.rows() if record.budget_now else ((), ())
        return {"costs": costs, "funding": funding, "holds_from": GIVEN["decided_on"]}
    if verb.endswith("_amendment") and record.state == "granted":
        make.amendment(record)
    if verb in ("change_grant", "lose_grant"):
        return {"before": Decimal(900)}
    if verb == "assign":
        return {"adviser": make.user("adviser")}
    if verb == "merge_into":
        return {"into": make.idea(record.kehra)}
    return {"kehra": record.kehra} if verb == "carry" else {}
