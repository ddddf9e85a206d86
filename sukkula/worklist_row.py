"""A line of the work list: what it is about, whose turn it is, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from kehityspolku import moments
from kehrat.models import Kehra, Project
from rahoitus.models import Application
from sukkula import turns
from sukkula.turns import APPLICATION, CARD, DONE, GROUP


@dataclass
class Row:
    """A line of the list: `kind` is CARD, APPLICATION or GROUP, `key` its primary key."""

    kind: str
    key: int
    sort: object
    state: str
    since: datetime
    turn: str
    name: str
    kehra_name: str | None
    call_name: str
    adviser_key: int | None
    adviser_name: str | None
    adviser_email: str | None
    slug: str
    promised: date | None
    is_version: bool
    changes: str = ""  # told of a card by `desk.tell_changes`

    @property
    def url(self):
        if self.kind == GROUP:
            return reverse("kehrat:checklist", args=[self.slug])
        page = "sukkula:review" if self.kind == CARD else "rahoitus:application"
        return reverse(page, args=[self.key])

    @property
    def model(self):
        return {CARD: Project, APPLICATION: Application, GROUP: Kehra}[self.kind]

    @property
    def state_label(self):
        asks = self.kind == GROUP and self.state in Kehra.Asks.values
        return (Kehra.Asks if asks else self.model.State)(self.state).label

    @property
    def tone(self):
        return self.model.TONES.get(self.state, "wait")

    @property
    def next(self):
        return turns.SPECIAL.get((self.state, self.turn)) or turns.NEXT[self.kind, self.state]

    @property
    def waits(self):
        """Someone has to do something."""
        return self.turn != DONE

    @property
    def days(self):
        """Whole days since the state began."""
        return moments.days_between(self.since, timezone.now())

    @property
    def can_be_given(self):
        """A card that has an adviser or waits for one."""
        return self.kind == CARD and self.state in Project.assign.sources

    @property
    def is_answered_by(self):
        """An answer is promised and not given."""
        return self.kind == CARD and self.state in Project.ANSWERED and self.promised is not None

    @property
    def is_late(self):
        return self.is_answered_by and self.promised < moments.today()

    @property
    def adviser_shown(self):
        return self.adviser_name or (self.adviser_email or "").split("@")[0]
