"""The budgets of an application: what it asks for, what holds, what is to be changed."""

from operator import attrgetter

from django.db import models

from kehityspolku import moments
from kehityspolku.events.steps import step
from kehrat.projects.circles import both_sides, desk
from rahoitus.applications import asked_elsewhere, budget, rules
from rahoitus.applications.circles import both_sides_and_funder
from rahoitus.applications.models.application.states import State
from rahoitus.applications.models.budget import Budget
from rahoitus.applications.models.lines import CostLine, FundingLine


class Budgeted(models.Model):
    """What an application asks for and what it was granted for, as budgets."""

    class Meta:
        abstract = True

    @property
    def model(self):
        """The source's cost model that it counts by; None: costs as they are."""
        return self.call.model_of(self.cost_model)

    @property
    def asked_budget(self):
        """The budget that it asks for; None of a past decision: nobody asks what that had cost."""
        return next((b for b in self.budgets.all() if b.kind == Budget.Kind.ASKED), None)

    @property
    def budget_now(self):
        """The budget that holds, by the funder's days: the approved one or the last change of it;
        None before any is approved."""
        holding = [b for b in self.budgets.all() if b.holds_from]
        return max(holding, key=attrgetter("holds_from", "pk"), default=None)

    @property
    def differing_grant(self):
        """The grant in the budget that holds, where the decisions come to another sum; else
        None."""
        if not self.budget_now or not self.amount:
            return None
        found = budget.of_budget(self.budget_now, self).asked
        return None if found == self.amount else found

    def rows_for_grant(self):
        """(cost rows, funding rows) of the budget that holds, or of the one asked for where nobody
        has written another since, in proportion to what is granted now; None where that can't be.
        """
        asked, now = self.asked_budget, self.budget_now
        was = asked and asked.scaled_to(budget.of_budget(now, self).asked, self)
        base = asked if was == tuple(now.rows()) else now
        return base.scaled_to(self.amount, self)

    def rescale(self, day):
        """Approve the budget anew in proportion to a sum that a decision of a day has changed,
        while no voucher and no hour of it is told; returns whether it was. Under the lock."""
        told = [rows.approved() | rows.waiting() for rows in (self.vouchers, self.hours)]
        if self.differing_grant is None or any(rows.exists() for rows in told):
            return False
        lines, day = self.rows_for_grant(), max(filter(None, (day, self.budget_now.holds_from)))
        return bool(lines and self.budgets.approve(self, *lines, holds_from=day))

    def hold_asked(self):
        """The budget that it asks for, made if there is none yet."""
        return self.asked_budget or self.budgets.create(kind=Budget.Kind.ASKED)

    @property
    def costs(self):
        """The cost lines that it asks for."""
        return self.asked_budget.costs if self.asked_budget else CostLine.objects.none()

    @property
    def funding(self):
        """The funding plan that it asks with."""
        return self.asked_budget.funding if self.asked_budget else FundingLine.objects.none()

    def named_partners(self):
        """Its partners as a list, each with its organisation."""
        found = list(self.partners.all())
        models.prefetch_related_objects(found, "organisation")
        return found

    def budget(self):
        """The sums as `budget.Budget`: costs, flat rate, plan, shares, and what does not fit, also
        beside what other funders are asked for.
        """
        sums = budget.of(self)
        asked_elsewhere.tell(self, sums, self.costs.all())
        return sums

    @step(State.GRANTED, to=None, allow=rules.can_check, tells=both_sides)
    def give_budget(self, *, by, costs, funding, holds_from, reason):
        """Write the budget that the funder approved, in place of the one that held until then.

        ValidationError when it doesn't equal the plan or asks another sum than was granted.
        """
        moments.refuse_future(holds_from)
        lines = budget.fitting(costs, funding, self)
        self.budgets.approve(self, *lines, holds_from=holds_from)
        return {"day": moments.iso(holds_from), "reason": reason}

    @step(State.GRANTED, to=None, allow=rules.can_write, waits_for=desk, tells=both_sides)
    def ask_amendment(self, *, by, costs, funding, reason):
        """Ask the funder, through Sukkula, to approve another budget for the same grant.

        ValidationError when nothing is approved yet, when another change waits, and for lines that
        do not balance or have another grant.
        """
        made = self.amendments.ask(self, *budget.fitting(costs, funding, self), reason, by=by)
        return {"number": made.budget.number, "reason": reason}

    @step(State.GRANTED, to=None, allow=rules.can_decide, tells=both_sides_and_funder)
    def approve_amendment(self, *, by, decided_on, diary_number="", words=""):
        """Record that the funder approved the change that waits: its budget holds from that day."""
        amendment = self.amendments.waiting(self, decided_on)
        budget.fitting(*amendment.budget.rows(), self)
        given = {"decided_on": decided_on, "diary_number": diary_number, "words": words}
        return amendment.settle("approved", **given)

    @step(State.GRANTED, to=None, allow=rules.can_decide, tells=both_sides_and_funder)
    def refuse_amendment(self, *, by, decided_on, reason, diary_number=""):
        """Record that the funder refused it: the budget before it holds on."""
        amendment = self.amendments.waiting(self, decided_on)
        given = {"decided_on": decided_on, "diary_number": diary_number, "words": reason}
        return amendment.settle("refused", **given)

    @step(State.GRANTED, to=None, allow=rules.can_ask_check, tells=both_sides)
    def take_back_amendment(self, *, by):
        """The applicants no longer ask for it."""
        return self.amendments.waiting(self).settle("taken_back")
