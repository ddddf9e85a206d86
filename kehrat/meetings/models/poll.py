"""A poll for a date: its options, answers by members, and the meeting that comes of it."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import User
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership
from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting

MOST = 12  # options of a poll
NEAR = timedelta(days=2)  # before its last moment: time to call the meeting
SIGNER = signing.Signer(salt="kehrat.poll")


def answerers(poll, _event):
    """Those who have answered."""
    return User.objects.filter(poll_answers__option__poll=poll).distinct()


class Polls(models.QuerySet):
    def visible_to(self, user):
        """Of one's own Kehrät; all are Sukkula's."""
        if user.is_authenticated and user.is_sukkula:
            return self
        return self.filter(kehra__in=Kehra.objects.joined_by(user))

    def open(self):
        """Those that take answers: one of their moments is still to come."""
        ahead = PollOption.objects.filter(starts__gt=moments.now()).values("poll")
        return self.filter(state=Poll.State.OPEN, pk__in=ahead)

    def to_settle(self):
        """Those that wait for the coordinators: their last moment is near or gone."""
        later = PollOption.objects.filter(starts__gt=moments.now() + NEAR).values("poll")
        return self.filter(state=Poll.State.OPEN).exclude(pk__in=later)

    def readable(self, pairs):
        """Of (poll, user) pairs those that may still be read, as keys."""
        pairs = [(poll, user) for poll, user in pairs if poll and user.is_active]
        return readers.of_kehra(pairs, Membership.objects)

    def by_token(self, token):
        """The poll of a member's own link and the member, or None; who has left has none."""
        try:
            poll, user = SIGNER.unsign(token).split("-")
        except (signing.BadSignature, ValueError):
            return None
        found = self.select_related("kehra").filter(pk=poll).first()
        member = found and found.kehra.memberships.active().filter(user=user)
        member = member.select_related("user").first() if member else None
        return (found, member.user) if member and member.user.is_active else None

    @verb(tells=circles.members)
    @transaction.atomic
    def ask_dates(self, kehra, *, by, starts, **fields):
        """Ask the members which of the moments `starts` suit them; PermissionDenied, WrongState."""
        check(rules.can_call_meeting, by, kehra)
        if not kehra.is_joinable:
            raise WrongState(kehra)
        poll = self.create(kehra=kehra, by=by, **fields)
        PollOption.objects.bulk_create(PollOption(poll=poll, starts=at) for at in starts)
        record("ask_dates", poll, by=by, dates=[moments.iso(at) for at in starts])
        return poll


@pghistory.track()
class Poll(models.Model):
    """Which of some moments suits the members for a meeting."""

    group_at = "kehra_id"
    notice_kind = Kind.MEETING

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("poll", "takes answers")
        SETTLED = "settled", pgettext_lazy("poll", "a meeting was called")
        DROPPED = "dropped", pgettext_lazy("poll", "dropped")

    TONES = {State.OPEN: "wait", State.SETTLED: "good", State.DROPPED: "quiet"}

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="polls")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = LineField(_("title"), max_length=160)
    place = LineField(_("place"), max_length=200, blank=True)
    text = models.TextField(_("what it is about"), blank=True, max_length=2000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    meeting = models.OneToOneField(
        Meeting, null=True, on_delete=models.SET_NULL, related_name="poll"
    )
    made_at = models.DateTimeField(default=moments.now)

    objects = Polls.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("poll for a date")
        verbose_name_plural = _("polls for a date")
        indexes = [models.Index(fields=["kehra", "-made_at"], name="poll_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:poll", args=[self.pk])

    def url_for(self, user):
        """The member's own page of it, which needs no sign-in; whose it is, it tells."""
        token = SIGNER.sign(f"{self.pk}-{user.pk}")
        return reverse("kehrat:poll_answer", args=[token])

    def within(self):
        return [self.kehra]

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def last(self):
        """Its last moment."""
        return max(option.starts for option in self.options.all())

    def tally(self):
        """The options, soonest first, each with how many it suits (`yes`), may suit and doesn't;
        `best` says of those to come which suit most."""
        options = list(
            self.options.annotate(
                **{said: Count("answers", filter=Q(answers__answer=said)) for said in Said.values}
            ).order_by("starts")
        )
        ahead = [option for option in options if option.is_ahead]
        most = max(((option.yes, option.maybe) for option in ahead), default=None)
        for option in options:
            option.best = option.is_ahead and (option.yes, option.maybe) == most and option.yes > 0
        return options

    @transaction.atomic
    def answer(self, *, by, said):
        """Keep the member's answers, {option's key: "yes", "maybe" or "no"}, in place of those of
        before. PermissionDenied to others than members; WrongState when it is settled."""
        lock(self)
        check(rules.can_answer_poll, by, self)
        if not self.is_open:
            raise WrongState(self)
        for option in self.options.all():
            if answer := said.get(option.pk):
                option.answers.update_or_create(user=by, defaults={"answer": answer})

    @verb(waits_for=circles.team, sign_of_life=False, reminds=(State.OPEN,))
    def poll_waits(self, *, gone):
        """Remind the coordinators once that its last moment is near, once that it is gone; returns
        whether it was now."""
        people = User.objects.filter(poll_answers__option__poll=self).distinct().count()
        facts = {"last": moments.iso(self.last), "gone": gone, "answers": people}
        return record("poll_waits", self, once=f"poll:{self.pk}:{gone}", **facts) is not None

    @step(State.OPEN, to=State.SETTLED, allow=rules.can_run_meeting)
    def settle_poll(self, *, by, meeting):
        """A meeting is called of it; its call tells the members."""
        self.meeting = meeting

    @step(State.OPEN, to=State.DROPPED, allow=rules.can_run_meeting, tells=answerers)
    def drop_poll(self, *, by):
        """Nothing comes of it; those who answered are told."""


class Said(models.TextChoices):
    YES = "yes", pgettext_lazy("a date", "suits")
    MAYBE = "maybe", pgettext_lazy("a date", "suits if need be")
    NO = "no", pgettext_lazy("a date", "does not suit")


class PollOption(models.Model):
    """One of the moments of a poll."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    starts = models.DateTimeField(_("begins"))

    class Meta:
        ordering = ["starts"]
        constraints = [models.UniqueConstraint("poll", "starts", name="poll_option_once")]

    def __str__(self):
        return moments.moment_text(self.starts)

    @property
    def is_ahead(self):
        return self.starts > moments.now()


class PollAnswer(models.Model):
    """What a member said of one moment."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="poll_answers"
    )
    answer = models.CharField(max_length=5, choices=Said)
    at = models.DateTimeField(default=moments.now)

    class Meta:
        ordering = ["option", "pk"]
        constraints = [models.UniqueConstraint("option", "user", name="poll_answer_once")]

    def __str__(self):
        return str(self.option)
