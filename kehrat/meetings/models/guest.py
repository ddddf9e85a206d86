"""Who comes to a public meeting without an account: an address that was confirmed, no more."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kehityspolku import moments
from kehityspolku.events.mail import Letter
from kehityspolku.events.steps import WrongState, lock
from kehityspolku.lines import LineField
from kehrat.meetings import seats
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.rsvp import Rsvp

CONFIRM_IN = timedelta(days=2)
KEPT = timedelta(days=30)  # after the meeting


class Guests(models.QuerySet):
    def ask(self, meeting, *, name, email, language):
        """Keep the wish to come and mail the link that confirms it; asked again it is the same
        guest. WrongState when answers are not taken; OSError when the mail could not be sent."""
        if not (meeting.public and meeting.takes_answers):
            raise WrongState(meeting)
        told = {"name": name, "language": language}
        guest, new = self.get_or_create(meeting=meeting, email=email.lower(), defaults=told)
        guest.letter("ask_guest", full=seats.is_full(meeting)).send()
        return guest

    def forget(self):
        """Delete those who never confirmed, and all a month after their meeting; returns how
        many."""
        now = moments.now()
        late = self.filter(confirmed_at=None, made_at__lt=now - CONFIRM_IN)
        past = self.filter(meeting__ends__lt=now - KEPT)
        return late.delete()[0] + past.delete()[0]


class Guest(models.Model):
    """One guest of one meeting; `told`: the state of things that the last mail told; `mail_at`:
    when the next one leaves."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = LineField(_("name"), max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    made_at = models.DateTimeField(default=moments.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=60, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = Guests.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("guest of a meeting")
        verbose_name_plural = _("guests of meetings")
        constraints = [models.UniqueConstraint("meeting", "email", name="guest_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kehrat:guest", args=[self.token])

    @property
    def url(self):
        """The guest's own page, whole."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def is_late(self):
        """The link was not pressed in time."""
        return not self.confirmed_at and self.made_at < moments.now() - CONFIRM_IN

    @transaction.atomic
    def answer(self, answer):
        """Come or not; the first yes confirms the address. Returns the Rsvp; WrongState when
        answers are no longer taken."""
        lock(self.meeting)
        lock(self)
        taken_back = answer == Rsvp.Answer.NO and self.meeting.is_called_ahead
        if self.is_late or not (self.meeting.takes_answers or taken_back):
            raise WrongState(self.meeting)
        self.confirmed_at = self.confirmed_at or moments.now()
        rsvp = self.rsvps.first() or Rsvp(meeting=self.meeting, guest=self)
        if not (answer == Rsvp.Answer.YES and rsvp.wants_in):
            seats.give(rsvp, answer)
            seats.move_up(self.meeting)
        self.told = self.standing(rsvp)  # the page tells it
        self.save()
        return rsvp

    def standing(self, rsvp):
        """What a mail would tell now, in short: another one is due when it has changed."""
        meeting = self.meeting
        ahead = moments.days_between(moments.now(), meeting.starts)
        near = meeting.state == Meeting.State.CALLED and ahead <= 1
        letter = meeting.circulars.order_by("-pk").values_list("pk", flat=True).first() or 0
        facts = (meeting.state, meeting.sequence, rsvp.answer, int(near), letter)
        return "-".join(map(str, facts))

    def told_of(self):
        """The guest's answer, if it is one to be written of: what was told is no longer so."""
        rsvp = self.rsvps.first()
        stale = rsvp and rsvp.answer != Rsvp.Answer.NO and self.told != self.standing(rsvp)
        return rsvp if stale else None

    def note_mailed(self):
        """Its mail has left. Not saved."""
        self.told, self.mail_at, self.tries = self.standing(self.rsvps.get()), None, 0

    def letter(self, template, **context):
        """A text of the meetings' guests as a Letter, in the guest's language."""
        with override(self.language):
            path = f"kehrat/mail/{template}.txt"
            text = loader.render_to_string(
                path, {"guest": self, "meeting": self.meeting, "url": self.url, **context}
            )
        subject, _break, body = text.strip().partition("\n")
        headers = {"Auto-Submitted": "auto-generated"}
        return Letter(subject, body.strip() + "\n", to=[self.email], headers=headers)
