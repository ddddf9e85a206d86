import pghistory
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, moments
from kehityspolku.lines import LineField
from kehrat.groups.models.membership import Membership

APPROVED = ("approved", "running", "ended")  # cards of which Sukkula has seen who applies


class Organisations(models.QuerySet):
    def behind(self, permission, user):
        """Those that host, or apply for, a Kehrä to which the person has the permission; for
        Sukkula all. A card counts from its approval: before, anyone could write any name there.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_sukkula:
            return self
        mine = grants.held(user, permission)
        applies = Q(projects__kehra__in=mine, projects__state__in=APPROVED)
        found = self.filter(Q(hosted__in=mine) | applies)
        return self.filter(pk__in=found.order_by().values("pk"))


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

    objects = Organisations.as_manager()

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

    def kehrat_behind(self):
        """The Kehrät that it hosts or applies for."""
        applies = Q(projects__applicant=self, projects__state__in=APPROVED)
        return apps.get_model("kehrat.Kehra").objects.filter(Q(host=self) | applies).distinct()


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
