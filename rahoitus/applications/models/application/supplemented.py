"""What the funder asks for after the sending, and the answer."""

from django.db import models

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import step
from kehityspolku.events.verbs import verb
from kehityspolku.second_press import refuse_unexplained
from kehrat.projects.circles import both_sides, desk, team
from rahoitus.applications import rules, unusual
from rahoitus.applications.circles import answerers, both_sides_and_funder, officials
from rahoitus.applications.models.application.states import State


class Supplemented(models.Model):
    """A sent application of which the funder wants to know more."""

    class Meta:
        abstract = True

    @property
    def asked_more(self):
        """What the funder has asked for besides and has not got; None for nothing."""
        return next((asked for asked in self.supplements.all() if not asked.forwarded_on), None)

    @property
    def answer_by(self):
        """By when the funder wants the answer to what it has asked for; None where it has not
        said, or asks for nothing."""
        asked = self.state == self.State.SUPPLEMENT and self.asked_more
        return asked.answer_by if asked else None

    @property
    def is_supplied(self):
        """The applicants have supplied what the funder asked for; it is to be forwarded."""
        asked = self.state == self.State.SUPPLEMENT
        return asked and type(self).objects.supplied().filter(pk=self.pk).exists()

    @step(
        State.SENT,
        to=State.SUPPLEMENT,
        allow=rules.can_request_supplement,
        waits_for=team,
        tells=both_sides,
    )
    def request_supplement(self, *, by, message, asked_on=None, answer_by=None):
        """The funder asks for more: on which day, today unless told, and by when it wants it.

        ValidationError for days out of order.
        """
        asked = self.supplements.ask(self, asked_on, answer_by)
        return {"message": message, **asked.facts()}

    @step(
        State.SUPPLEMENT,
        to=None,
        allow=rules.can_request_supplement,
        waits_for=team,
        tells=both_sides,
    )
    def move_supplement(self, *, by, answer_by, reason):
        """The funder waits for the answer until another day."""
        return {**self.supplements.standing(self).move(answer_by), "reason": reason}

    @step(
        State.SUPPLEMENT,
        to=None,
        allow=rules.can_ask_check,
        waits_for=desk,
        tells=both_sides,
    )
    def supply(self, *, by, message):
        """The applicants give what was asked; Sukkula forwards it."""
        return {"message": message}

    @step(State.SUPPLEMENT, to=None, allow=rules.can_act_for, tells=both_sides)
    def supply_for(self, *, by, message):
        """Write down what the applicants gave in another way, such as by telephone."""
        return {"message": message}

    @step(
        State.SUPPLEMENT,
        to=State.SENT,
        allow=rules.can_check,
        waits_for=officials,
        tells=both_sides_and_funder,
    )
    def forward(self, *, by, forwarded_on=None, because=""):
        """Record that the supplement went to the funder, today or before.

        After the day by which it was wanted only with the reason why it went late.
        """
        asked = self.supplements.standing(self)
        facts = asked.forward(forwarded_on)
        refuse_unexplained(unusual.late_answer(asked), because)
        return {**facts, "because": because}

    @verb(waits_for=answerers, sign_of_life=False, reminds=(State.SUPPLEMENT,))
    def supplement_due(self, *, once, day, days):
        """Remind of the day by which the funder wants the answer, so many days before it, or after
        when they are less than none; returns whether it was now."""
        facts = {"answer_by": moments.iso(day), "days": days, "supplied": self.is_supplied}
        return record("supplement_due", self, once=once, **facts) is not None
