from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehrat.models import Project
from sukkula import rules
from sukkula.panels.models import CriteriaSet


class ShortlistedCards(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever."""
        return self.all() if rules.can_use_desk(user) else self.none()

    def put(self, projects, *, by, criteria):
        """Put cards on the shortlist; those on it stay. Nobody is told. Gives how many are new."""
        if not rules.can_use_desk(by):
            raise PermissionDenied
        before = self.filter(criteria=criteria).count()
        rows = (self.model(criteria=criteria, project=project, by=by) for project in projects)
        self.bulk_create(rows, ignore_conflicts=True)
        return self.filter(criteria=criteria).count() - before

    def take_off(self, projects, *, by, criteria):
        """Take cards off the shortlist; gives how many were on it."""
        if not rules.can_use_desk(by):
            raise PermissionDenied
        gone, _kinds = self.filter(criteria=criteria, project__in=projects).delete()
        return gone


class Shortlisted(models.Model):
    """A card on the shortlist of those scored by one set of criteria: of a round, or of a call."""

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="shortlisted")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="shortlisted")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)

    objects = ShortlistedCards.as_manager()

    class Meta:
        verbose_name = _("card on a shortlist")
        verbose_name_plural = _("cards on shortlists")
        constraints = [
            models.UniqueConstraint("criteria", "project", name="shortlisted_once"),
        ]

    def __str__(self):
        return f"{self.criteria}: {self.project}"
