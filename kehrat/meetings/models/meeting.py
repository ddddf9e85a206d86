"""Meetings: who sees them, how they are called, changed and cancelled."""

import pghistory
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import User
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership
from kehrat.meetings import rules, seats
from kehrat.meetings.models.rsvp import SEATS_LEFT, Rsvp


def interested(meeting, _event):
    """Those who come, wait or may come."""
    return User.objects.filter(pk__in=meeting.rsvps.interested().values("user"))


def invited(meeting, event):
    """Those who come, the members, and of a public meeting the followers: but who has said no."""
    if event.facts.get("follows"):  # the first of those called together has told of it
        return []
    absent = set(meeting.rsvps.filter(answer=Rsvp.Answer.NO).values_list("user", flat=True))
    around = circles.followers(meeting, event) if meeting.public else []
    people = [*interested(meeting, event), *circles.members(meeting, event), *around]
    return [person for person in people if person.pk not in absent]


def invited_if_moved(meeting, event):
    """Of a change they hear when it is one of time or place."""
    return invited(meeting, event) if event.facts.get("moved") else []


class Meetings(models.QuerySet):
    def visible_to(self, user):
        """Public meetings are everyone's; the others their members' and Sukkula's."""
        found = self.filter(kehra__in=Kehra.objects.visible_to(user))
        if user.is_authenticated and user.is_sukkula:
            return found
        return found.filter(Q(public=True) | Q(kehra__in=Kehra.objects.joined_by(user)))

    def readable(self, pairs):
        """Of (meeting, user) pairs those that may still be read, as keys; public ones by all."""
        pairs = [(meeting, user) for meeting, user in pairs if meeting and user.is_active]
        return readers.of_kehra(
            pairs, Membership.objects, others=lambda meeting, _user: meeting.public
        )

    def open_to_all(self):
        """Coming public meetings of Kehrät that are public."""
        return self.coming().filter(
            public=True, kehra__in=Kehra.objects.visible_to(AnonymousUser())
        )

    def coming(self):
        """Called ones that have not ended."""
        return self.filter(state="called", ends__gt=moments.now())

    def past(self):
        """Held, cancelled, or over."""
        return self.exclude(state="called", ends__gt=moments.now())

    def unclosed(self):
        """Over, but nobody has told whether it was held."""
        return self.filter(state="called", ends__lte=moments.now())

    def to_ask(self):
        """Unclosed ones that were called: of one recorded afterwards it is known."""
        return self.unclosed().filter(afterwards=False)

    @verb("call_meeting", tells=invited, news=True, public=True)
    @transaction.atomic
    def call(self, kehra, *, by, again=(), poll=None, **fields):
        """Call a meeting of a joinable Kehrä and tell its members; PermissionDenied, WrongState.

        `again`: the moments at which it is held again, each a meeting of its own; the call of the
        first tells of them all. `poll`: the poll for a date that it comes of.
        """
        check(rules.can_call_meeting, by, kehra)
        if not kehra.is_joinable:
            raise WrongState(kehra)
        meeting = self.create(kehra=kehra, by=by, **fields)
        told = {"agenda": meeting.agenda, **meeting.facts()}
        dates = [moments.iso(at) for at in again]
        record("call_meeting", meeting, by=by, again=dates, **told)
        for at in again:
            shift = {"starts": at, "ends": at + (meeting.ends - meeting.starts)}
            shift["rsvp_until"] = fields.get("rsvp_until") and at - (
                meeting.starts - meeting.rsvp_until
            )
            later = self.create(kehra=kehra, by=by, **fields | shift)
            record("call_meeting", later, by=by, follows=meeting.pk, agenda="", **later.facts())
        if poll:
            poll.settle_poll(by=by, meeting=meeting)
        return meeting

    @verb("record_meeting", public=True, sign_of_life=False)
    @transaction.atomic
    def record_past(self, kehra, *, by, **fields):
        """Record a meeting that was held elsewhere or long ago, so that its minutes have a place;
        nobody is told before they are published. PermissionDenied; ValidationError of one that is
        still to come."""
        check(rules.can_call_meeting, by, kehra)
        if fields["starts"] > moments.now():
            raise ValidationError({"day": gettext("Choose a moment that is past.")})
        meeting = self.create(kehra=kehra, by=by, afterwards=True, **fields)
        record("record_meeting", meeting, by=by, **meeting.facts())
        return meeting


