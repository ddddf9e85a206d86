from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.template import loader
from django.utils import timezone
from django.utils.functional import cached_property

from kehityspolku.text import tidy_line


class Peers(models.Manager):
    """What one record lacks is fetched for all read with it: a list asks as often as one row."""

    def get_queryset(self):
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)


class Events(models.QuerySet):
    def about(self, record):
        """What happened to a record and to what belongs to it, oldest first."""
        return self.filter(
            about_type=ContentType.objects.get_for_model(record), about_id=record.pk
        ).order_by("at", "pk")

    def listed(self):
        """For a list: what the events name is fetched at once for all of them."""
        rows = self.select_related("actor", "target_type", "about_type")
        return rows.prefetch_related("target", "about").fetch_mode(models.FETCH_PEERS)


class Event(models.Model):
    """What happened: one verb on one record by one person. History, notices and feeds read it.

    `about` is the record on whose page the event shows (an application's card, say). `once` holds
    a key when the event may happen a single time, however often it is tried.
    """

    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    about_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)
    once = models.CharField(max_length=120, null=True, unique=True)

    objects = Peers.from_queryset(Events)()

    class Meta:
        indexes = [
            models.Index("about_type", "about_id", "at", name="event_about"),
            models.Index("target_type", "target_id", name="event_target"),
            models.Index("verb", "at", name="event_verb"),
        ]

    def __str__(self):
        return f"{self.target_type.app_label}.{self.verb} {self.target_id}"

    @cached_property
    def text(self):
        """The event told in the active language, plain text; the first line is the sentence.

        Rendered from `<app>/mail/<verb>.txt` with `event`, `target`, `about` and `facts`.
        """
        template = f"{self.target_type.app_label}/mail/{self.verb}.txt"
        context = {
            "event": self,
            "target": self.target,
            "about": self.about,
            "facts": self.facts,
            "site": settings.SITE_URL,
            "contact": settings.CONTACT,
        }
        return loader.render_to_string(template, context).strip()

    @property
    def sentence(self):
        """One line, whatever is in it."""
        return tidy_line(self.text.partition("\n")[0])

    @property
    def body(self):
        return self.text.partition("\n")[2].strip()


class Wish(models.Model):
    """An act begun before sign-in, kept until the person's address is confirmed, then done."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="wishes"
    )
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    verb = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.verb} {self.target_id}"
