from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Follows(models.QuerySet):
    def of(self, *records):
        """The rows that point at any of the records."""
        keys = {}
        for record in filter(None, records):
            keys.setdefault(ContentType.objects.get_for_model(record), []).append(record.pk)
        if not keys:
            return self.none()
        wanted = Q()
        for kind, pks in keys.items():
            wanted |= Q(target_type=kind, target_id__in=pks)
        return self.filter(wanted)


class Follow(models.Model):
    """A person follows a record, or has muted it (`muted`): then nothing of it is told."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    muted = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = Follows.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint("user", "target_type", "target_id", name="follow_once")
        ]
        indexes = [models.Index("target_type", "target_id", "muted", name="follow_target")]

    def __str__(self):
        return f"{self.user_id} {'mutes' if self.muted else 'follows'} {self.target_id}"