@pghistory.track()
class Meeting(models.Model):
    """A meeting of a Kehrä: called, then held with minutes, or cancelled."""

    group_at = "kehra_id"
    notice_kind = Kind.MEETING

    class State(models.TextChoices):
        CALLED = "called", pgettext_lazy("meeting", "called")
        HELD = "held", pgettext_lazy("meeting", "held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    TONES = {State.CALLED: "good", State.HELD: "quiet over", State.CANCELLED: "bad over"}
    TOLD = ("starts", "ends", "place", "link")  # a change of these is told to those who come
    IN_CALENDARS = (*TOLD, "title", "ends_open")  # a change of these is a new entry there

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="meetings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = LineField(_("title"), max_length=160)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))  # of one whose end is left open: taken to be then
    ends_open = models.BooleanField(_("its end is left open"), default=False, db_default=False)
    afterwards = models.BooleanField(_("recorded afterwards"), default=False, db_default=False)
    place = LineField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part from afar"), max_length=500, blank=True)
    agenda = models.TextField(_("agenda"), blank=True, max_length=10_000)
    public = models.BooleanField(_("open to everyone"), default=True)
    capacity = models.PositiveIntegerField(_("how many there is room for"), null=True, blank=True)
    rsvp_until = models.DateTimeField(_("answer by"), null=True, blank=True)
    state = StateField(choices=State, default=State.CALLED, max_length=10)
    reason = models.TextField(_("why it was cancelled"), blank=True, max_length=2000)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=moments.now)
    changed_at = models.DateTimeField(_("time or place set"), default=moments.now)
    stamped_at = models.DateTimeField(
        _("what calendars tell set"), default=moments.now, db_default=Now()
    )

    objects = Meetings.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["kehra", "-starts", "-id"], name="meeting_list"),
            models.Index(
                fields=["starts", "id"], name="meeting_coming", condition=Q(state="called")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="meeting_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(place="", link=""), name="meeting_is_somewhere"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="meeting_has_room"
            ),
            models.CheckConstraint(
                condition=Q(rsvp_until=None) | Q(rsvp_until__lte=F("starts")),
                name="meeting_answers_before_start",
            ),
        ]
        triggers = [SEATS_LEFT]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:meeting", args=[self.pk])

    def within(self):
        return [self.kehra]

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return "warn" if self.is_unclosed else self.TONES[self.state]

    def facts(self):
        """When and where it is, as its events remember it."""
        times = {"starts": moments.iso(self.starts), "ends": moments.iso(self.told_end)}
        return {**times, "place": self.place, "link": self.link}

    @property
    def when(self):
        """Its time in the page's language."""
        return moments.span(self.starts, self.told_end)

    @property
    def told_end(self):
        """When it ends, if that was told."""
        return None if self.ends_open else self.ends

    @property
    def has_begun(self):
        return self.starts <= moments.now()

    @property
    def is_coming(self):
        return self.state == self.State.CALLED and self.ends > moments.now()

    @property
    def is_unclosed(self):
        return self.state == self.State.CALLED and self.ends <= moments.now()

    @property
    def takes_answers(self):
        """Whether one can still say yes; a no is heard until the meeting begins."""
        return self.is_called_ahead and (self.rsvp_until or self.starts) > moments.now()

    @property
    def is_called_ahead(self):
        return self.state == self.State.CALLED and not self.has_begun

    @transaction.atomic
    def rsvp(self, *, by, answer):
        """Answer "yes", "no" or "maybe"; the same again changes nothing. Returns the Rsvp.

        When all seats are taken a yes waits in the queue. PermissionDenied; WrongState when the
        time to answer is over.
        """
        lock(self)
        check(rules.can_answer_meeting, by, self)
        taken_back = answer == Rsvp.Answer.NO and self.is_called_ahead
        if not (self.takes_answers or taken_back) or answer not in Rsvp.SAID:
            raise WrongState(self)
        rsvp = self.rsvps.filter(user=by).first() or Rsvp(meeting=self, user=by)
        if not (answer == Rsvp.Answer.YES and rsvp.wants_in):
            seats.give(rsvp, answer)
            seats.move_up(self)
        return rsvp

    @verb(tells=interested, sign_of_life=False)
    def remind_of_meeting(self, *, mark, days):
        """Remind those who come, once for each mark; returns whether it was now."""
        once = f"meeting:{self.pk}:{mark}:{self.starts.isoformat()}"
        facts = {"days": days, "agenda": self.agenda, **self.facts()}
        return record("remind_of_meeting", self, once=once, **facts) is not None

    @verb(waits_for=circles.team, sign_of_life=False, reminds=(State.CALLED,))
    def nudge_meeting(self, *, mark, days):
        """Ask whether it was held, once for each mark; returns whether it was now."""
        once = f"nudge:{self.pk}:{mark}:{self.ends.isoformat()}"
        return record("nudge_meeting", self, once=once, days=days, **self.facts()) is not None

    @step(
        State.CALLED,
        to=State.CALLED,
        allow=rules.can_run_meeting,
        tells=invited_if_moved,
        news=True,
        public=True,
    )
    def change_meeting(self, *, by, **fields):
        """Change what was called; a new time or place is told and reminded of anew.

        ValidationError when more people are in than the new number takes.
        """
        changed = {name for name in fields if fields[name] != getattr(self, name)}
        moved = [name for name in self.TOLD if name in changed]
        for name, value in fields.items():
            setattr(self, name, value)
        if "capacity" in fields:
            seats.number_anew(self)
        if changed & {*self.IN_CALENDARS}:
            self.sequence += 1
        if changed & {*self.IN_CALENDARS, "agenda"}:
            self.stamped_at = moments.now()
        if moved:
            self.changed_at = moments.now()
        self.save()
        seats.move_up(self)
        return {"moved": moved, **self.facts()}

    @step(
        State.CALLED,
        to=State.CANCELLED,
        allow=rules.can_run_meeting,
        tells=invited,
        news=True,
        public=True,
    )
    def cancel_meeting(self, *, by, reason):
        """Cancel it, for a reason that is told to those who would have come."""
        self.reason = reason
        self.sequence += 1
        self.changed_at = self.stamped_at = moments.now()
        return {"reason": reason, **self.facts()}

    @step(
        State.CALLED,
        State.HELD,
        to=State.HELD,
        allow=rules.can_run_meeting,
        tells=invited,
        public=True,
    )
    def publish_minutes(self, *, by):
        """Publish the draft of the minutes, frozen from now on; the meeting was held.

        WrongState when there is no draft; ValidationError before the meeting has begun.
        """
        draft = self.minutes.drafts().first()
        if not draft:
            raise WrongState(self)
        if not self.has_begun:
            raise ValidationError(
                gettext("The minutes can be published when the meeting has begun.")
            )
        draft.freeze(by=by)
        return {"version": draft.version}
