"""A coordinator's letter to those who come to a meeting, or to one member."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import check
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehrat.groups.models import Kehra
from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting, interested


def addressees(circular, event):
    """Those who come, wait or may come; or the one member."""
    return interested(circular.meeting, event) if circular.meeting_id else [circular.to]


class Circulars(models.QuerySet):
    def visible_to(self, user):
        """One's own letters, those one got, and those of the Kehrät that one coordinates."""
        if not user.is_authenticated:
            return self.none()
        coming = Q(meeting__in=Meeting.objects.filter(rsvps__in=user.rsvps.interested()))
        mine = Q(kehra__in=Kehra.objects.coordinated_by(user))
        return self.filter(Q(to=user) | Q(by=user) | coming | mine)

    def readable(self, pairs):
        """Of (letter, user) pairs those that may still be read, as keys: who got it, keeps it."""
        return {(letter.pk, user.pk) for letter, user in pairs if letter and user.is_active}

    @verb(tells=addressees, sign_of_life=False)
    @transaction.atomic
    def write_circular(self, kehra, *, by, meeting=None, to=None, **fields):
        """Write to those who come to a meeting, or to one member; PermissionDenied."""
        check(rules.can_call_meeting, by, kehra)
        letter = self.create(kehra=kehra, by=by, meeting=meeting, to=to, **fields)
        record("write_circular", letter, by=by)
        return letter


class Circular(models.Model):
    """What was written, as it was sent."""

    group_at = "kehra_id"
    notice_kind = Kind.MEETING

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="circulars")
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.CASCADE, related_name="circulars"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = LineField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    at = models.DateTimeField(default=moments.now)

    objects = Circulars.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("letter to those who come")
        verbose_name_plural = _("letters to those who come")
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting=None, to__isnull=False) | Q(meeting__isnull=False, to=None),
                name="circular_has_addressees",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:circular", args=[self.pk])

    def within(self):
        return [self.meeting, self.kehra] if self.meeting_id else [self.kehra]
