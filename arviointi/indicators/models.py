"""The indicators as they stood at the end of each month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehrat.models import Kehra


class Snapshots(models.QuerySet):
    def of(self, kehra):
        """Those of a Kehrä; None: of the whole city."""
        return self.filter(kehra=kehra)


class Snapshot(models.Model):
    """One indicator of a Kehrä, or (without one) of the whole city, at the end of a month, worked
    out by `indicators.figures` and kept as it was."""

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.CASCADE, related_name="snapshots"
    )
    day = models.DateField(_("last day of the month"))
    indicator = models.CharField(max_length=20)
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=moments.now)

    objects = Snapshots.as_manager()

    class Meta:
        ordering = ["day", "indicator"]
        verbose_name = _("indicator of a month")
        verbose_name_plural = _("indicators of months")
        constraints = [
            models.UniqueConstraint(
                "kehra", "day", "indicator", nulls_distinct=False, name="snapshot_once_a_month"
            )
        ]

    def __str__(self):
        return f"{self.indicator} {self.day}"
