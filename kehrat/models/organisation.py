from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """An association, a company or a public body: hosts, applicants and partners."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    registered = models.BooleanField(
        _("registered association or other legal person"), default=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name
