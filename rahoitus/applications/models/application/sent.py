"""The sending of an application, and what keeps it from being sent: the deadline, a withdrawal."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import hold, step
from kehityspolku.events.verbs import verb
from kehityspolku.second_press import doubts, refuse_unexplained
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides, desk, team
from rahoitus.applications import rules, sending, unusual
from rahoitus.applications.circles import both_sides_and_funder, officials
from rahoitus.applications.models.application.states import UNDECIDED, UNSENT, State


class Sent(models.Model):
    """An application on its way to the funder."""

    class Meta:
        abstract = True

    @property
    def deadline(self):
        """The last day to send it; None when the call is open all year."""
        return self.late_until or self.call.last_day

    def closing(self):
        """Its last day and last moment, as an event keeps them."""
        last = sending.last_moment(self)
        return {"closes_on": moments.iso(self.deadline), "closes_at": moments.iso(last)}

    @property
    def is_sent(self):
        """It has reached the funder; of a past decision nobody may know when."""
        return self.sent_at is not None or self.recorded_afterwards

    @property
    def held_to(self):
        """The call with the rules it is held to: today's until it is sent, those of then after,
        looked for once."""
        if not self.sent_at:
            return self.call
        if self._held_to[0] != self.sent_at:
            self._held_to = self.sent_at, self.call.rules_at(self.sent_at)
        return self._held_to[1]

    @verb(
        waits_for=together(team, desk),
        tells=both_sides,
        sign_of_life=False,
        deadline=True,
        reminds=tuple(UNSENT),
    )
    def deadline_near(self, *, once, days):
        """Remind of the last day to send it; returns whether it was now."""
        facts = {"days": days, **self.closing()}
        return record("deadline_near", self, once=once, **facts) is not None

    @step(
        State.CHECKED,
        State.EXPIRED,
        to=State.SENT,
        allow=rules.can_check,
        waits_for=officials,
        tells=both_sides_and_funder,
        station="decision",
        ends_station="call",
        dated="sent_at",
    )
    def record_sent(self, *, by, diary_number="", sent_on=None, sent_time=None, because=""):
        """Record that the application went to the funder in its own service, today or before.

        It is judged by when it went, not by when that is told. `sent_time`: the time in Helsinki,
        where it is known. ValidationError when it is not past, and of an expired one that did not
        go in time; without a reason, too, for a day outside the call's own, and when a signatory
        declined or an approval is lacking.
        """
        sent = sending.moment(sent_on or moments.today(), sent_time)
        if self.state == self.State.EXPIRED:
            self.refuse_second()
            sending.refuse_late(self, sent)
        unlike = [*unusual.outside(self, sent), *doubts(self, "record_sent")]
        refuse_unexplained(unlike, because)
        self.sent_at, self.diary_number = sent, diary_number
        self.hold_asked().freeze(self.model)
        return {"diary_number": diary_number, "sent_at": moments.iso(sent), "because": because}

    @step(
        *UNDECIDED,
        to=State.WITHDRAWN,
        allow=rules.can_ask_check,
        tells=both_sides_and_funder,
    )
    def withdraw_application(self, *, by):
        """Take the application back."""

    @step(
        *UNDECIDED,
        to=State.WITHDRAWN,
        allow=rules.can_act_for,
        tells=both_sides_and_funder,
    )
    def withdraw_application_for(self, *, by, reason):
        """Take it back in the applicants' place, for a reason that they are told."""
        return {"reason": reason}

    @step(
        *UNSENT,
        to=State.EXPIRED,
        allow=rules.can_expire,
        waits_for=together(team, desk),
        tells=both_sides,
        sign_of_life=False,
        reminds=tuple(UNSENT),
    )
    def expire(self, *, by=None):
        """The call closed before the application was sent."""

    @step(
        State.EXPIRED,
        to=State.PREPARING,
        allow=rules.can_reopen,
        waits_for=together(team, desk),
        tells=both_sides,
    )
    def reopen(self, *, by, reason, late_until):
        """Let an expired application be sent late, when the funder has agreed to it.

        ValidationError when the call has been applied to again meanwhile.
        """
        self.refuse_second()
        if late_until < moments.today():
            raise ValidationError({"late_until": _("Write a date that is today or later.")})
        self.late_until = late_until
        return {"reason": reason, "late_until": moments.iso(late_until)}

    def refuse_second(self):
        """ValidationError when another application of the card to the call stands."""
        hold(self.project)
        if type(self).objects.standing().filter(project=self.project, call=self.call).exists():
            raise ValidationError(_("The call has been applied to again: go on with that one."))
