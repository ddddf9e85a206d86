"""What was written leaves the rest of its answer, closed surveys get their frozen results.

All surveys until now had an open link: as what somebody answered is of no use then and is emptied.
What closed ones told was public, and stays so.
"""

import random
from collections import defaultdict

from django.db import migrations
from django.db.models import F

from arviointi.results import freezing


def move(apps, schema_editor):
    names = ("Survey", "Response", "Answer", "OpenAnswer")
    surveys, responses, answers, open_answers = (
        apps.get_model("arviointi", name).objects for name in names
    )
    for survey in surveys.all():
        written = list(answers.filter(response__survey=survey).exclude(text=""))
        random.SystemRandom().shuffle(written)
        moved = {old.pk: open_answers.model(survey=survey, question_id=old.question_id, text=old.text)
                 for old in written}
        open_answers.bulk_create(moved.values())
        read_before(apps, survey, [(old, moved[old.pk]) for old in written])
        answers.filter(pk__in=moved).delete()
        responses.filter(survey=survey).update(role="")
        if survey.state == "closed":
            freeze(apps, survey)
    surveys.filter(state="closed").update(released_at=F("closed_at"))


def read_before(apps, survey, written):
    """What Sukkula has read is the first reading."""
    read = [(old, new) for old, new in written if old.shown is not None]
    if not read:
        return
    reading = apps.get_model("arviointi", "Reading").objects.create(survey=survey, number=1)
    verbatims = apps.get_model("arviointi", "Verbatim").objects
    verbatims.bulk_create(
        verbatims.model(
            reading=reading,
            question_id=new.question_id,
            answer=new,
            text=new.text if old.shown else "",
            shown=old.shown,
        )
        for old, new in read
    )


def freeze(apps, survey):
    asked = survey.questions.filter(kind="scale").order_by("place")
    given = defaultdict(dict)
    answers = apps.get_model("arviointi", "Answer").objects.filter(response__survey=survey)
    for response, code, choice in answers.values_list("response", "question__code", "choice"):
        given[response][code] = choice
    told = [("", given[pk]) for pk in survey.responses.values_list("pk", flat=True)]
    rows = apps.get_model("arviointi", "ResultRow").objects
    found = freezing.rows(dict(asked.values_list("code", "theme")), told)
    rows.bulk_create(
        rows.model(survey=survey, part=part, code=code, group=group, figures=figures)
        for part, code, group, figures in found
    )


class Migration(migrations.Migration):

    dependencies = [("arviointi", "0003_results_as_rows")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
