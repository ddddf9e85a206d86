"""Tell the past states of what is recorded already, and when lessons were told, out of what events
know: from when a state lasted is known of those that a step led to."""

from itertools import groupby, pairwise

from django.db import migrations

from kehityspolku import moments

# What each step of a model leads to, as its lines told when this was written.
LEADS_TO = {
    ("kehrat", "kehra"): {
        "found": "proposed",
        "accept_proposal": "forming",
        "turn_down": "turned_down",
        "propose_again": "proposed",
        "drop_proposal": "dropped",
        "confirm": "active",
        "rest": "dormant",
        "fall_silent": "dormant",
        "wake": "active",
        "end_kehra": "ended",
    },
    ("kehrat", "project"): {
        "submit": "submitted",
        "take": "in_review",
        "screen_out": "rejected",
        "ask_changes": "changes_requested",
        "resubmit": "in_review",
        "approve": "approved",
        "reject": "rejected",
        "withdraw": "withdrawn",
        "withdraw_for": "withdrawn",
        "reopen": "draft",
        "note_grant": "running",
        "lose_grant": "approved",
        "end": "ended",
        "end_unfunded": "ended",
    },
    ("rahoitus", "grantreport"): {
        "send_report": "sent",
        "return_report": "returned",
        "accept_report": "accepted",
        "deliver_report": "delivered",
    },
}


def past(happened, leads_to):
    """[(state, since, until)] that are over, of [(verb, moment)] in order."""
    entered = [(leads_to[verb], at) for verb, at in happened]
    entered = [next(same) for _state, same in groupby(entered, key=lambda row: row[0])]
    spells = ((state, at, after) for (state, at), (_next, after) in pairwise(entered))
    return [spell for spell in spells if spell[1] < spell[2]]


def tell(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Event, PastState = (apps.get_model("kehityspolku", name) for name in ("Event", "PastState"))
    for (app, model), leads_to in LEADS_TO.items():
        kind = ContentType.objects.filter(app_label=app, model=model).first()
        rows = Event.objects.filter(target_type=kind, verb__in=leads_to)
        rows = rows.order_by("target_id", "at", "pk").values_list("target_id", "verb", "at")
        made = [
            PastState(record_type=kind, record_id=pk, state=state, since=since, until=until)
            for pk, events in groupby(rows.iterator(), key=lambda row: row[0])
            for state, since, until in past([row[1:] for row in events], leads_to)
        ]
        PastState.objects.bulk_create(made, batch_size=1000)
    Project = apps.get_model("kehrat", "Project")
    kind = ContentType.objects.filter(app_label="kehrat", model="project").first()
    told = Event.objects.filter(target_type=kind, verb="tell_lessons").order_by("-at")
    for pk, at in dict(told.values_list("target_id", "at")).items():
        Project.objects.filter(pk=pk).update(lessons_told_on=moments.day_of(at))


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("kehityspolku", "0012_past_states_and_progress"),
        ("kehrat", "0037_when_lessons_were_told"),
        ("rahoitus", "0027_payments_of_claims"),
    ]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
