"""What had been granted by any day: each decision by its own day, as they stand now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from rahoitus.applications.models.decision import as_they_count, granted
from rahoitus.models import Application, Decision

ZERO = Decimal(0)


@dataclass(frozen=True)
class Change:
    """What one decision did to what is granted: euros more (less: negative), None if not stated.

    `day`: by which it counts, None where nobody told day or year."""

    application: Application
    decision: Decision
    day: date | None
    euros: Decimal | None

    @property
    def is_new(self):
        """The grant itself, not a change of it."""
        return self.decision.kind == Decision.Kind.GRANTED


def changes(applications):
    """The Changes of applications (a queryset), by day; in two queries and one of their years."""
    rows = Decision.objects.select_related("corrects").prefetch_related("years")
    found = applications.filter(decisions__kind=Decision.Kind.GRANTED).distinct()
    found = found.select_related("project__kehra", "call__source")
    told = [
        change
        for application in found.prefetch_related(Prefetch("decisions", rows))
        for change in of(application, application.decisions.all())
    ]
    return sorted(told, key=lambda change: (change.day or date.min, change.application.pk))


def of(application, decisions: Iterable[Decision]):
    """The Changes of one application in the order in which its decisions count."""
    before, stated = ZERO, []
    for decision in as_they_count(decisions):
        if not (decision.has_sum or decision.kind in (Decision.Kind.TAKEN_BACK, *Decision.IN_VAIN)):
            continue
        stated.append(decision)
        after = granted(stated)
        euros = None if after is None else after - before
        yield Change(application, decision, day_of(decision), euros)
        before = after or ZERO


def day_of(decision):
    """Its day; where nobody told it, the first of the first year that its money is for."""
    if decision.decided_on:
        return decision.decided_on
    years = [row.year for row in decision.years.all()]
    return date(min(years), 1, 1) if years else None


def total(changes):
    """Their sum in euros; what was not stated is counted apart, by `unstated`."""
    return sum((change.euros or ZERO for change in changes), ZERO)


def unstated(changes):
    """How many grants have no stated sum."""
    return sum(change.is_new and change.euros is None for change in changes)
