"""Answers. No key, time or order leads from a link, a person or a form to a response."""

from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arviointi.surveys import rules


class Ballot(models.Model):
    """A sealed answer in the ballot box, until a batch of them becomes responses."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="ballots")
    sealed = models.BinaryField()

    def __str__(self):
        return "sealed answer"


class Stubs(models.QuerySet):
    def use(self, survey, form_key):
        """Note that the form with this key was used; False when it was before."""
        digest = sha256(f"{survey.token} {form_key}".encode()).hexdigest()
        _stub, made = self.get_or_create(key_hash=digest, defaults={"survey": survey})
        return made


class Stub(models.Model):
    """Marks one form as used, so that pressing twice gives one answer.

    The random key of a form lives in the page only. Stubs are deleted when the survey closes;
    nothing tells which response came from which stub.
    """

    key_hash = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="stubs")

    objects = Stubs.as_manager()

    def __str__(self):
        return "used form"


class Response(models.Model):
    """One person's answers, known by role, language and ISO week alone.

    `held` has no use since an open survey tells no results; its column goes in the next release.
    """

    class Role(models.TextChoices):
        RESIDENT = "resident", _("a resident")
        ASSOCIATION = "association", _("an association")
        COMPANY = "company", _("a company")
        SCHOOL = "school", _("a school")
        OFFICIAL = "official", _("a public body")
        OTHER = "other", pgettext_lazy("role of the answerer", "something else")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="responses")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    role = models.CharField(max_length=12, choices=Role)
    iso_week = models.CharField(max_length=8)
    held = models.BooleanField(default=True)

    def __str__(self):
        return "response"


class Answers(models.QuerySet):
    def moderate(self, *, by, shown=()):
        """Show those of these open answers whose keys are given, keep the rest out of sight.

        PermissionDenied unless `by` may moderate every survey that the answers belong to.
        """
        answers = list(self.select_related("response__survey"))
        if not all(rules.can_moderate(by, answer.response.survey) for answer in answers):
            raise PermissionDenied
        for answer in answers:
            answer.shown = answer.pk in shown
        self.bulk_update(answers, ["shown"])


class Answer(models.Model):
    """An answer to one question: a choice on the scale, or words that Sukkula reads first."""

    class Choice(models.TextChoices):
        ONE = "1", _("Strongly disagree")
        TWO = "2", _("Disagree")
        THREE = "3", _("Neither agree nor disagree")
        FOUR = "4", _("Agree")
        FIVE = "5", _("Strongly agree")
        DONT_KNOW = "dk", _("Don't know")
        NOT_CONCERNING = "na", _("Does not concern me")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("Question", on_delete=models.PROTECT, related_name="answers")
    choice = models.CharField(max_length=2, choices=Choice, blank=True)
    text = models.TextField(blank=True)
    shown = models.BooleanField(null=True, default=None)

    objects = Answers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("response", "question", name="answer_once_per_question"),
            models.CheckConstraint(
                condition=Q(choice="", text__gt="") | ~Q(choice="") & Q(text=""),
                name="answer_is_choice_or_text",
            ),
        ]

    def __str__(self):
        return "answer"
