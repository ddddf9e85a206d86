from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku.lines import LineField
from kehrat.models import Organisation


class Partner(models.Model):
    """Who carries a part of the costs beside the applicant: an organisation, or a name alone."""

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="partners"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships"
    )
    name = LineField(_("name"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint("application", "organisation", name="partner_once"),
            models.UniqueConstraint(
                "application", "name", condition=~Q(name=""), name="partner_name_once"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) ^ Q(name=""), name="partner_is_one_or_the_other"
            ),
        ]

    def __str__(self):
        return self.organisation.name if self.organisation_id else self.name
