from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import marks, moments
from kehityspolku.events.steps import lock
from sukkula import rules

MOST = 100  # of one person, and that all share


class Phrases(models.QuerySet):
    def visible_to(self, user):
        """One's own and the shared ones, to Sukkula's staff."""
        if not rules.can_use_desk(user):
            return self.none()
        return self.filter(Q(owner=user) | Q(owner=None))

    def keep(self, *, by, text, language, shared=False):
        """Keep a text to use again, for oneself or for all. ValidationError when there are MOST."""
        if not rules.can_use_desk(by):
            raise PermissionDenied
        owner = None if shared else by
        if self.filter(owner=owner).count() >= MOST:
            raise ValidationError(
                gettext("There are %(most)s phrases already. Remove one first.") % {"most": MOST}
            )
        return self.create(owner=owner, text=text, language=language, written_by=by)


class Phrase(models.Model):
    """A text to reuse in requests, messages and decisions: its owner's own, or shared by all."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="phrases"
    )
    text = models.TextField(_("phrase"), max_length=2000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=moments.now)

    objects = Phrases.as_manager()

    class Meta:
        ordering = ["text", "pk"]
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="phrase_has_text")]

    def __str__(self):
        return self.text[:60]

    @property
    def is_shared(self):
        return self.owner_id is None

    def mark(self):
        """Of the text as it stands (see marks.py)."""
        return marks.mark(self.text)

    def write(self, *, by, text, language, seen):
        """Write it anew. PermissionDenied; Outdated when another did so meanwhile."""
        lock(self)
        if not rules.can_write_phrase(by, self):
            raise PermissionDenied
        marks.check(seen, self.mark())
        self.text, self.language = text, language
        self.written_by, self.written_at = by, moments.now()
        self.save()
