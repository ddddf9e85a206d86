"""A coordinator's letter to those who come to a meeting, or to one member."""

from collections import Counter

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import check
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import Event, Notice
from kehrat.groups.models import Kehra
from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting, interested

Mail = Notice.Mail


def those_who_come(circular, event):
    """Those who come, wait or may come."""
    return interested(circular.meeting, event) if circular.meeting_id else []


def the_one(circular, _event):
    """The member who alone is written to: somebody waits for that person, so it is no news."""
    return [circular.to] if circular.to_id else []


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

    @verb(waits_for=the_one, tells=those_who_come, sign_of_life=False)
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

    def reached(self):
        """How many get it "mail" at once, in their "digest", or see it in the "portal" alone,
        because they muted or stopped such mail or no mail reaches them. Guests have mail only."""
        event = Event.objects.filter(
            verb="write_circular",
            target_type=ContentType.objects.get_for_model(self),
            target_id=self.pk,
        ).get()
        mails = Counter(event.notices.values_list("mail", flat=True))
        people = [*the_one(self, event), *those_who_come(self, event)]
        people = [person for person in people if person.is_active and person.pk != self.by_id]
        guests = Q(guest__confirmed_at__isnull=False)
        coming = self.meeting.rsvps.interested().filter(guests).count() if self.meeting_id else 0
        at_once = mails[Mail.WAITING] + mails[Mail.SENT]
        return {
            "mail": at_once + coming,
            "digest": mails[Mail.DIGEST],
            "portal": max(0, len(people) - at_once - mails[Mail.DIGEST]),
        }

    def within(self):
        return [self.meeting, self.kehra] if self.meeting_id else [self.kehra]
