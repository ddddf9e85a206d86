"""What a funder decided on an application: a row for each decision. A wrong row is not written
anew: another corrects it, and what has been granted is worked out of the rows that stand."""

from datetime import date
from decimal import Decimal

import pghistory
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments, money
from kehityspolku.events import verbs
from kehityspolku.events.record import record
from kehityspolku.events.steps import check, lock
from kehityspolku.lines import LineField
from rahoitus.applications import alterations, by_year, circles, rules, unusual


class Decisions(models.QuerySet):
    def standing(self):
        """Those that no other corrects, by day; in which order they count: `as_they_count`."""
        return self.filter(corrected_by=None).order_by("decided_on", "pk")

    def appealable(self):
        """Those that stand as the last word on their application and can be appealed against."""
        state = apps.get_model("rahoitus.Application").State
        kept = Q(kind__in=Decision.GIVES, application__state__in=[state.GRANTED, state.CLOSED])
        refused = Q(kind=Decision.Kind.DECLINED, application__state=state.DECLINED)
        return self.filter(kept | refused, corrected_by=None, appeal_by__isnull=False)

    def visible_to(self, user):
        """Those of the applications that the person may see."""
        seen = apps.get_model("rahoitus.Application").objects.visible_to(user)
        return self.filter(application__in=seen)

    def write(self, application, kind, *, years=(), **told):
        """Write a decision on an application, which the caller saves; returns its event's facts.

        ValidationError when its days are out of order or its years don't come to its sum.
        """
        decided_on, appeal_by = moments.refuse_future(told["decided_on"]), told.get("appeal_by")
        if decided_on and appeal_by and appeal_by < decided_on:
            raise ValidationError({"appeal_by": _("The last day to appeal is after the decision.")})
        by_year.refuse(years, told.get("amount"))
        row = self.create(application=application, kind=kind, **told)
        DecisionYear.objects.bulk_create(
            DecisionYear(decision=row, year=year, amount=amount) for year, amount in years
        )
        standing = as_they_count(self.filter(application=application))
        answer = [row for row in standing if row.kind in Decision.ANSWERS][-1]
        application.amount, application.decided_on = granted(standing), answer.decided_on
        return row.facts()


def as_they_count(decisions):
    """Of all decisions on an application those that stand, in the order in which they count: the
    yes or no, then its changes by day, then its end. What corrects a row has that row's place among
    others of its day."""
    rows = {row.pk: row for row in decisions}
    corrected = {row.corrects_id for row in rows.values()}

    def place(row):
        first = row
        while first.corrects_id:
            first = rows[first.corrects_id]
        after = row.kind in (*Decision.CHANGES, *Decision.ALTERATIONS)
        turn = after + 2 * (row.kind in Decision.IN_VAIN)
        return turn, row.decided_on or date.min, first.pk

    return sorted((row for row in rows.values() if row.pk not in corrected), key=place)


def granted(decisions):
    """What decisions come to, in the order in which they count: euros, Decimal.

    None when nothing was granted, or the sum was not stated.
    """
    total = None
    for decision in decisions:
        if decision.kind in Decision.WHOLE:
            total = decision.amount
        elif decision.kind in (Decision.Kind.TAKEN_BACK, *Decision.IN_VAIN):
            total = Decimal(0)
        elif decision.kind in Decision.LESS and total is not None:
            total -= decision.amount
    return total


def altered(decisions, name):
    """What the last alteration of all decisions that stands says of its `ends_on` or `purpose`;
    else None."""
    told = [row for row in as_they_count(decisions) if row.kind == Decision.Kind.ALTERED]
    return next((value for row in reversed(told) if (value := getattr(row, name))), None)


