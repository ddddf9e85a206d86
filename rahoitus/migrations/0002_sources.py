"""The funding sources that every installation begins with, and their past calls.

The past calls are there so that decisions made before the portal can be recorded. Only their
years are known: the days are the first and the last of the year, and they are marked as examples.
"""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
ABOUT = {
    "about_fi": "Ennen portaalia tehtyjä päätöksiä varten. Vuodet tiedetään, tarkkoja päiviä ei.",
    "about_sv": "För beslut som fattades före portalen. Åren är kända, de exakta dagarna inte.",
    "about_en": "For decisions made before the portal. The years are known, the exact days are not.",
}


def read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def load(apps, schema_editor):
    sources, calls = (apps.get_model("rahoitus", model) for model in ("Source", "Call"))
    for given in read("sources.json"):
        successor = given.pop("successor", None)
        given["successor"] = successor and sources.objects.get(slug=successor)
        sources.objects.get_or_create(slug=given.pop("slug"), defaults=given)
    for given in read("past_calls.json"):
        given |= {**ABOUT, "from_memory": True, "source": sources.objects.get(slug=given["source"])}
        calls.objects.get_or_create(slug=given.pop("slug"), defaults=given)


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
