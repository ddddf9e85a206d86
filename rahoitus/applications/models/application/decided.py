"""The funder's decision on an application, its changes and the end of a grant."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.second_press import doubts, refuse_unexplained
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides, desk, team
from rahoitus.applications import deciding, rules, unusual
from rahoitus.applications.circles import both_sides_and_funder
from rahoitus.applications.models.application.states import State
from rahoitus.applications.models.decision import Decision, as_they_count


class Decided(models.Model):
    """An application with what the funder decided."""

    class Meta:
        abstract = True

    @property
    def is_granted(self):
        """It has money, or had until it was closed."""
        return self.state in (self.State.GRANTED, self.State.CLOSED)

    @property
    def is_of_untold_day(self):
        """A past decision of which nobody told the day."""
        return self.recorded_afterwards and not self.decided_on

    @property
    def settled_on(self):
        """The day that brought it where it is: of the funder's decision or request, or of its
        sending, else of its step; of a past decision whose day nobody told that of its recording.
        """
        if self.state in self.GRANTED_IN_VAIN:
            return as_they_count(self.decisions.all())[-1].decided_on
        if self.state == self.State.SENT:
            return moments.day_of(self.sent_at)
        if self.state == self.State.SUPPLEMENT and (asked := self.asked_more):
            return asked.asked_on
        decided = self.state in (self.State.GRANTED, self.State.DECLINED)
        day = (decided or self.recorded_afterwards) and self.decided_on
        return day or moments.day_of(self.state_since)

    @step(
        State.SENT,
        to=State.GRANTED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
        station="work",
        ends_station="decision",
        dated="decided_on",
    )
    def grant(self, *, by, amount, decided_on, **told):
        """Record the funder's yes: euros, date, and what else it tells. The project runs.

        `told`: see `deciding.yes`. An unusual sum or day (rahoitus/applications/unusual.py) needs a
        reason, else ValidationError.
        """
        return deciding.yes(self, by=by, amount=amount, decided_on=decided_on, **told)

    @step(
        State.DECLINED,
        to=State.GRANTED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
        station="work",
        ends_station="decision",
        dated="decided_on",
    )
    def grant_after_all(self, *, by, amount, decided_on, reason, **told):
        """Record a yes that came in the place of a no, after an appeal or for another `reason`.

        As `grant`; ValidationError too when the call has been applied to again meanwhile.
        """
        self.refuse_second()
        told |= {"reason": reason}
        return deciding.yes(self, by=by, amount=amount, decided_on=decided_on, **told)

    @step(
        State.SENT,
        State.SUPPLEMENT,
        to=State.DECLINED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        ends_station="decision",
        dated="decided_on",
    )
    def decline(self, *, by, decided_on, reason, diary_number="", appeal_by=None):
        """Record the funder's no with its reason, also while it waits for a supplement.

        ValidationError for a day before the sending: a no has no sum to be unsure of.
        """
        unusual.refuse_order(self, decided_on)
        self.diary_number = diary_number or self.diary_number
        told = {"reason": reason, "diary_number": diary_number, "appeal_by": appeal_by}
        return self.decisions.write(
            self, Decision.Kind.DECLINED, by=by, decided_on=decided_on, **told
        )

    @step(
        State.PREPARING,
        to=State.GRANTED,
        allow=rules.can_record_past,
        tells=both_sides,
        public=True,
        station="work",
        ends_station="decision",
        dated="decided_on",
    )
    def record_past(
        self,
        *,
        by,
        decided_on=None,
        amount=None,
        years=(),
        sent_on=None,
        because="",
        conditions="",
        **given,
    ):
        """Record a yes given before the portal, on a closed call, with what is known of it.

        The day, the sum and each year's sum may be unknown. `given`: starts_on, ends_on (what the
        money is for), diary_number. An unusual sum or day needs a reason, as in `grant`.
        ValidationError if not even a year is known.
        """
        if not (decided_on or years):
            raise ValidationError(
                {"years": _("Write the day of the decision, or at least a year.")}
            )
        deciding.fill_past(self, sent_on, given)
        told = {"because": because, "conditions": conditions, "years": years}
        return deciding.past_yes(self, by=by, amount=amount, decided_on=decided_on, **told)

    @step(
        State.PREPARING,
        to=State.DECLINED,
        allow=rules.can_record_past,
        tells=both_sides,
        ends_station="decision",
        dated="decided_on",
    )
    def record_past_no(
        self, *, by, decided_on=None, reason="", sent_on=None, because="", diary_number=""
    ):
        """Record a no given before the portal, on a closed call; day and reason may be unknown."""
        deciding.fill_past(self, sent_on, {"diary_number": diary_number})
        unusual.refuse(self, None, decided_on, because)
        told = {"reason": reason, "because": because, "diary_number": diary_number}
        told |= {"decided_on": decided_on, "recorded_afterwards": True}
        return self.decisions.write(self, Decision.Kind.DECLINED, by=by, **told)

    @step(
        State.GRANTED,
        State.CLOSED,
        to=None,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def change_decision(self, *, by, kind, decided_on, reason, amount=None, **told):
        """Record that the funder changed what it had decided: a new sum, so much less, so much to
        be paid back, or all taken back. `kind`: one of Decision.CHANGES; `told`: what else it says.

        ValidationError when more would go than is granted, or an unusual sum lacks its reason.
        """
        told |= {"reason": reason, "amount": amount}
        return deciding.change(self, kind, by=by, decided_on=decided_on, **told)

    @verb(waits_for=together(team, desk), tells=both_sides, sign_of_life=False)
    def appeal_near(self, decision, *, once, days):
        """Remind of the last day to appeal against a decision; returns whether it was now."""
        facts = {"kind": decision.kind, "days": days, "appeal_by": moments.iso(decision.appeal_by)}
        return record("appeal_near", self, once=once, **facts) is not None

    @step(
        State.GRANTED,
        to=State.TURNED_DOWN,
        allow=rules.can_ask_check,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def turn_down(self, *, by, decided_on, reason, **told):
        """The applicant does not take the grant: nothing of it counts any more.

        A day before the decision needs a reason, as in `grant`.
        """
        told |= {"decided_on": decided_on, "reason": reason}
        return deciding.end(self, Decision.Kind.TURNED_DOWN, by=by, **told)

    @step(
        State.GRANTED,
        to=State.TURNED_DOWN,
        allow=rules.can_act_for,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def turn_down_for(self, *, by, decided_on, reason, **told):
        """Record in the applicants' place that they do not take the grant. As `turn_down`."""
        told |= {"decided_on": decided_on, "reason": reason}
        return deciding.end(self, Decision.Kind.TURNED_DOWN, by=by, **told)

    @step(
        State.GRANTED,
        to=State.LAPSED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def lapse(self, *, by, decided_on, reason, **told):
        """Record that the grant has lapsed, because the work was not begun. As `turn_down`."""
        told |= {"decided_on": decided_on, "reason": reason}
        return deciding.end(self, Decision.Kind.LAPSED, by=by, **told)

    @step(
        State.GRANTED,
        to=State.CLOSED,
        allow=rules.can_check,
        tells=both_sides,
    )
    def close(self, *, by, because=""):
        """Close the application when all is reported and paid; ValidationError when something is
        awaited still and no reason is told."""
        refuse_unexplained(doubts(self, "close"), because)
        return {"because": because}

    def tell_project(self, before, *, by):
        """Let the card know of another sum than before."""
        if self.amount != before:
            source = self.call.source.slug
            self.project.change_grant(by=by, before=before, amount=self.amount, source=source)
