from django.db import models
from django.utils.translation import gettext_lazy as _

from arviointi import battery
from kehityspolku import languages
from kehityspolku.models.line import LineField


class Questions(models.QuerySet):
    def copy_battery(self, survey, codes=None):
        """Give a survey the standard battery, or only the questions with these codes."""
        picked = [row for row in battery.questions() if codes is None or row["code"] in codes]
        self.bulk_create(
            [Question(survey=survey, place=place, **row) for place, row in enumerate(picked)]
        )


class Question(models.Model):
    """A question of one survey: a statement with an agreement scale, or an open question."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("statement with a scale")
        OPEN = "open", _("open question")

    class Theme(models.TextChoices):
        PARTICIPATION = "participation", _("Participation")
        TRUST = "trust", _("Trust")
        LEADERSHIP = "leadership", _("Leadership")
        ASSETS = "assets", _("Assets and links")
        CONTINUITY = "continuity", _("Continuity")
        SUKKULA = "sukkula", _("Sukkula's support")

    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind)
    theme = models.CharField(max_length=16, choices=Theme, blank=True)
    text_fi = LineField(max_length=300)
    text_sv = LineField(max_length=300)
    text_en = LineField(max_length=300)
    place = models.PositiveSmallIntegerField()

    objects = Questions.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint("survey", "code", name="question_code_once"),
        ]

    def __str__(self):
        return languages.text_of(self, "text")

    @property
    def is_open(self):
        return self.kind == self.Kind.OPEN
