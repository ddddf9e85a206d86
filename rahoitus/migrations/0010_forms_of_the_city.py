"""The two forms of the City of Helsinki that the copy sheet begins with.

Taken from City-of-Helsinki/hel-fi-drupal-grants (MIT, © 2025 City of Helsinki), commit 21f9648b1.
"""

import csv
from pathlib import Path

from django.db import migrations

from rahoitus.sending import vocabulary

DATA = Path(__file__).resolve().parent.parent / "data" / "forms"
FORMS = {
    "pienavustus": (
        "Asukasosallisuuden pienavustus",
        "Småunderstöd för invånardelaktighet",
        "Small grant for resident participation",
    ),
    "yleis_ja_toiminta": (
        "Asukasosallisuuden yleis- ja toiminta-avustus",
        "Allmänt understöd och verksamhetsunderstöd för invånardelaktighet",
        "General and operating grant for resident participation",
    ),
}
TAKEN = ("step", "section", "key", "title_fi", "title_sv", "title_en", "type")


def load(apps, schema_editor):
    source = apps.get_model("rahoitus", "Source").objects.filter(slug="helsingin-kaupunki").first()
    if not source:
        return
    forms, questions = (apps.get_model("rahoitus", name) for name in ("FunderForm", "FunderQuestion"))
    for slug, (fi, sv, en) in FORMS.items():
        names = {"name_fi": fi, "name_sv": sv, "name_en": en, "source": source}
        form, made = forms.objects.get_or_create(slug=slug.replace("_", "-"), defaults=names)
        if not made:
            continue
        with (DATA / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        questions.objects.bulk_create(
            questions(
                form=form,
                place=place,
                required=row["required"] == "True",
                max_length=int(row["max_length"]) if row["max_length"] else None,
                fills=answer_of(row),
                **{name: row[name].strip() for name in TAKEN},
            )
            for place, row in enumerate(rows)
        )


def answer_of(row):
    titles = [row[f"title_{code}"] for code in ("fi", "sv", "en")]
    return vocabulary.fills(row["key"], *titles) if any(titles) else ""


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0009_forms_and_approvals")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
