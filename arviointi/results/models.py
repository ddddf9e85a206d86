"""The figures of closed surveys: page, documents, reports and open data read only these."""

import pgtrigger
from django.db import models

ALL = ""  # the group of all who answered; of roles: the rest, merged


class Part(models.TextChoices):
    WHOLE = "whole", "how many answered"
    STATEMENT = "statement", "a statement"
    QUESTION = "question", "another closed question"
    THEME = "theme", "a theme among all"
    GROUP = "group", "a theme among those of a role"
    RATE = "rate", "invited people of a role"


class ResultRow(models.Model):
    """A figure, suppressed already and frozen when its survey closed; null where it is hidden."""

    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="result_rows")
    part = models.CharField(max_length=10, choices=Part)
    code = models.CharField(max_length=16, blank=True)  # the question's, or the theme
    group = models.CharField(max_length=12, blank=True)  # the role
    figures = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("survey", "part", "code", "group", name="result_row_once"),
        ]
        triggers = [pgtrigger.Protect(name="results_stay", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.part} {self.code} {self.group}".strip()
