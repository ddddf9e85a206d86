"""Other funding of a project, and the de minimis aid that an organisation has declared."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.events.steps import check, hold
from kehityspolku.lines import LineField
from kehrat.groups.models import Organisation
from kehrat.projects.models import Project
from rahoitus.declarations import rules

MOST = 60  # rows of one project, of one organisation


class OtherFundings(models.QuerySet):
    def counting(self):
        """Those that may pay a cost: applied for, or granted."""
        return self.exclude(state=OtherFunding.State.DECLINED)

    @transaction.atomic
    def declare(self, project, *, by, **told):
        """Tell of other funding: who, and as far as it is known the year, the sum, its state and
        the costs it is for. PermissionDenied by rule; ValidationError for the same twice.
        """
        hold(project)
        check(rules.can_declare, by, project)
        there = self.filter(project=project)
        if there.filter(**told).exists():
            raise ValidationError(gettext("This is told already."))
        if there.count() >= MOST:
            raise ValidationError(gettext("There are too many rows. Remove an old one first."))
        return self.create(project=project, by=by, **told)


@pghistory.track()
class OtherFunding(models.Model):
    """Money for the project that is applied for, granted or refused outside the portal."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("other funding", "applied for")
        GRANTED = "granted", pgettext_lazy("other funding", "granted")
        DECLINED = "declined", pgettext_lazy("other funding", "not granted")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="other_funding")
    who = LineField(_("who gives the money"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    amount = money.EurosField(_("sum, €"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    costs = ArrayField(
        LineField(max_length=200), verbose_name=_("for which costs"), default=list, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_at = models.DateTimeField(default=moments.now)

    objects = OtherFundings.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("other funding")
        verbose_name_plural = _("other funding")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="other_funding_positive"
            )
        ]

    def __str__(self):
        year = self.year or gettext("year not stated")
        return f"{self.who} ({self.get_state_display()}, {year})"

    @transaction.atomic
    def remove(self, *, by):
        """Take it away. PermissionDenied by rule."""
        check(rules.can_declare, by, self.project)
        self.delete()


class AidDeclarations(models.QuerySet):
    @transaction.atomic
    def declare(self, organisation, *, by, is_none, grantor="", granted_on=None, amount=None):
        """Tell of aid that the organisation has got, or that it has got none in three years.

        PermissionDenied by rule; ValidationError for a day to come and for the same twice.
        """
        hold(organisation)
        check(rules.can_declare_aid, by, organisation)
        moments.refuse_future(granted_on, "granted_on")
        told = {"grantor": grantor, "granted_on": granted_on, "amount": amount, "is_none": is_none}
        there = self.filter(organisation=organisation)
        if there.filter(**told, told_on=moments.today()).exists():
            raise ValidationError(gettext("This is told already."))
        if there.count() >= MOST:
            raise ValidationError(gettext("There are too many rows. Remove an old one first."))
        return self.create(organisation=organisation, by=by, **told)


@pghistory.track()
class AidDeclaration(models.Model):
    """One de minimis aid of an organisation, or its word on a day that it has got none."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="aid_declarations"
    )
    is_none = models.BooleanField(_("no aid in three years"), default=False)
    grantor = LineField(_("who granted it"), max_length=200, blank=True)
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    amount = money.EurosField(_("sum, €"), null=True, blank=True)
    told_on = models.DateField(default=moments.today)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AidDeclarations.as_manager()

    class Meta:
        ordering = ["granted_on", "pk"]
        verbose_name = _("declaration of de minimis aid")
        verbose_name_plural = _("declarations of de minimis aid")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_none=False) & ~Q(grantor="")
                | Q(is_none=True, grantor="", granted_on=None, amount=None),
                name="aid_is_told_or_none",
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="aid_positive"),
        ]

    def __str__(self):
        return self.grantor or gettext("no de minimis aid in three years")

    @transaction.atomic
    def remove(self, *, by):
        """Take it away. PermissionDenied by rule."""
        check(rules.can_declare_aid, by, self.organisation)
        self.delete()
