"""Each theme of a survey that is there already becomes a section; its statements stay required."""

from django.db import migrations

HEADS = {
    "participation": ("Osallisuus", "Delaktighet", "Participation"),
    "trust": ("Luottamus", "Förtroende", "Trust"),
    "leadership": ("Johtaminen", "Ledarskap", "Leadership"),
    "assets": ("Voimavarat ja yhteydet", "Resurser och kontakter", "Assets and links"),
    "continuity": ("Jatkuvuus", "Kontinuitet", "Continuity"),
    "sukkula": ("Sukkulan tuki", "Sukkulas stöd", "Sukkula's support"),
    "": ("Omin sanoin", "Med egna ord", "In your own words"),
}


def make(apps, schema_editor):
    questions = apps.get_model("arviointi", "Question").objects
    questions.filter(kind="scale").update(required=True)
    for survey in apps.get_model("arviointi", "Survey").objects.all():
        ordered, theme = [], None
        for question in questions.filter(survey=survey).order_by("place"):
            if question.theme != theme:
                theme = question.theme
                texts = zip(("text_fi", "text_sv", "text_en"), HEADS[theme], strict=True)
                code = f"Q{1 + sum(not each.pk for each in ordered)}"
                head = {"survey": survey, "code": code, "kind": "section", **dict(texts)}
                ordered.append(questions.model(**head))
            ordered.append(question)
        for place, question in enumerate(ordered, start=1):
            question.place = place
            question.save()


class Migration(migrations.Migration):

    dependencies = [("arviointi", "0007_questions_of_all_kinds")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
