"""What follows a message from outside: its answers, and what its sender writes again."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku import moments
from kehrat.groups.models import Membership


class Replies(models.QuerySet):
    def listed(self):
        """In the order they were written, each with `name_public`: whether the public may know who
        answered."""
        public = Membership.objects.active().filter(
            user=OuterRef("by"), kehra=OuterRef("enquiry__kehra"), name_public=True
        )
        rows = self.order_by("pk").select_related("by").annotate(name_public=Exists(public))
        return rows.fetch_mode(models.FETCH_PEERS)


class Reply(models.Model):
    """One text of a conversation; those of the team are mailed to the sender."""

    enquiry = models.ForeignKey("kehrat.Enquiry", on_delete=models.CASCADE, related_name="replies")
    from_outside = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    for_sukkula = models.BooleanField(default=False)
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    at = models.DateTimeField(default=moments.now)
    mail_at = models.DateTimeField(null=True)  # when its mail leaves, or is tried again
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    objects = Replies.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = gettext_lazy("answer to a message")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_outside=False) | Q(by=None, mail_at=None),
                name="reply_is_of_one_side",
            )
        ]
        indexes = [
            models.Index("mail_at", condition=Q(mail_at__isnull=False), name="reply_mail_waiting")
        ]

    def __str__(self):
        return f"{self.enquiry_id}: {self.at:%Y-%m-%d}"

    @property
    def signed(self):
        """Who wrote it, as its readers outside the group may know."""
        if self.from_outside:
            return self.enquiry.name
        if self.for_sukkula:
            return "Sukkula"
        if self.by and self.name_public:
            return str(self.by)
        return _("A coordinator of %(kehra)s") % {"kehra": self.enquiry.kehra}

    @property
    def signed_inside(self):
        """Who wrote it, for those who answer."""
        return str(self.by) if self.by else self.signed

    def note_mailed(self):
        """Its mail has left. Not saved."""
        self.mail_at, self.sent_at = None, moments.now()
