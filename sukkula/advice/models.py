from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.lines import LineField
from kehrat.groups.rules import is_sukkula
from kehrat.models import Kehra, Project
from sukkula import rules

KEPT = timedelta(days=365)  # who it was and what was said; that it was given is kept


class AdviceGiven(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever."""
        return self.all() if is_sukkula(user) else self.none()

    def log(self, *, by, **given):
        """Keep that advice was given. Nobody is told. PermissionDenied."""
        if not rules.can_log_advice(by):
            raise PermissionDenied
        return self.create(by=by, **given)

    def between(self, first, last):
        """Given on these days, the last included."""
        return self.filter(on__range=(first, last))

    def of_kehra(self, kehra):
        """About the Kehrä or one of its cards."""
        return self.filter(Q(kehra=kehra) | Q(project__kehra=kehra))

    def counts(self):
        """{(theme, channel): how many}."""
        rows = self.order_by().values_list("theme", "channel").annotate(n=Count("pk"))
        return {(theme, channel): n for theme, channel, n in rows}

    def forget(self):
        """Empty whom old advice was given to and what was said; returns of how many."""
        old = self.filter(on__lt=moments.today() - KEPT).exclude(to_whom="", note="")
        return old.update(to_whom="", note="")


class Advice(models.Model):
    """Advice that one of Sukkula's people gave: how, on what, to which Kehrä or card or neither."""

    class Channel(models.TextChoices):
        CALL = "call", pgettext_lazy("advice", "call")
        VISIT = "visit", pgettext_lazy("advice", "visit")
        MAIL = "mail", pgettext_lazy("advice", "e-mail")

    class Theme(models.TextChoices):
        CARD = "card", pgettext_lazy("advice", "the project card")
        FUNDING = "funding", pgettext_lazy("advice", "funding")
        GROUP = "group", pgettext_lazy("advice", "a Kehrä's work")
        FOUNDING = "founding", pgettext_lazy("advice", "founding a Kehrä")
        PORTAL = "portal", pgettext_lazy("advice", "using the portal")
        OTHER = "other", pgettext_lazy("advice", "something else")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    on = models.DateField(_("day"), default=moments.today)
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    theme = models.CharField(_("on what"), max_length=10, choices=Theme)
    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.SET_NULL, related_name="advice"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="advice"
    )
    to_whom = LineField(_("to whom"), max_length=120, blank=True)
    note = models.TextField(_("what was said"), max_length=2000, blank=True)
    at = models.DateTimeField(default=moments.now)

    objects = AdviceGiven.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("advice given")
        verbose_name_plural = _("advice given")
        indexes = [models.Index("on", "id", name="advice_of_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kehra=None) | Q(project=None), name="advice_of_a_kehra_or_a_card"
            )
        ]

    def __str__(self):
        return f"{self.get_channel_display()}, {self.get_theme_display()}"

    @property
    def about(self):
        """The card or the Kehrä it was about; None of neither."""
        return self.project or self.kehra

    @property
    def whose(self):
        """The Kehrä that it counts for; None of none."""
        return self.project.kehra if self.project else self.kehra
