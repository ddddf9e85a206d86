from django.db import migrations, models


def mail_duties(apps, schema_editor):
    """Who had stopped mail of what waits for them gets it gathered."""
    Preference = apps.get_model("kehityspolku", "Preference")
    Preference.objects.filter(kind="task", pace="never").update(pace="daily")


class Migration(migrations.Migration):
    dependencies = [
        ("kehityspolku", "0006_trust"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="stands_in",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(mail_duties, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "task"), ("pace", "never"), _negated=True),
                name="preference_duties_are_mailed",
            ),
        ),
    ]
