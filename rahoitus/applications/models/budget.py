"""The budgets of an application: what was asked, what was approved, and each change after it."""

from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from rahoitus.applications import scaling
from rahoitus.sources.models import CostModel

# Of a cost model what a budget is counted by.
COUNTS = ("code", "name_fi", "name_sv", "name_en", "base", "percent", "covers", "unit_price")
COUNTS += ("valid_from", "valid_to")


class Budgets(models.QuerySet):
    def approve_scaled(self, application, granted, day):
        """The budget approved with a grant: what was asked, in the proportion that was granted.

        Returns None where nothing was asked in euros: Sukkula then writes it from the letter.
        """
        asked = application.asked_budget
        lines = asked and asked.scaled_to(granted, application)
        return lines and self.approve(application, *lines, holds_from=day)

    def approve(self, application, costs, funding, *, holds_from):
        """Keep these lines as the approved budget, in place of the one before. Under the
        application's lock."""
        made = self.keep_next(application, self.model.Kind.APPROVED, costs, funding)
        made.hold(holds_from)
        return made

    def keep_next(self, application, kind, costs, funding):
        """The next budget of a kind, frozen. Under the application's lock."""
        last = self.filter(application=application, kind=kind).aggregate(last=Max("number"))
        made = self.create(application=application, kind=kind, number=(last["last"] or 0) + 1)
        made.fill(costs, funding)
        asked = application.asked_budget
        made.freeze(asked.model_of(application) if asked else application.model)
        return made


class Budget(models.Model):
    """One budget: it owns its lines, and stays as it is from its frozen moment on."""

    class Kind(models.TextChoices):
        ASKED = "asked", pgettext_lazy("budget", "asked for")
        APPROVED = "approved", pgettext_lazy("budget", "approved")
        AMENDMENT = "amendment", pgettext_lazy("budget", "change")

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="budgets"
    )
    kind = models.CharField(_("kind of budget"), max_length=10, choices=Kind, default=Kind.ASKED)
    number = models.PositiveSmallIntegerField(_("number"), default=0)  # of its kind, from 1
    made_at = models.DateTimeField(default=moments.now)
    frozen_at = models.DateTimeField(null=True, blank=True)
    # The cost model as it was when the budget froze: it may be edited later.
    counted_by = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    # The funder's day. None: what is asked for, and a change that is not approved.
    holds_from = models.DateField(_("holds from"), null=True, blank=True)

    objects = Budgets.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint("application", "kind", "number", name="budget_once"),
            models.CheckConstraint(
                condition=Q(kind="asked", number=0, holds_from=None)
                | Q(kind__in=["approved", "amendment"], number__gte=1),
                name="budget_numbered_but_asked",
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None) | Q(frozen_at__isnull=False),
                name="budget_holds_frozen",
            ),
        ]

    def __str__(self):
        kind = self.get_kind_display()
        return f"{kind} {self.number}" if self.number > 1 or self.kind == "amendment" else kind

    def lines(self):
        """Its two lists of lines: the managers of costs and of funding."""
        return self.costs, self.funding

    def fill(self, costs, funding):
        """Give it these lines, dicts of their fields, in place of those there were."""
        for lines, rows in zip(self.lines(), (costs, funding), strict=True):
            lines.all().delete()
            lines.bulk_create(lines.model(budget=self, **row) for row in rows)

    def rows(self):
        """Its lines as rows of the next budget, which goes on from it."""
        costs, plan = self.costs.all(), self.funding.all()
        return [scaling.cost(line) for line in costs], [scaling.funding(line) for line in plan]

    def scaled_to(self, granted, application):
        """Its lines as rows in proportion to a grant; None where they cannot be."""
        lines, model = (self.costs.all(), self.funding.all()), self.model_of(application)
        return scaling.scaled(*lines, granted, application.held_to, model)

    def freeze(self, model):
        """Keep it as it is from now on, counted by the cost model as that is now; once frozen,
        nothing happens."""
        if self.frozen_at:
            return
        self.frozen_at = moments.now()
        self.counted_by = model and {name: getattr(model, name) for name in COUNTS}
        self.save(update_fields=["frozen_at", "counted_by"])

    def hold(self, day):
        """Let it hold from the funder's day on."""
        self.holds_from = day
        self.save(update_fields=["holds_from"])

    def model_of(self, application):
        """The cost model that it is counted by: of a frozen one as that was then."""
        if not self.frozen_at or not self.counted_by:
            return application.model
        given = dict(self.counted_by)
        for name in ("percent", "unit_price"):
            given[name] = given[name] and Decimal(given[name])
        return CostModel(**given)
