"""Answers to the call's own questions."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.lines import LineField
from rahoitus.applications import rules, wanted
from rahoitus.applications.models.application import Application

LONGEST = 20_000  # characters of one answer, whatever the call allows


class Answers(models.QuerySet):
    @transaction.atomic
    def write(self, application, values, *, by, note=""):
        """Store {question's number: text} where it differs from what stands; returns how many did.

        An adviser who writes says why in a note, told to the coordinators. Under the application's
        lock. WrongState when its text is no longer open; PermissionDenied by rule.
        """
        lock(application)
        if not application.is_open_text:
            raise WrongState(application)
        check(rules.can_edit, by, application)
        there = {row.question: row for row in self.filter(application=application)}
        changed = 0
        for question in wanted.questions(application):
            value = values.get(question.pk, "")
            row = there.get(question.pk)
            if value == (row.value if row else ""):
                continue
            row = row or self.model(application=application, question=question.pk)
            row.value, row.asked, row.by, row.at = value, str(question), by, moments.now()
            row.save()
            changed += 1
        if note:
            record("edit_with_note", application, by=by, note=note)
        return changed


class Answer(models.Model):
    """One answer, as text: of a choice its words in the first language that the call has."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    # The number of the call's question, which may be gone from the call since.
    question = models.PositiveBigIntegerField()
    asked = LineField(_("the question when it was answered"), max_length=500)
    value = models.TextField(blank=True, max_length=LONGEST)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)

    objects = Answers.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer to a call's question")
        verbose_name_plural = _("answers to a call's questions")
        constraints = [models.UniqueConstraint("application", "question", name="answer_once")]

    def __str__(self):
        return self.asked
