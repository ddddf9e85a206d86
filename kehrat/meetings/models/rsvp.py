import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.verbs import verb
from kehityspolku.people.circles import person

# The database itself lets no seat be taken beyond the number of them, and keeps that number from
# falling below the seats taken.
SEAT_EXISTS = pgtrigger.Trigger(
    name="seat_exists",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("seat"),
    declare=[("seats", "integer")],
    func="""
SELECT capacity INTO seats FROM kehrat_meeting WHERE id = NEW.meeting_id FOR SHARE;
IF NEW.seat > seats THEN
    RAISE EXCEPTION 'the meeting is full' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
""",
)
SEATS_LEFT = pgtrigger.Trigger(  # of the meeting
    name="seats_left",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("capacity"),
    func="""
IF EXISTS (SELECT 1 FROM kehrat_rsvp WHERE meeting_id = NEW.id AND seat > NEW.capacity) THEN
    RAISE EXCEPTION 'more people are in than the meeting takes' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
""",
)


class Rsvps(models.QuerySet):
    def interested(self):
        """Those who come, wait or may come."""
        return self.exclude(answer=Rsvp.Answer.NO)

    def readable(self, pairs):
        """As the meetings they answer (see `Meetings.readable`)."""
        pairs = list(pairs)
        meetings = Rsvp._meta.get_field("meeting").related_model.objects
        seen = meetings.readable((rsvp.meeting, user) for rsvp, user in pairs)
        return {(rsvp.pk, u.pk) for rsvp, u in pairs if (rsvp.meeting_id, u.pk) in seen}


class Rsvp(models.Model):
    """One person's or guest's answer to a meeting's call. The verbs of the meeting write it."""

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("answer to a call", "comes")
        NO = "no", pgettext_lazy("answer to a call", "does not come")
        MAYBE = "maybe", pgettext_lazy("answer to a call", "may come")
        WAITING = "waiting", pgettext_lazy("answer to a call", "on the waiting list")

    SAID = [Answer.YES, Answer.NO, Answer.MAYBE]  # what a person can say; waiting follows from yes

    meeting = models.ForeignKey("kehrat.Meeting", on_delete=models.PROTECT, related_name="rsvps")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="rsvps"
    )
    guest = models.ForeignKey(
        "kehrat.Guest", null=True, on_delete=models.CASCADE, related_name="rsvps"
    )
    answer = models.CharField(max_length=10, choices=Answer)
    seat = models.PositiveIntegerField(null=True, blank=True)
    queue = models.PositiveIntegerField(_("place in the queue"), null=True, blank=True)
    answered_at = models.DateTimeField(default=moments.now)

    objects = Rsvps.as_manager()

    class Meta:
        ordering = ["seat", "queue", "pk"]
        verbose_name = _("answer to a call")
        verbose_name_plural = _("answers to calls")
        constraints = [
            models.UniqueConstraint("meeting", "user", name="rsvp_once_per_person"),
            models.UniqueConstraint("meeting", "guest", name="rsvp_once_per_guest"),
            models.CheckConstraint(
                condition=Q(user=None, guest__isnull=False) | Q(user__isnull=False, guest=None),
                name="rsvp_of_one_who_comes",
            ),
            models.UniqueConstraint("meeting", "seat", name="rsvp_seat_once"),
            models.UniqueConstraint("meeting", "queue", name="rsvp_queue_once"),
            models.CheckConstraint(
                condition=Q(answer="yes", seat__isnull=False, seat__gte=1)
                | (~Q(answer="yes") & Q(seat=None)),
                name="rsvp_yes_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", queue__isnull=False, queue__gte=1)
                | (~Q(answer="waiting") & Q(queue=None)),
                name="rsvp_waiting_has_a_place",
            ),
        ]
        triggers = [SEAT_EXISTS]

    def __str__(self):
        return str(self.meeting)

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()

    def about(self):
        return self.meeting

    def within(self):
        return [self.meeting, self.meeting.kehra]

    @property
    def who(self):
        """The person or the guest."""
        return self.user if self.user_id else self.guest

    @property
    def wants_in(self):
        """Is in, or waits for a seat."""
        return self.answer in {self.Answer.YES, self.Answer.WAITING}

    @verb(waits_for=person("user"))  # a guest is written to by `guests.deliver`
    def move_up(self, seat):
        """Leave the queue for a seat that was freed."""
        self.answer, self.seat, self.queue = self.Answer.YES, seat, None
        self.save()
        record("move_up", self, **self.meeting.facts())
