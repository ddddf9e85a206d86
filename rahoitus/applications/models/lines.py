from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import money
from kehityspolku.lines import LineField
from rahoitus.applications.models.application import Application


class CostLine(models.Model):
    """A line of costs."""

    class Category(models.TextChoices):
        STAFF = "staff", _("staff pay")
        SERVICES = "services", _("services bought")
        MATERIALS = "materials", _("materials and equipment")
        PREMISES = "premises", _("premises")
        TRAVEL = "travel", _("travel")
        OTHER = "other", _("other costs")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="costs")
    category = models.CharField(_("category"), max_length=10, choices=Category)
    text = LineField(_("what"), max_length=200)
    amount = money.EurosField(_("amount, €"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="cost_not_negative")]

    def __str__(self):
        return self.text


class FundingLine(models.Model):
    """A line of the funding plan: who pays what."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("grant applied for")
        CITY = "city", _("City of Helsinki")
        PUBLIC = "public", _("other public money")
        PRIVATE = "private", _("private money")
        OWN = "own", _("own money")
        IN_KIND = "in_kind", _("work in kind")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="funding")
    kind = models.CharField(_("kind of money"), max_length=10, choices=Kind)
    text = LineField(_("who"), max_length=200, blank=True)
    amount = money.EurosField(_("amount, €"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_not_negative")
        ]

    def __str__(self):
        return self.get_kind_display()
