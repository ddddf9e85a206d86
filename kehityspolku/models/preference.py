from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .notice import Notice


class Preferences(models.QuerySet):
    def paces(self, people):
        """{(person's pk, kind): pace} of what the people have chosen, in one query."""
        rows = self.filter(user__in=people).values_list("user_id", "kind", "pace")
        return {(user, kind): pace for user, kind, pace in rows}


class Preference(models.Model):
    """How often a person wants mail of one kind; what is not chosen is mailed at once."""

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")
        NEVER = "never", _("never")

    GATHERED = [Pace.DAILY, Pace.WEEKLY]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    kind = models.CharField(max_length=10, choices=Notice.Kind)
    pace = models.CharField(max_length=10, choices=Pace, default=Pace.AT_ONCE)

    objects = Preferences.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "kind", name="preference_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(kind=Notice.Kind.DECISION), name="preference_not_of_decisions"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Notice.Kind.TASK, pace="never"),
                name="preference_duties_are_mailed",
            ),
            models.CheckConstraint(
                condition=Q(pace__in=["at_once", "daily", "weekly", "never"]),
                name="preference_pace_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.pace}"
