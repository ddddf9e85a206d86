"""Who acts for the applicant in the funder's own service, and who signs."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.lines import LineField
from rahoitus.applications import rules
from rahoitus.applications.models.application import Application

KEPT = timedelta(days=2 * 365)  # after the application has ended


class Signings(models.QuerySet):
    @transaction.atomic
    def tell(self, application, *, by, **words):
        """Keep who acts and who signs. WrongState once it has gone; PermissionDenied by rule."""
        lock(application)
        check(rules.can_write, by, application)
        if application.state not in Application.UNSENT:
            raise WrongState(application)
        told = {**words, "by": by, "at": moments.now()}
        return self.update_or_create(application=application, defaults=told)[0]

    def forget(self):
        """Delete the names of applications that ended long ago; returns how many rows it was."""
        over = [*Application.ENDED_WITHOUT, Application.State.CLOSED]
        ended = {"application__state__in": over}
        old = {"application__state_since__lt": moments.now() - KEPT}
        return self.filter(**ended, **old).delete()[0]


class Signing(models.Model):
    """Names for the team and Sukkula alone; the funder's service knows them by Suomi.fi."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="signing"
    )
    mandate = LineField(_("who holds the Suomi.fi mandate"), max_length=120, blank=True)
    mandate_to = models.DateField(_("the mandate is in force until"), null=True, blank=True)
    signs = LineField(_("who signs"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)

    objects = Signings.as_manager()

    class Meta:
        verbose_name = _("mandate and signatories")
        verbose_name_plural = _("mandates and signatories")

    def __str__(self):
        return self.mandate or self.signs

    @property
    def is_whole(self):
        return bool(self.mandate and self.signs)
