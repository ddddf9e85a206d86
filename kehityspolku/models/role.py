import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import events, moments, rules
from kehityspolku.steps import lock


class Roles(models.QuerySet):
    def current(self):
        """Roles held today."""
        day = moments.today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    @transaction.atomic
    def give(self, user, kind, *, by):
        """Give a portal-wide role from today; twice is once. `by` None: the server itself.

        PermissionDenied to all but administrators, and of one's own roles.
        """
        if not rules.can_change_roles(by, user):
            raise PermissionDenied
        role, made = self.get_or_create(
            user=user, kind=kind, ended_on=None, defaults={"started_on": moments.today()}
        )
        if made:
            user.trust()
            user.__dict__.pop("roles", None)
            events.record("give_role", role, by=by)
        return role


@pghistory.track()
class Role(models.Model):
    """A portal-wide role of a person, dated; roles by object are rows of the apps above."""

    class Kind(models.TextChoices):
        ADVISER = "adviser", _("Sukkula's adviser")
        LEAD = "lead", _("Sukkula's lead")
        REVIEWER = "reviewer", _("reviewer")
        CITY_OFFICIAL = "city_official", _("city official")
        FUNDER_OFFICIAL = "funder_official", _("funder's official")
        ADMIN = "admin", _("administrator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_rows"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    started_on = models.DateField(default=moments.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = Roles.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                "user", "kind", condition=Q(ended_on=None), name="role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="role_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"

    def about(self):
        return self.user

    def audience(self, event):
        """The person, and Sukkula's leads."""
        return self.user.told_of_account()

    def notice_kind(self, event):
        return "decision"

    @transaction.atomic
    def end(self, *, by):
        """End the role today; once ended, nothing happens. See `give`."""
        lock(self)
        if not rules.can_change_roles(by, self.user):
            raise PermissionDenied
        if self.ended_on is None:
            self.ended_on = moments.today()
            self.save()
            self.user.__dict__.pop("roles", None)
            events.record("end_role", self, by=by)
