"""The budgets of an application: what was asked, what was approved, and each change after it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments


class Budgets(models.QuerySet):
    def holding(self):
        """Those that hold or held: approved ones and approved changes, the newest last."""
        return self.exclude(holds_from=None)


class Budget(models.Model):
    """One budget: it owns its lines, and stays as it is from its frozen moment on."""

    class Kind(models.TextChoices):
        ASKED = "asked", pgettext_lazy("budget", "asked for")
        APPROVED = "approved", pgettext_lazy("budget", "approved")
        AMENDMENT = "amendment", pgettext_lazy("budget", "change")

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="budgets"
    )
    kind = models.CharField(_("kind of budget"), max_length=10, choices=Kind, default=Kind.ASKED)
    number = models.PositiveSmallIntegerField(_("number"), default=0)  # of its kind, from 1
    made_at = models.DateTimeField(default=moments.now)
    frozen_at = models.DateTimeField(null=True, blank=True)
    # The funder's day. None: what is asked for, and a change that is not approved.
    holds_from = models.DateField(_("holds from"), null=True, blank=True)

    objects = Budgets.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint("application", "kind", "number", name="budget_once"),
            models.CheckConstraint(
                condition=Q(kind="asked", number=0, holds_from=None)
                | Q(kind__in=["approved", "amendment"], number__gte=1),
                name="budget_numbered_but_asked",
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None) | Q(frozen_at__isnull=False),
                name="budget_holds_frozen",
            ),
        ]

    def __str__(self):
        kind = self.get_kind_display()
        return f"{kind} {self.number}" if self.number > 1 or self.kind == "amendment" else kind

    def lines(self):
        """Its two lists of lines: the managers of costs and of funding."""
        return self.costs, self.funding

    def fill(self, costs, funding):
        """Give it these lines, dicts of their fields, in place of those there were."""
        for lines, rows in zip(self.lines(), (costs, funding), strict=True):
            lines.all().delete()
            lines.bulk_create(lines.model(budget=self, **row) for row in rows)

    def freeze(self):
        """Keep it as it is from now on; once frozen, nothing happens."""
        if not self.frozen_at:
            self.frozen_at = moments.now()
            self.save(update_fields=["frozen_at"])
