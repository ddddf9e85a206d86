"""Open answers as Sukkula has read them: what is shown, and what each was coded as.

A reading is a version: the next one stands beside it, and the last one holds.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from arviointi.results.suppression import FULL
from arviointi.surveys import rules
from arviointi.surveys.answers import OpenAnswer
from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import check, lock
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField


class Readings(models.QuerySet):
    # Listed for nobody: before a release it would tell that there are answers enough to be read.
    @verb("read_answers", of="arviointi.Survey", listed=False)
    @transaction.atomic
    def read(self, survey, *, by, shown=(), themes=None):
        """Make the next reading: show the answers whose keys are given, keep their themes.

        PermissionDenied unless `by` may moderate the survey.
        """
        check(rules.can_moderate, by, survey)
        lock(survey)
        answers, before = list(to_read(survey)), survey.readings.last()
        number = self.filter(survey=survey).count() + 1
        reading = self.create(survey=survey, number=number, made_by=by)
        themes = themes or {}
        Verbatim.objects.bulk_create(
            Verbatim(
                reading=reading,
                question_id=answer.question_id,
                answer=answer if isinstance(answer, OpenAnswer) else None,
                text=answer.text if answer.pk in shown else "",
                shown=answer.pk in shown,
                theme=themes.get(answer.pk, ""),
            )
            for answer in answers
        )
        if before and not survey.open_answers.exists():
            before.keep_hidden(reading)
        record(
            "read_answers", survey, by=by, number=number, shown=sum(a.pk in shown for a in answers)
        )
        return reading


class Reading(models.Model):
    """A reading of a closed survey's open answers."""

    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="readings")
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=moments.now)

    objects = Readings.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("survey", "number", name="reading_number_once")]

    def __str__(self):
        return str(self.number)

    def keep_hidden(self, reading):
        """Hand the themes of what is not shown on to the next reading: the words are deleted."""
        hidden = self.verbatims.filter(shown=False).values("question_id", "theme")
        Verbatim.objects.bulk_create(Verbatim(reading=reading, **told) for told in hidden)


class Verbatim(models.Model):
    """An open answer in one reading; its words only where they are shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="verbatims")
    question = models.ForeignKey("Question", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(OpenAnswer, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(blank=True)
    shown = models.BooleanField(default=False)
    theme = LineField(_("theme"), max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown=True) | models.Q(text=""),
                name="verbatim_hidden_has_no_words",
            ),
        ]

    def __str__(self):
        return self.text


def to_read(survey):
    """The open answers that Sukkula reads, of a closed survey with enough answers.

    When the answers themselves are deleted, what the last reading shows stays to be hidden.
    """
    if not may_read(survey):
        return OpenAnswer.objects.none()
    last = survey.readings.last()
    left = survey.open_answers.all()
    if last and not left.exists():
        left = last.verbatims.filter(shown=True)
    return left.select_related("question").order_by("question__place", "pk")


def before(survey):
    """{key of what is read: (whether it is shown, its theme)} as the last reading left it."""
    last = survey.readings.last()
    found = {}
    for verbatim in last.verbatims.all() if last else ():
        for key in (verbatim.pk, verbatim.answer_id):
            found[key] = verbatim.shown, verbatim.theme
    return found


def unread(survey):
    """How many open answers no reading has had before it."""
    if not may_read(survey):
        return 0
    read = Verbatim.objects.filter(reading__survey=survey).exclude(answer=None)
    return survey.open_answers.exclude(pk__in=read.values("answer")).count()


def may_read(survey):
    """Words are read and shown from ten answers on."""
    whole = survey.whole_row() if survey.is_closed else None
    return whole is not None and whole["n"] >= FULL
