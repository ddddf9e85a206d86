from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku.lines import LineField
from kehrat.models import Organisation


class Partners(models.QuerySet):
    def keep(self, application, names):
        """Let these be the application's partners: of a name that an organisation has, it."""
        names = list(dict.fromkeys(names))
        there = {str(partner): partner for partner in self.select_related("organisation")}
        gone = [partner.pk for name, partner in there.items() if name not in names]
        self.filter(pk__in=gone).delete()
        new = [name for name in names if name not in there]
        found = {row.name: row for row in Organisation.objects.filter(name__in=new)}
        for name in new:
            row = found.get(name)
            who = {"organisation": row} if row else {"name": name}
            self.get_or_create(application=application, **who)

    def of_these(self, costs, application):
        """The cost lines given, without the partners that are not the application's."""
        kept = set(self.filter(application=application).values_list("pk", flat=True))
        return [
            {**row, "partner_id": row.get("partner_id") if row.get("partner_id") in kept else None}
            for row in costs
        ]


class Partner(models.Model):
    """Who carries a part of the costs beside the applicant: an organisation, or a name alone."""

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="partners"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships"
    )
    name = LineField(_("name"), max_length=200, blank=True)

    objects = Partners.as_manager()

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
