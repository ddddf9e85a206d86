import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.lines import LineField
from kehrat.groups.models.membership import Membership


@pghistory.track()
class Organisation(models.Model):
    """An association, a company or a public body: hosts, applicants and partners.

    `registered`: None where nobody knows.
    """

    name = LineField(_("name"), max_length=200, unique=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    registered = models.BooleanField(
        _("registered association or other legal person"), null=True, default=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    def learn(self, number):
        """Keep a business ID that came later: whoever has one is registered. One that is there
        stays, and no two organisations have the same."""
        known = Organisation.objects.filter(business_id=number).exists()
        if number and not self.business_id and not known:
            self.business_id, self.registered = number, True
            self.save(update_fields=["business_id", "registered"])


class SupportingOrganisation(models.Model):
    """An organisation that stands behind a Kehrä that is being founded; it needs no member."""

    kehra = models.ForeignKey(
        "kehrat.Kehra", on_delete=models.CASCADE, related_name="organisations"
    )
    name = LineField(_("name"), max_length=200)
    actor_type = models.CharField(
        _("what it is"), max_length=12, choices=Membership.Actor.choices[1:]
    )
    contact = LineField(_("contact person"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=moments.now)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("supporting organisation")
        verbose_name_plural = _("supporting organisations")
        constraints = [
            models.UniqueConstraint("kehra", Upper("name"), name="supporting_organisation_once")
        ]

    def __str__(self):
        return self.name
