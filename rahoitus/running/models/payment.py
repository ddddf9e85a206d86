"""Payments of a grant by the decision's way: when how much is to come, when it came."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.events import clock
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, check, lock, step
from kehityspolku.events.verbs import verb
from kehrat.groups import readers
from kehrat.groups.models import Membership
from kehrat.projects.circles import both_sides, desk
from rahoitus.applications.models.application import Application
from rahoitus.running import rules
from rahoitus.running.followed import followed_by
from rahoitus.running.models.milestone import Milestone
from rahoitus.running.models.report import GrantReport, of_standing_grants
from rahoitus.running.standing import refuse_closed

MOST = 100  # of one grant


class Payments(models.QuerySet):
    def visible_to(self, user):
        """Those of the projects that the person follows from inside."""
        return self.filter(application__project__in=followed_by(user))

    def readable(self, pairs):
        """Of (payment, user) pairs those that may still be read, as keys."""
        return readers.of_kehra(
            pairs, Membership.objects, kehra_of=lambda found: found.application.project.kehra_id
        )

    def standing(self):
        """Those that have come or are to come."""
        return self.exclude(state=self.model.State.CANCELLED)

    def paid(self):
        return self.filter(state=self.model.State.PAID)

    def got(self):
        """What comes from the funder."""
        return self.exclude(kind=self.model.Kind.RETURN)

    def returned(self):
        """What goes back to the funder."""
        return self.filter(kind=self.model.Kind.RETURN)

    def euros(self):
        return self.aggregate(sum=Sum("amount", default=Decimal(0)))["sum"]

    @verb("plan_payment", tells=both_sides)
    @transaction.atomic
    def plan(self, application, *, by, kind, amount, due_on, milestone=None, claim=None):
        """Tell of a payment to come. PermissionDenied by rule; WrongState for what is not granted;
        ValidationError as of `refuse_too_much`, and for a lump sum or a claimed payment without the
        milestone of the project or the claim of the grant that it is paid against.
        """
        lock(application)
        check(rules.can_plan_payment, by, application)
        refuse_closed(application)
        if self.filter(application=application).count() >= MOST:
            raise ValidationError(gettext("The grant has too many payments already."))
        own = milestone is None or milestone.project_id == application.project_id
        if (kind == Payment.Kind.LUMP) != (milestone is not None) or not own:
            told = gettext("A lump sum is paid against a milestone, and no other payment is.")
            raise ValidationError({"milestone": told})
        own = claim is None or claim.application_id == application.pk
        if (kind == Payment.Kind.CLAIM) != (claim is not None) or not own:
            told = gettext("A payment against a claim names the claim, and no other payment does.")
            raise ValidationError({"claim": told})
        self.refuse_too_much(application, kind, amount, claim=claim)
        words = {"kind": kind, "amount": amount, "due_on": due_on, "milestone": milestone}
        made = self.create(application=application, claim=claim, **words)
        record("plan_payment", made, by=by, **made.facts())
        return made

    def refuse_too_much(self, application, kind, amount, *, claim=None, but=None):
        """ValidationError when payments would come to more than the grant, advances to more than
        the call pays in advance, those of a claim to more than it claims, returns to more than was
        paid. `but`: the key of the payment that is told anew.
        """
        others = self.filter(application=application).exclude(pk=but)
        for most, told in others.limits(application, kind, claim):
            if amount > most:
                left = {"sum": money.euros(max(most, Decimal(0)))}
                raise ValidationError({"amount": told % left})

    def limits(self, application, kind, claim):
        """How much more of a kind there can be beside these payments, each with its words."""
        came, granted = self.standing().got(), application.amount
        if kind == Payment.Kind.RETURN:
            left = self.paid().got().euros() - self.standing().returned().euros()
            yield left, gettext("No more than %(sum)s of what was paid is left.")
        elif granted is not None:
            told = gettext("No more than %(sum)s of the grant is left to be paid.")
            yield granted - came.euros(), told
            share = application.held_to.advance_share
            if kind == Payment.Kind.ADVANCE and share is not None:
                before = came.filter(kind=kind).euros()
                told = gettext("The call pays no more than %(sum)s of this grant in advance.")
                yield money.cents(granted * share / 100) - before, told
            if claim and claim.state in claim.TOLD:
                told = gettext("No more than %(sum)s of what is claimed is left to be paid.")
                yield claim.told().used - came.filter(claim=claim).euros(), told


@pghistory.track()
class Payment(models.Model):
    """A payment of a grant. A wrong one is taken back, with the reason, and told anew."""

    class Kind(models.TextChoices):
        ONCE = "once", pgettext_lazy("payment", "the whole sum at once")
        PART = "part", pgettext_lazy("payment", "instalment")
        ADVANCE = "advance", pgettext_lazy("payment", "advance")
        CLAIM = "claim", pgettext_lazy("payment", "against a claim")
        LUMP = "lump", pgettext_lazy("payment", "lump sum against a milestone")
        RETURN = "return", pgettext_lazy("payment", "returned to the funder")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("payment", "to come")
        PAID = "paid", pgettext_lazy("payment", "paid")
        CANCELLED = "cancelled", pgettext_lazy("payment", "taken back")

    TONES = {State.PLANNED: "wait", State.PAID: "good", State.CANCELLED: "quiet"}

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(_("kind of payment"), max_length=10, choices=Kind)
    amount = money.EurosField(_("sum, €"))
    due_on = models.DateField(_("day"))
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    claim = models.ForeignKey(
        GrantReport, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    state = StateField(choices=State, default=State.PLANNED, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = Payments.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("payment of a grant")
        verbose_name_plural = _("payments of grants")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False), name="payment_paid_has_day"
            ),
            models.CheckConstraint(
                condition=Q(kind="lump") ^ Q(milestone=None), name="payment_lump_has_milestone"
            ),
            models.CheckConstraint(
                condition=Q(kind="claim") | Q(claim=None), name="payment_of_claim_is_claimed"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()}, {money.euros(self.amount)}"

    def get_absolute_url(self):
        return reverse("rahoitus:grant", args=[self.application_id])

    @property
    def project(self):
        return self.application.project

    def about(self):
        return self.project

    def within(self):
        return [self.application, *self.application.within()]

    @property
    def tone(self):
        return "bad" if self.is_late else self.TONES[self.state]

    @property
    def is_paid(self):
        return self.state == self.State.PAID

    @property
    def is_return(self):
        """It goes back to the funder."""
        return self.kind == self.Kind.RETURN

    @property
    def is_late(self):
        return self.state == self.State.PLANNED and self.due_on < moments.today()

    def facts(self):
        """As its events tell of it."""
        return {"kind": self.kind, "amount": str(self.amount), "day": moments.iso(self.due_on)}

    @step(State.PLANNED, to=State.PAID, allow=rules.can_record_payment, tells=both_sides)
    def record_paid(self, *, by, paid_on, amount):
        """The money has come, or gone back: on which day, how much.

        ValidationError for a day to come, for a lump sum whose milestone is not done, for a claim
        that has not gone to the funder, and as of `refuse_too_much`.
        """
        refuse_closed(self.application)
        moments.refuse_future(paid_on, "paid_on")
        if self.milestone and self.milestone.state != Milestone.State.DONE:
            told = gettext("A lump sum is paid only when its milestone is done: %(title)s.")
            raise ValidationError(told % {"title": self.milestone})
        if self.claim and self.claim.state != GrantReport.State.DELIVERED:
            told = gettext("First record the claim as sent to the funder: %(claim)s.")
            raise ValidationError(told % {"claim": self.claim.title})
        lock(self.application)
        Payment.objects.refuse_too_much(
            self.application, self.kind, amount, claim=self.claim, but=self.pk
        )
        self.paid_on, self.amount, self.by = paid_on, amount, by
        return {**self.facts(), "paid_on": moments.iso(paid_on)}

    @step(
        State.PLANNED,
        State.PAID,
        to=State.CANCELLED,
        allow=rules.can_record_payment,
        tells=both_sides,
    )
    def cancel_payment(self, *, by, reason):
        """It does not come after all, or was told wrongly: it stays to be read and counts no more.

        ValidationError when more would have been returned than was paid.
        """
        lock(self.application)
        refuse_closed(self.application)
        rows = Payment.objects.filter(application=self.application).exclude(pk=self.pk)
        returned, paid = rows.standing().returned().euros(), rows.paid().got().euros()
        if self.kind != self.Kind.RETURN and self.state == self.State.PAID and returned > paid:
            told = gettext("First take back what is told as returned: it is more than this.")
            raise ValidationError(told)
        self.paid_on = None
        return {**self.facts(), "reason": reason}

    payment_late = clock.reminder(
        {State.PLANNED: (14, desk)},
        name="payment_late",
        since="due_on",
        among=of_standing_grants,
    )
