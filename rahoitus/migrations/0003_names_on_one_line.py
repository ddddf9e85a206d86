"""Names and titles that were kept before they were tidied on their way in."""

from django.db import migrations

from kehityspolku.lines import tidy_rows

LINES = {
    "Call": ["name_fi", "name_sv", "name_en", "service"],
    "Source": ["name_fi", "name_sv", "name_en"],
    "Application": ["diary_number"],
    "CostLine": ["text"],
    "FundingLine": ["text"],
}


def tidy(apps, schema_editor):
    for model, names in LINES.items():
        tidy_rows(apps.get_model("rahoitus", model), *names)


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0002_sources")]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