@pghistory.track()
class Decision(models.Model):
    """One decision of a funder, as Sukkula or its official recorded it."""

    class Kind(models.TextChoices):
        GRANTED = "granted", pgettext_lazy("decision", "granted")
        DECLINED = "declined", pgettext_lazy("decision", "declined")
        AMENDED = "amended", pgettext_lazy("decision", "a new sum instead of the one before")
        REDUCED = "reduced", pgettext_lazy("decision", "reduced by")
        RECOVERED = "recovered", pgettext_lazy("decision", "to be paid back")
        TAKEN_BACK = "taken_back", pgettext_lazy("decision", "taken back altogether")
        TURNED_DOWN = "turned_down", pgettext_lazy("decision", "turned down by the applicant")
        LAPSED = "lapsed", pgettext_lazy("decision", "lapsed, as the work was not begun")
        ALTERED = "altered", pgettext_lazy("decision", "the change that was asked for is agreed to")
        UNALTERED = "unaltered", pgettext_lazy("decision", "the change is not agreed to")

    WHOLE = (Kind.GRANTED, Kind.AMENDED)  # `amount` is all that is granted
    LESS = (Kind.REDUCED, Kind.RECOVERED)  # `amount` is by how much less
    ANSWERS = (Kind.GRANTED, Kind.DECLINED)
    CHANGES = (Kind.AMENDED, *LESS, Kind.TAKEN_BACK)
    ALTERATIONS = (Kind.ALTERED, Kind.UNALTERED)  # of its last day or purpose, not of its sum
    GIVES = (Kind.GRANTED, *CHANGES, Kind.UNALTERED)
    IN_VAIN = (Kind.TURNED_DOWN, Kind.LAPSED)  # nothing of it is used

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="decisions"
    )
    kind = models.CharField(_("decision"), max_length=15, choices=Kind)
    amount = money.EurosField(_("sum, €"), null=True, blank=True)
    # None: a decision recorded afterwards, whose day nobody told
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    diary_number = LineField(_("diary number"), max_length=60, blank=True)
    conditions = models.TextField(_("conditions"), blank=True, max_length=4000)
    reason = models.TextField(_("reason"), blank=True, max_length=4000)  # the funder's own
    because = models.TextField(
        _("why it is right although it is unusual"), blank=True, max_length=4000
    )
    ends_on = models.DateField(_("new last day"), null=True, blank=True)  # of an alteration, as is
    purpose = models.TextField(
        _("what the money is for from now on"), blank=True, db_default="", max_length=4000
    )
    appeal_by = models.DateField(_("appeal no later than"), null=True, blank=True)
    recorded_afterwards = models.BooleanField(_("recorded afterwards"), default=False)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    why_corrected = models.TextField(_("what was wrong"), blank=True, max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=moments.now)

    objects = Decisions.as_manager()

    class Meta:
        ordering = ["decided_on", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="decision_sum_positive"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["granted", "amended", "reduced", "recovered"])
                | Q(amount=None),
                name="decision_sum_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False)
                | Q(kind__in=["declined", "taken_back", "turned_down", "lapsed"])
                | Q(kind__in=["altered", "unaltered"])
                | Q(kind="granted", recorded_afterwards=True),
                name="decision_has_sum",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=False) | Q(recorded_afterwards=True),
                name="decision_has_day",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(why_corrected=""),
                name="decision_says_why_corrected",
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("rahoitus:application", args=[self.application_id])

    @property
    def has_sum(self):
        return self.kind in (*self.WHOLE, *self.LESS)

    def by_year(self):
        """What of its sum falls on which year, as the decision tells it: its rows, in order."""
        return self.years.all()

    @property
    def is_corrected(self):
        return any(row.corrects_id == self.pk for row in self.application.decisions.all())

    @verbs.verb(
        "correct_decision",
        of="rahoitus.Application",
        tells=circles.both_sides_and_funder,
        kind=verbs.Kind.DECISION,
        public=True,
    )
    @transaction.atomic
    def correct(self, *, by, why, decided_on, amount=None, years=(), because="", **words):
        """Put another row in the place of this one, which was recorded wrongly; returns it.

        `why`: what was wrong. `words`: conditions, reason, diary_number, appeal_by as they are;
        `years`: what falls on which year. PermissionDenied by rule; ValidationError when it has
        been corrected already, or an unusual sum or day comes without `because`.
        """
        application = self.application
        lock(application)
        check(rules.can_decide, by, application)
        if Decision.objects.filter(corrects=self).exists():
            raise ValidationError(
                _("Somebody has corrected this decision already. Read the application again.")
            )
        if self.kind == self.Kind.ALTERED:
            new = {name: words[name] for name in ("ends_on", "purpose")}
            alterations.refuse(application, **new, decided_on=decided_on, because=because)
        elif self.kind in self.ANSWERS:
            unusual.refuse(application, amount, decided_on, because)
        else:
            whole = amount if self.kind in self.WHOLE else None
            unusual.refuse_change(application, whole, decided_on, because)
        before, old = application.amount, self.facts()
        facts = Decision.objects.write(
            application,
            self.kind,
            corrects=self,
            why_corrected=why,
            by=by,
            because=because,
            amount=amount,
            years=years,
            decided_on=decided_on,
            **words,
            recorded_afterwards=self.recorded_afterwards,
        )
        if application.amount is not None and application.amount < 0:
            raise ValidationError(
                {"amount": _("The decisions together would be less than nothing.")}
            )
        application.save()
        application.tell_project(before, by=by)
        if application.rescale(decided_on):
            facts["rescaled"] = True
        record("correct_decision", application, by=by, before=old, why=why, **facts)
        return self.corrected_by

    def facts(self):
        """As events tell of it."""
        names = ("decided_on", "appeal_by", "ends_on")
        days = {name: moments.iso(getattr(self, name)) for name in names}
        amount = None if self.amount is None else str(self.amount)
        names = ("conditions", "reason", "because", "purpose")
        words = {name: getattr(self, name) for name in names}
        years = [
            [row.year, None if row.amount is None else str(row.amount)] for row in self.by_year()
        ]
        told = {"kind": self.kind, "amount": amount, "years": years, **days, **words}
        return {name: fact for name, fact in told.items() if fact or name == "amount"}


class DecisionYear(models.Model):
    """What of a decision's sum falls on one year; None where the decision names the year alone."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = money.EurosField(_("sum, €"), null=True, blank=True)

    class Meta:
        ordering = ["year"]
        verbose_name = _("decision's year")
        verbose_name_plural = _("decision's years")
        constraints = [
            models.UniqueConstraint("decision", "year", name="decision_year_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="decision_year_not_negative"
            ),
        ]

    def __str__(self):
        return str(self.year)
