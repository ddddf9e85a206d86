"""Calls that there were are public; who may apply to them is told by kinds."""

from django.db import migrations
from django.db.models.functions import Now

REGISTERED = ["association", "foundation", "company", "public"]


def carry_over(apps, schema_editor):
    calls = apps.get_model("rahoitus", "Call").objects
    calls.update(published_at=Now(), applicants=REGISTERED)
    calls.filter(registered_only=False).update(applicants=["person", "group", *REGISTERED])


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0012_rules_of_calls")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        # Only the release before asks it: the column goes when that one runs nowhere.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("call", "registered_only")]
        ),
    ]
