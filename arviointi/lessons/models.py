"""What the lessons of a project are about, as Sukkula reads them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.verbs import verb
from kehrat.groups.rules import is_sukkula
from kehrat.models import Project


class Codings(models.QuerySet):
    @verb("mark_lessons", public=True)
    @transaction.atomic
    def say(self, project, themes, *, by):
        """Say what the lessons of a project are about from now on. PermissionDenied to all but
        Sukkula."""
        if not is_sukkula(by):
            raise PermissionDenied
        coding = self.create(project=project, themes=sorted(themes), made_by=by)
        record("mark_lessons", coding, by=by, themes=coding.themes)
        return coding

    def of(self, projects):
        """Annotate projects (a queryset) with their `themes`; None where nobody has said."""
        last = self.filter(project=OuterRef("pk")).order_by("-pk")
        return projects.annotate(themes=Subquery(last.values("themes")[:1]))


class Coding(models.Model):
    """A version of what a project's lessons are about: the last one holds."""

    class Theme(models.TextChoices):
        REACHING = "reaching", _("Reaching people")
        PARTNERS = "partners", _("Partners")
        LEADING = "leading", _("Leading and coordinating")
        TELLING = "telling", _("Telling about it")
        PLACES = "places", _("Rooms and places")
        CITY = "city", _("Working with the City")
        MONEY = "money", _("Money and reporting")
        LASTING = "lasting", _("Going on after the money")

    SAID_WITH = ("project",)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="codings")
    themes = ArrayField(models.CharField(max_length=10, choices=Theme), default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=moments.now)

    objects = Codings.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what lessons are about")
        verbose_name_plural = _("what lessons are about")

    def __str__(self):
        return ", ".join(str(self.Theme(theme).label) for theme in self.themes)

    def about(self):
        return self.project
