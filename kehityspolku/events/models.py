from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event, Peers
from .line import LineField


class Notices(models.QuerySet):
    def visible_to(self, user):
        """Everyone reads only one's own notices."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient_id=user.pk, address="")

    def unread(self):
        return self.filter(read_at=None)

    def forget(self):
        """Delete what was read long ago (NOTICES_KEPT); returns how many."""
        long_ago = timezone.now() - settings.NOTICES_KEPT
        return self.filter(read_at__lt=long_ago).exclude(mail__in=Notice.UNSENT).delete()[0]

    def waiting(self, mail="waiting", now=None):
        """Mail that has to leave now, one by one or (`mail` "digest") gathered."""
        return self.filter(mail=mail, not_before__lte=now or timezone.now())

    def locked(self):
        """For a worker that sends them: others pass by what it has taken."""
        return self.select_for_update(skip_locked=True, of=("self",))

    def listed(self):
        """With all that their words need, fetched at once for all of them."""
        event = "event__actor", "event__target_type", "event__about_type"
        rows = self.select_related("recipient", *event)
        return rows.prefetch_related("event__target", "event__about")


class Notice(models.Model):
    """One event told to one person: in the portal always, by mail when the person wants it.

    A task is a duty: it waits for the person because of a role.
    """

    class Kind(models.TextChoices):
        """What a notice is to the person: for each, one chooses how often it is mailed."""

        DECISION = "decision", _("Decisions and your account")
        TASK = "task", _("What waits for you")
        PROJECT = "project", _("Projects and applications")
        GROUP = "group", _("News of Kehrät")
        MEETING = "meeting", _("Meetings")
        IDEA = "idea", _("Ideas")
        COMMENT = "comment", _("Comments")

    class Mail(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DIGEST = "digest", _("waits for the digest")
        SENT = "sent", _("sent")
        NONE = "none", _("no mail")
        FAILED = "failed", _("failed")

    ALWAYS = [Kind.DECISION, Kind.TASK]  # neither muted nor stopped; a task may be gathered
    UNSENT = [Mail.WAITING, Mail.DIGEST]
    TONES = {Mail.WAITING: "wait", Mail.SENT: "good", Mail.FAILED: "bad"}

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROJECT)
    followed = models.BooleanField(default=False)  # told only because one follows
    # Told because nobody whom it waits for can be reached.
    stands_in = models.BooleanField(default=False, db_default=False)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.WAITING)
    problem = LineField(max_length=200, blank=True)  # why the last try failed
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # Mailed there instead of to the person's own address: of a change of address to the old one.
    address = models.EmailField(blank=True, default="", db_default="")

    objects = Peers.from_queryset(Notices)()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint("event", "recipient", "address", name="notice_once"),
        ]
        indexes = [
            models.Index("made_at", condition=models.Q(mail="waiting"), name="notice_mail_waiting"),
            models.Index(
                "not_before", "recipient", condition=models.Q(mail="digest"), name="notice_digest"
            ),
            models.Index(fields=["recipient", "-made_at", "-id"], name="notice_list"),
            models.Index("recipient", condition=models.Q(read_at=None), name="notice_unread"),
        ]

    @property
    def to(self):
        """The address that its mail goes to."""
        return self.address or self.recipient.email

    @property
    def tone(self):
        """How the state of its mail is shown (docs/look.md)."""
        return self.TONES.get(self.mail, "quiet")

    def read(self):
        """Mark as read; the first time counts."""
        Notice.objects.filter(pk=self.pk, read_at=None).update(read_at=timezone.now())

    def __str__(self):
        return f"{self.event} → {self.recipient_id}"
