"""Events from before they knew their Kehrä get it, and whether they are news and signs of life."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

OF_A_KEHRA = ["project", "idea", "meeting", "plan", "announcement", "enquiry", "case"]
COMMENTED = ["idea", "announcement", "project"]
NEWS = {
    "kehra": ["accept_proposal", "confirm", "rest", "wake", "end_kehra"],
    "idea": ["take_up", "suggest", "enter_from_paper"],
    "meeting": ["cancel_meeting", "call_meeting"],
    "plan": ["adopt_plan"],
    "project": ["approve", "note_grant", "end"],
    "announcement": ["announce"],
}
SILENT_MODELS = ["enquiry", "comment", "case"]
SILENT = [
    "request_waits",
    "request_waits_long",
    "silence_near",
    "fall_silent",
    "ideas_wait",
    "remind_of_meeting",
    "nudge_meeting",
    "promise_near",
    "answer_late",
    "attachment_infected",
    "deadline_near",
    "step_in",
    "remind_invited",
    "expire_invite",
    "review_due_near",
    "panel_late",
    "expire",
    "expire_survey",
]


def fill(apps, schema_editor):
    events = apps.get_model("kehityspolku", "Event").objects.all()
    events.filter(about_type__model="kehra").update(group_id=F("about_id"))
    for name in OF_A_KEHRA:
        rows = apps.get_model("kehrat", name).objects.filter(pk=OuterRef("about_id"))
        group = Subquery(rows.order_by().values("kehra")[:1])
        events.filter(about_type__model=name).update(group_id=group)
    spoken = apps.get_model("kehrat", "Comment").objects.filter(pk=OuterRef("about_id"))
    of_thing = Coalesce(*(f"discussion__{thing}__kehra" for thing in COMMENTED))
    group = Subquery(spoken.order_by().values(group=of_thing)[:1])
    events.filter(about_type__model="comment").update(group_id=group)
    for name, verbs in NEWS.items():
        events.filter(target_type__model=name, verb__in=verbs).update(news=True)
    heard = events.exclude(group_id=None).exclude(verb__in=SILENT)
    heard.exclude(target_type__model__in=SILENT_MODELS).update(sign_of_life=True)


class Migration(migrations.Migration):
    dependencies = [
        ("kehityspolku", "0010_what_lists_ask_of_events"),
        ("kehrat", "0023_names_on_one_line"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
