from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from kehityspolku import moments


class SentForm(models.Model):
    """A form that was sent and what it made: pressed twice, it still makes one (once.py)."""

    key = models.UUIDField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    made_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE)
    made_id = models.BigIntegerField(null=True)
    made = GenericForeignKey("made_type", "made_id")
    at = models.DateTimeField(default=moments.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "user"], nulls_distinct=False, name="sent_form_once"
            )
        ]

    def __str__(self):
        return str(self.key)
