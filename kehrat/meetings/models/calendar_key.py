from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments


def new_token():
    """43 letters nobody can guess."""
    return token_urlsafe(32)


class CalendarKeys(models.QuerySet):
    def renew(self, user):
        """Give the person a new secret address; the former one stops working."""
        values = {"token": new_token(), "made_at": moments.now()}
        return self.update_or_create(user=user, defaults=values)[0]

    def revoke(self, user):
        """Close the person's secret address."""
        self.filter(user=user).delete()


class CalendarKey(models.Model):
    """The secret address of one person's meetings, for the person's own calendar."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token)
    made_at = models.DateTimeField(default=moments.now)

    objects = CalendarKeys.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)
