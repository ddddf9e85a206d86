"""When the funder waits for reports: the rows of a call's timetable."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from rahoitus.calls.models.call import Call

MOST_MONTHS = 120
MOST_DAYS = 60  # of one row, however short its interval


class ReportDue(models.Model):
    """A report or claim that the funder waits for, by months from a day of the project."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("interim report")
        FINAL = "final", _("final report")
        CLAIM = "claim", _("payment claim")
        USE = "use", _("use report")

    class After(models.TextChoices):
        START = "start", pgettext_lazy("counted from", "the project's start")
        END = "end", pgettext_lazy("counted from", "the project's end")
        DECISION = "decision", pgettext_lazy("counted from", "the decision")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reports")
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("what is given"), max_length=10, choices=Kind)
    months = models.PositiveSmallIntegerField(
        _("months after"), validators=[MaxValueValidator(MOST_MONTHS)]
    )
    after = models.CharField(_("counted from"), max_length=10, choices=After, default=After.END)
    every_months = models.PositiveSmallIntegerField(
        _("again every so many months until the project's end"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("report to the funder")
        verbose_name_plural = _("reports to the funder")
        constraints = [
            models.CheckConstraint(
                condition=Q(months__lte=MOST_MONTHS), name="report_due_within_ten_years"
            ),
            models.CheckConstraint(
                condition=Q(every_months=None)
                | Q(every_months__gte=1, every_months__lte=MOST_MONTHS),
                name="report_due_interval_in_bounds",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def days(self, *, starts_on=None, ends_on=None, decided_on=None):
        """The days by which it is given, of a project of these days; none where the day it is
        counted from is not known. What comes again does so until the project's end.
        """
        known = {"start": starts_on, "end": ends_on, "decision": decided_on}
        first = known[self.after]
        if not first:
            return []
        last = ends_on if self.every_months and self.after != self.After.END else None
        days = [moments.months_after(first, self.months)]
        while last and len(days) < MOST_DAYS:
            day = moments.months_after(first, self.months + len(days) * self.every_months)
            if day > last:
                break
            days.append(day)
        return days
