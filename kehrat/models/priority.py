import pghistory
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku.models.line import LineField
from kehrat import rules


class Priorities(models.QuerySet):
    def current(self, kehra):
        """Those of the Kehrä's plan in force: what ideas and projects can hang on."""
        return self.filter(plan__kehra=kehra, plan__state="in_force")


@pghistory.track()
class Priority(models.Model):
    """One priority of a plan (painopiste). Ideas and projects hang on it."""

    plan = models.ForeignKey("kehrat.Plan", on_delete=models.PROTECT, related_name="priorities")
    title = LineField(_("priority"), max_length=160)
    text = models.TextField(_("what it means"), blank=True, max_length=4000)
    order = models.PositiveSmallIntegerField(default=1)
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )

    objects = Priorities.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [models.UniqueConstraint("plan", "came_from", name="priority_continued_once")]

    def __str__(self):
        return self.title

    def take_over(self):
        """Take the ideas and projects of the priority that this one came from."""
        self.came_from.ideas.update(priority=self)
        self.came_from.projects.update(priority=self)

    @classmethod
    def hang(cls, record, priority, *, by):
        """Hang an idea or a project on a priority of its Kehrä's plan in force; None takes it off.

        PermissionDenied to others than the Kehrä's coordinators, and for another's priority.
        """
        mine = cls.objects.current(record.kehra) if record.kehra else cls.objects.none()
        if not rules.can_plan(by, record.kehra) or (priority and priority not in mine):
            raise PermissionDenied
        record.priority = priority
        record.save(update_fields=["priority"])
