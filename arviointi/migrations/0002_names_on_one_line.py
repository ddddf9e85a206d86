"""Names and titles that were kept before they were tidied on their way in."""

from django.db import migrations

from kehityspolku.lines import tidy_rows

LINES = {
    "Survey": ["title_fi", "title_sv", "title_en"],
    "Question": ["text_fi", "text_sv", "text_en"],
}


def tidy(apps, schema_editor):
    for model, names in LINES.items():
        tidy_rows(apps.get_model("arviointi", model), *names)


class Migration(migrations.Migration):
    dependencies = [("arviointi", "0001_initial")]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
