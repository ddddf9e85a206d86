"""Goals of an area and a year, which its officials set and reports hold what was done against."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from arviointi.reports import areas
from kehityspolku import moments, money
from kehityspolku.events.record import record
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehrat.groups.rules import can_report


class Goals(models.QuerySet):
    @verb("set_goal")
    @transaction.atomic
    def set_for(self, area, *, by, figure, target, **facts):
        """Set a goal of an Area from now on, over the one of the same year and figure.

        PermissionDenied to one who may not report on the area.
        """
        goal = self.add(area, by=by, figure=figure, target=target, **facts)
        told = {"figure": goal.figure, "year": goal.year, "value": str(goal.target)}
        record("set_goal", goal, by=by, reason=goal.reason, **told)
        return goal

    @verb("give_up_goal")
    @transaction.atomic
    def give_up(self, area, *, by, figure, **facts):
        """Let an Area have no goal of the figure in a year any more. PermissionDenied likewise."""
        goal = self.add(area, by=by, figure=figure, target=None, **facts)
        told = {"figure": goal.figure, "year": goal.year}
        record("give_up_goal", goal, by=by, reason=goal.reason, **told)
        return goal

    def add(self, area, *, by, **facts):
        """A row more; nobody but the two verbs above calls it."""
        if not can_report(by, area.districts()):
            raise PermissionDenied
        return self.create(area=area.key, set_by=by, **facts)

    def standing(self, keys=None):
        """The goals that hold, of areas by their keys or (None) of all: of a year and a figure the
        last that was set, unless that gave it up."""
        rows = self if keys is None else self.filter(area__in=keys)
        last = rows.order_by("area", "year", "figure", "-pk").distinct("area", "year", "figure")
        return self.filter(pk__in=last.values("pk"), target__isnull=False)


class Goal(models.Model):
    """A version of a goal: what a figure of an area is to be in a year. No row is ever changed."""

    class Figure(models.TextChoices):
        KEHRAT = "kehrat", _("working Kehrät on the last day")
        IDEAS = "ideas", _("new ideas")
        PROJECTS = "projects", _("projects of the year")
        GRANTED = "granted", _("euros granted")
        RATE = "rate", _("response rate of surveys, per cent")
        HOURS = "hours", _("hours of volunteer work")

    area = models.CharField(max_length=160)  # an Area's key
    year = models.PositiveSmallIntegerField(_("year"))
    figure = models.CharField(_("figure"), max_length=10, choices=Figure)
    target = models.DecimalField(
        _("target"), max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    reason = LineField(_("why this target"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=moments.now)

    objects = Goals.as_manager()

    class Meta:
        ordering = ["-year", "figure", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target=None) | models.Q(target__gte=0), name="goal_not_negative"
            )
        ]
        indexes = [models.Index(fields=["area", "year"], name="goal_of_area")]

    def __str__(self):
        return f"{self.get_figure_display()} {self.year}"

    @property
    def target_text(self):
        return money.figures(self.target)

    @cached_property
    def place(self):
        """The area's name; its key where there is no such area any more."""
        try:
            return areas.find(self.area).name
        except ValueError:
            return self.area
