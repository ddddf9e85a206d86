"""Another last day or purpose of a grant: asked for, agreed to or not."""

from django.db import models

from kehityspolku.events.record import record
from kehityspolku.events.steps import step
from kehityspolku.events.verbs import Kind, verb
from kehrat.projects.circles import both_sides, desk
from rahoitus.applications import alterations, rules, unusual
from rahoitus.applications.circles import both_sides_and_funder
from rahoitus.applications.models.application.states import State
from rahoitus.applications.models.decision import Decision, altered


class Altered(models.Model):
    """A grant of which the applicants ask to have something changed."""

    class Meta:
        abstract = True

    @property
    def is_asking(self):
        """The applicants ask for a change; it is to be taken to the funder."""
        granted = self.state == self.State.GRANTED
        return granted and type(self).objects.asking().filter(pk=self.pk).exists()

    @property
    def last_day_of_work(self):
        """The day on which the work ends, as the funder has agreed to it by now."""
        return self.altered("ends_on") or self.ends_on

    def altered(self, name):
        """What the last alteration that stands says of its `ends_on` or `purpose`; else None."""
        return altered(self.decisions.all(), name)

    @verb(waits_for=desk, sign_of_life=False)
    def change_waits(self, *, once, days):
        """Remind of a change that the applicants ask for; returns whether it was now."""
        return record("change_waits", self, once=once, days=days) is not None

    @step(State.GRANTED, to=None, allow=rules.can_ask_check, waits_for=desk, tells=both_sides)
    def ask_alteration(self, *, by, reason, ends_on=None, purpose=""):
        """Ask for another last day, another purpose or both; Sukkula asks the funder.

        ValidationError for neither, and for a last day before the first.
        """
        return alterations.asked(self, ends_on, purpose, reason)

    @step(State.GRANTED, to=None, allow=rules.can_act_for, tells=both_sides)
    def ask_alteration_for(self, *, by, reason, ends_on=None, purpose=""):
        """Write down what the applicants asked to have changed. As `ask_alteration`."""
        return alterations.asked(self, ends_on, purpose, reason)

    @step(
        State.GRANTED,
        to=None,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def agree_alteration(self, *, by, decided_on, ends_on=None, purpose="", because="", **told):
        """Record that the funder agreed to another last day or purpose; `told`: what else it says.

        A day that is out of order or beyond the call's own rules needs a reason, as in `grant`.
        """
        alterations.refuse(self, ends_on, purpose, decided_on=decided_on, because=because)
        told |= {"ends_on": ends_on, "purpose": purpose, "because": because}
        told |= {"decided_on": decided_on}
        return self.decisions.write(self, Decision.Kind.ALTERED, by=by, **told)

    @step(
        State.GRANTED,
        to=None,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
    )
    def refuse_alteration(self, *, by, decided_on, reason, because="", **told):
        """Record that the funder did not agree to what was asked."""
        unusual.refuse_change(self, None, decided_on, because)
        told |= {"decided_on": decided_on, "reason": reason, "because": because}
        return self.decisions.write(self, Decision.Kind.UNALTERED, by=by, **told)
