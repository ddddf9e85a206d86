"""What was decided before decisions had rows of their own gets its row."""

from django.db import migrations


def make_rows(apps, schema_editor):
    Decision = apps.get_model("rahoitus", "Decision")
    decided = apps.get_model("rahoitus", "Application").objects.exclude(decided_on=None)
    rows = []
    for application in decided.filter(decisions=None).iterator():
        declined = application.state == "declined"
        rows.append(
            Decision(
                application=application,
                kind="declined" if declined else "granted",
                amount=None if declined else application.amount,
                decided_on=application.decided_on,
                diary_number=application.diary_number,
                conditions=application.conditions[:4000],
                reason=application.reason[:4000] if declined else "",
                because="" if declined else application.reason[:4000],
                recorded_afterwards=application.recorded_afterwards,
                recorded_at=application.state_since,
            )
        )
    Decision.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0004_decisions")]

    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
