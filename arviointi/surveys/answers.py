"""Answers. No key, time or order leads from a link, a person or a form to a response, nor from a
response to what the same person wrote.
"""

from hashlib import sha256
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arviointi.results import suppression


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
        mark = Stub.hash_of(survey, form_key)
        _stub, made = self.get_or_create(key_hash=mark, defaults={"survey": survey})
        return made


class Stub(models.Model):
    """Marks one form as used, so that pressing twice gives one answer; likewise a private link.

    The random key of a form lives in the page only. Stubs are deleted when the survey closes;
    nothing tells which response came from which stub.
    """

    key_hash = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="stubs")

    objects = Stubs.as_manager()

    def __str__(self):
        return "used form"

    @staticmethod
    def hash_of(survey, form_key):
        return sha256(f"{survey.token} {form_key}".encode()).hexdigest()


class Role(models.TextChoices):
    """As what somebody was invited."""

    RESIDENT = "resident", _("a resident")
    ASSOCIATION = "association", _("an association")
    COMPANY = "company", _("a company")
    SCHOOL = "school", _("a school")
    OFFICIAL = "official", _("a public body")
    OTHER = "other", pgettext_lazy("role of the answerer", "something else")


class Responses(models.QuerySet):
    def merge_roles(self):
        """Keep no role that fewer than five share."""
        for role, kept in suppression.merged(self.values_list("role", flat=True)).items():
            if kept != role:
                self.filter(role=role).update(role=kept)


class Response(models.Model):
    """One person's choices; of invited people also their role, until it is merged at the closing.

    A table from before still has the columns `language`, `iso_week` and `held`, always empty: they
    go in the next release.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="responses")
    role = models.CharField(max_length=12, choices=Role, blank=True)

    objects = Responses.as_manager()

    def __str__(self):
        return "response"


class Answer(models.Model):
    """A choice: on a scale, of options, a number; `item` tells which of a question's options it is
    about. (Empty columns `text` and `shown` go in the next release.)"""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("Question", on_delete=models.PROTECT, related_name="answers")
    item = models.PositiveSmallIntegerField(default=0, db_default=0)
    choice = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint("response", "question", "item", name="answer_once_per_item"),
            models.CheckConstraint(condition=~models.Q(choice=""), name="answer_is_a_choice"),
        ]

    def __str__(self):
        return "answer"


class OpenAnswer(models.Model):
    """What somebody wrote to an open question: no key leads to the rest of the answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="open_answers")
    question = models.ForeignKey("Question", on_delete=models.PROTECT, related_name="open_answers")
    text = models.TextField()

    def __str__(self):
        return "open answer"
