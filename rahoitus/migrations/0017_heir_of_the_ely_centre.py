"""What was Uusimaa's ELY centre's of the EU's funds is Kaakkois-Suomen elinvoimakeskus's since 2026."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "sources.json"


def rename(apps, schema_editor):
    """Unless somebody has named it otherwise."""
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    (given,) = (row for row in rows if row["slug"] == "uudenmaan-elinvoimakeskus")
    names = {f"name_{code}": given[f"name_{code}"] for code in ("fi", "sv", "en")}
    heirs = apps.get_model("rahoitus", "Source").objects.filter(slug=given["slug"])
    heirs.filter(name_fi="Uudenmaan elinvoimakeskus (ESR+)").update(**names)


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0016_versions_and_questions")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
