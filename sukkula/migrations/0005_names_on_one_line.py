"""Names and titles that were kept before they were tidied on their way in."""

from django.db import migrations

from kehityspolku.lines import tidy_rows

LINES = {
    "CriteriaSet": ["name_fi", "name_sv", "name_en"],
    "Criterion": ["name_fi", "name_sv", "name_en"],
}


def tidy(apps, schema_editor):
    for model, names in LINES.items():
        tidy_rows(apps.get_model("sukkula", model), *names)


class Migration(migrations.Migration):
    dependencies = [("sukkula", "0004_verdicts")]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
