"""The cost models that calls and applications named become rows of their sources."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "cost_models.json"


def make_rows(apps, schema_editor):
    Call, Application, CostModel = (
        apps.get_model("rahoitus", name) for name in ("Call", "Application", "CostModel")
    )
    used = {
        (source, code)
        for source, codes in Call.objects.values_list("source", "cost_models")
        for code in codes
    }
    used |= set(
        Application.objects.exclude(cost_model="actual").values_list("call__source", "cost_model")
    )
    known = {row["code"]: row for row in json.loads(DATA.read_text(encoding="utf-8"))}
    CostModel.objects.bulk_create(
        CostModel(source_id=source, **known[code])
        for source, code in sorted(used)
        if code in known
    )


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0014_cost_models")]

    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
