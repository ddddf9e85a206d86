from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehrat.projects import rules
from kehrat.projects.models.project import Project


class CardDrafts(models.QuerySet):
    def visible_to(self, user):
        """One's own, nobody else's ever."""
        return self.filter(editor_id=user.pk) if user.is_authenticated else self.none()

    def of(self, user, project):
        """One's own of this card, or None."""
        return self.visible_to(user).filter(project=project).first()

    def keep(self, project, *, by, text):
        """Keep what `by` is writing, in place of what was kept before. The card stays as it is."""
        if not rules.can_edit(by, project):
            raise PermissionDenied
        kept = {"text": text, "saved_at": moments.now()}
        return self.update_or_create(project=project, editor=by, defaults=kept)[0]


class CardDraft(models.Model):
    """What an editor has typed on a card and not saved: kept as they type, seen by them alone."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="drafts")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="card_drafts"
    )
    text = models.TextField(_("the form as typed"))
    saved_at = models.DateTimeField()

    objects = CardDrafts.as_manager()

    class Meta:
        verbose_name = _("unsaved text of a card")
        verbose_name_plural = _("unsaved texts of cards")
        constraints = [
            models.UniqueConstraint("project", "editor", name="card_draft_one_per_editor")
        ]

    def __str__(self):
        return f"{self.project} {self.saved_at:%Y-%m-%d %H:%M}"

    def data(self):
        """The form's fields as they were posted."""
        return QueryDict(self.text)
