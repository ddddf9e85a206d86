from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .case import Case


class Flag(models.Model):
    """One person's report of a text, with the reason."""

    class Kind(models.TextChoices):
        RUDE = "rude", _("It insults or threatens someone")
        HATE = "hate", _("It spreads hatred or discriminates")
        PRIVATE = "private", _("It tells someone's private matters")
        SPAM = "spam", _("It is advertising or spam")
        FALSE = "false", _("It misleads")
        OTHER = "other", pgettext_lazy("report", "Something else")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("what is wrong"), max_length=10, choices=Kind)
    words = models.TextField(_("in your own words"), max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("report of a text")
        verbose_name_plural = _("reports of texts")
        constraints = [
            models.UniqueConstraint(
                "case", "by", condition=Q(closed_at=None), name="flag_open_once"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.case_id}"
