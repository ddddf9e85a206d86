"""The lines of a budget: its costs, and who pays them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import money
from kehityspolku.lines import LineField
from rahoitus.applications.models.budget import Budget
from rahoitus.applications.models.partner import Partner

YEARS = (1990, 2100)


def frozen_stay():
    """A trigger that refuses a new or another line in a frozen budget."""
    return pgtrigger.Trigger(
        name="frozen_stay",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF EXISTS (SELECT 1 FROM rahoitus_budget
                       WHERE id = NEW.budget_id AND frozen_at IS NOT NULL) THEN
                RAISE EXCEPTION 'The budget is frozen';
            END IF;
            RETURN NEW;
        """,
    )


class CostLine(models.Model):
    """A line of costs. `first`: the line of an earlier budget that it goes on from, the first."""

    class Category(models.TextChoices):
        STAFF = "staff", _("staff pay")
        UNITS = "units", _("staff by unit cost")
        SIDE = "side", _("side costs of staff pay")
        SERVICES = "services", _("services bought")
        TRAVEL = "travel", _("travel")
        PREMISES = "premises", _("premises")
        MATERIALS = "materials", _("materials and equipment")
        OTHER = "other", _("other costs")
        VOLUNTEER = "volunteer", _("volunteer work")

    BY_HOUR = (Category.UNITS, Category.VOLUNTEER)  # hours, each at a price of the call's

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="costs")
    category = models.CharField(_("category"), max_length=10, choices=Category)
    text = LineField(_("what"), max_length=200)
    hours = models.DecimalField(_("hours"), max_digits=9, decimal_places=2, null=True, blank=True)
    hour_price = money.EurosField(_("an hour, €"), null=True, blank=True)
    amount = money.EurosField(_("amount, €"))
    phase = LineField(_("phase"), max_length=200, blank=True, db_default="")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.RESTRICT, related_name="costs"
    )
    first = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="later"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="cost_not_negative"),
            models.CheckConstraint(
                condition=Q(hours=None, hour_price=None) | Q(hours__gte=0, hour_price__gte=0),
                name="cost_hours_have_a_price",
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=YEARS), name="cost_year_is_one"
            ),
        ]
        triggers = [frozen_stay()]

    def __str__(self):
        return self.text

    @property
    def label(self):
        """What it is, and whose cost where it is a partner's."""
        return f"{self.text} ({self.partner})" if self.partner_id else self.text

    @property
    def root(self):
        """The key by which it is the same line in every budget."""
        return self.first_id or self.pk


class FundingLine(models.Model):
    """A line of the funding plan: who pays what."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("grant applied for")
        CITY = "city", _("City of Helsinki")
        PUBLIC = "public", _("other public money")
        PRIVATE = "private", _("private money")
        OWN = "own", _("own money")
        IN_KIND = "in_kind", _("work in kind")

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="funding")
    kind = models.CharField(_("kind of money"), max_length=10, choices=Kind)
    text = LineField(_("who"), max_length=200, blank=True)
    amount = money.EurosField(_("amount, €"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    promised = models.BooleanField(_("promised"), default=False, db_default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_not_negative"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=YEARS), name="funding_year_is_one"
            ),
        ]
        triggers = [frozen_stay()]

    def __str__(self):
        return self.get_kind_display()
