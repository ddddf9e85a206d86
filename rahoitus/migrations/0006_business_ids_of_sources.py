"""A source's business ID, by which open data names it; the City's is known."""

from django.db import migrations, models

KNOWN = {"helsingin-kaupunki": "0201256-6"}


def fill(apps, schema_editor):
    sources = apps.get_model("rahoitus", "Source").objects
    for slug, number in KNOWN.items():
        sources.filter(slug=slug, business_id="").update(business_id=number)


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0005_decisions_of_before")]
    operations = [
        migrations.AddField(
            "source",
            "business_id",
            models.CharField(blank=True, db_default="", max_length=9, verbose_name="business ID"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
