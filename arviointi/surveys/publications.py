"""Which questions of a closed survey are published: Sukkula may keep some back.

A publication is a version, as a reading of the open answers is: the last one holds. It hides more
than the frozen results do, never less.
"""

from django.conf import settings
from django.db import models, transaction

from arviointi.surveys import rules
from arviointi.surveys.questions import conditions
from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import verb


class Publications(models.QuerySet):
    @verb("choose_questions", of="arviointi.Survey")
    @transaction.atomic
    def choose(self, survey, withheld, *, by):
        """Keep the questions with these codes back from now on, publish all others.

        PermissionDenied unless `by` may moderate the survey; WrongState while it takes answers.
        """
        check(rules.can_moderate, by, survey)
        lock(survey)
        if not survey.is_closed:
            raise WrongState(survey)
        parts = list(survey.parts.select_related("shown_if"))
        codes = [q.code for q in with_decided(parts, set(withheld))]
        number = self.filter(survey=survey).count() + 1
        made = self.create(survey=survey, number=number, withheld=codes, made_by=by)
        record("choose_questions", survey, by=by, withheld=codes)
        return made


def with_decided(parts, codes):
    """Of a survey's parts, in their order, the questions of these codes and those shown by what was
    answered to one of them: how many answered these would tell of it."""
    found, under = [], conditions(parts)
    for question in parts:
        if question.is_section:
            continue
        deciding = {part.shown_if.code for part in under[question.pk]}
        if question.code in codes or deciding & codes:
            codes.add(question.code)
            found.append(question)
    return found


class Publication(models.Model):
    """A version of what of a survey's questions is published."""

    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    withheld = models.JSONField(default=list)  # codes of questions
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=moments.now)

    objects = Publications.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("survey", "number", name="publication_number_once")]

    def __str__(self):
        return str(self.number)
