from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import marks, moments
from kehityspolku.events.steps import WrongState, check, lock
from kehrat.models import Project
from kehrat.projects.models import FIELDS
from sukkula import rules

MESSAGE = "message"  # to the applicants, beside the single parts
PARTS = (*FIELDS, MESSAGE)


@dataclass
class Overtaken:
    """A part where another wrote other words than one had seen; what was typed is not kept."""

    part: str
    words: str  # the other's, as they stand; "" when they were removed
    by: object = None


class PlannedChanges(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever."""
        return self.all() if rules.can_use_desk(user) else self.none()

    def of(self, user, project):
        """{part: the row} of what stands on the card, in no order."""
        rows = self.visible_to(user).filter(project=project).select_related("by")
        return {row.part: row for row in rows}

    @transaction.atomic
    def plan(self, project, *, by, texts, seen, language):
        """Keep the draft of what to ask: {part: words, "" for none}; gives the parts overtaken.

        `seen`: {part: mark of the words that were read}. PermissionDenied unless the card's adviser
        or a lead writes; WrongState when the card is not in review.
        """
        lock(project)
        check(rules.can_ask_changes, by, project)
        if project.state != Project.State.IN_REVIEW:
            raise WrongState(project)
        stands, overtaken = self.of(by, project), []
        for part, words in texts.items():
            row = stands.get(part)
            old = row.words if row else ""
            if words == old:
                continue
            if (seen.get(part) or marks.mark("")) != marks.mark(old):
                overtaken.append(Overtaken(part, old, row and row.by))
            elif words:
                kept = {"words": words, "language": language, "by": by, "at": moments.now()}
                self.update_or_create(project=project, part=part, defaults=kept)
            else:
                row.delete()
        return overtaken

    def plan_part(self, project, part, *, by, words, seen, language):
        """Keep the words for one part. Raises as `plan`, and Outdated when it was overtaken."""
        given = {"texts": {part: words}, "seen": {part: seen}}
        if self.plan(project, by=by, language=language, **given):
            raise marks.Outdated

    def sent(self, project, seen):
        """Forget what was sent; what another wrote after it was read stays for the next time."""
        for row in self.filter(project=project):
            if seen.get(row.part) == row.mark():
                row.delete()


class PlannedChange(models.Model):
    """Words of the draft for one part of a card, or the message that goes with it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="planned_changes")
    part = models.CharField(max_length=20, blank=True)
    words = models.TextField(_("what to change"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)

    objects = PlannedChanges.as_manager()

    class Meta:
        verbose_name = _("change to ask for")
        verbose_name_plural = _("changes to ask for")
        constraints = [
            models.UniqueConstraint("project", "part", name="planned_change_once_of_a_part"),
            models.CheckConstraint(condition=~Q(words=""), name="planned_change_has_words"),
        ]

    def __str__(self):
        return f"{self.project}: {self.part}"

    def mark(self):
        """Of the words as they stand (see marks.py)."""
        return marks.mark(self.words)
