"""The rows of a project card. Each goes in (`of`) and out (`value`) as its part of a `Card`."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.lines import LineField
from kehrat.cards import card
from kehrat.projects.models.project import Project

# Rows are stored anew each time the card is saved: history tells what came and what went.
tracked = pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())


class Row(models.Model):
    """A row of the card, in the order it is written."""

    place = models.PositiveSmallIntegerField()
    stated = models.TextField(_("as written"), blank=True)

    class Meta:
        abstract = True
        ordering = ["place"]

    @classmethod
    def of(cls, project, place, value):
        """An unsaved row from its part of a Card."""
        return cls(project=project, place=place, **cls.columns(value))


@tracked
class Phase(Row):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    name = LineField(_("phase"), max_length=200, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint("project", "place", name="phase_place_once")]

    def __str__(self):
        return self.name or gettext("The whole project")

    @property
    def as_written(self):
        """See `kehrat.cards.card.Phase`."""
        return self.value().as_written

    @property
    def dates(self):
        """Its time as text, "" when unknown."""
        return moments.dates(self.starts, self.ends)

    @classmethod
    def columns(cls, value):
        return {n: getattr(value, n) for n in ("name", "starts", "ends", "stated")}

    def value(self):
        return card.Phase(name=self.name, starts=self.starts, ends=self.ends, stated=self.stated)


@tracked
class BudgetRow(Row):
    SAME = ("label", "amount", "parts", "target", "total", "sources", "stated")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget")
    label = LineField(_("phase or cost"), max_length=300)
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    amount = money.EurosField(_("amount, €"), null=True, blank=True)
    parts = ArrayField(money.EurosField(), default=list, blank=True)
    target = models.BooleanField(_("a target, not decided"), default=False)
    total = models.BooleanField(_("the sum of other rows"), default=False)
    sources = models.TextField(_("who pays"), blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint("project", "place", name="budget_place_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="budget_amount_not_negative"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def years(self):
        return moments.years(self.year_from, self.year_to)

    @property
    def span(self):
        return self.value().span

    @classmethod
    def columns(cls, value):
        first, last = value.years or (None, None)
        return {"year_from": first, "year_to": last, **{n: getattr(value, n) for n in cls.SAME}}

    def value(self):
        span = (self.year_from, self.year_to) if self.year_from else None
        return card.BudgetRow(years=span, **{n: getattr(self, n) for n in self.SAME})


@tracked
class FunderRow(Row):
    SAME = ("name", "year_from", "year_to", "stated", "amount", "share", "target", "total")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funders")
    name = LineField(_("funder"), max_length=300)
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    amount = money.EurosField(_("amount, €"), null=True, blank=True)
    share = models.DecimalField(
        _("share of the costs, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    target = models.BooleanField(_("hoped for, not decided"), default=False, db_default=False)
    total = models.BooleanField(_("the sum of other rows"), default=False, db_default=False)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint("project", "place", name="funder_place_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="funder_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__range=(0, 100)), name="funder_share_per_cent"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def years(self):
        return moments.years(self.year_from, self.year_to)

    @property
    def span(self):
        return self.value().span

    @property
    def as_written(self):
        return self.value().as_written

    @classmethod
    def columns(cls, value):
        return {n: getattr(value, n) for n in cls.SAME}

    def value(self):
        return card.FunderRow(**self.columns(self))


class Contact(Row):
    """Whom to ask about the project. Private: in no revision, history, file or open data."""

    stated = None

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contacts")
    name = LineField(_("name"), max_length=300, blank=True)
    email = LineField(_("email"), max_length=254, blank=True)
    phone = LineField(_("phone"), max_length=100, blank=True)
    other = models.TextField(_("role, address or anything else"), blank=True)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint("project", "place", name="contact_place_once")]

    def __str__(self):
        return self.name or self.email or self.phone or self.other

    @classmethod
    def columns(cls, value):
        return {n: getattr(value, n) for n in ("name", "email", "phone", "other")}

    def value(self):
        return card.Contact(**self.columns(self))


MODELS = {"phases": Phase, "budget": BudgetRow, "funders": FunderRow, "contacts": Contact}


def unsaved(project, content):
    """The rows of a Card as {name: rows} of a project, not in the database."""
    return {
        name: [
            model.of(project, place, value) for place, value in enumerate(getattr(content, name))
        ]
        for name, model in MODELS.items()
    }
