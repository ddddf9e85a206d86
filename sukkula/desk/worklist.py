"""The work list of the desk and its rows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from kehityspolku import moments
from kehrat.models import Kehra, Project
from rahoitus.models import Application
from sukkula.desk import turns
from sukkula.desk.parts import Groups, Part, applications, cards, groups
from sukkula.desk.turns import ADVISER, APPLICATION, CARD, DONE, GROUP, OPEN, OTHERS


@dataclass
class Row:
    """A line of the list: `kind` is CARD, APPLICATION or GROUP, `key` its primary key."""

    kind: str
    key: int
    sort: object
    state_now: str
    since: datetime
    turn: str
    name: str
    kehra_name: str | None
    call_name: str
    adviser_key: int | None
    adviser_name: str | None
    adviser_email: str | None
    address: str
    promised: date | None
    is_version: bool
    changes: str = ""  # told of a card by `desk.tell_changes`

    @property
    def url(self):
        if self.kind == GROUP:
            return reverse("kehrat:checklist", args=[self.address])
        page = "sukkula:review" if self.kind == CARD else "rahoitus:application"
        return reverse(page, args=[self.key])

    @property
    def model(self):
        return {CARD: Project, APPLICATION: Application, GROUP: Kehra}[self.kind]

    @property
    def state_label(self):
        asks = self.kind == GROUP and self.state_now in Kehra.Asks.values
        return (Kehra.Asks if asks else self.model.State)(self.state_now).label

    @property
    def tone(self):
        return self.model.TONES.get(self.state_now, "wait")

    @property
    def next(self):
        return turns.next_of(self.kind, self.state_now, self.turn)

    @property
    def waits(self):
        """Someone has to do something."""
        return self.turn != DONE

    @property
    def days(self):
        """Whole days since the state began."""
        return moments.days_between(self.since, moments.now())

    @property
    def can_be_given(self):
        """A card that has an adviser or waits for one."""
        return self.kind == CARD and self.state_now in Project.assign.sources

    @property
    def is_answered_by(self):
        """An answer is promised and not given."""
        return (
            self.kind == CARD and self.state_now in Project.ANSWERED and self.promised is not None
        )

    @property
    def is_late(self):
        return self.is_answered_by and self.promised < moments.today()

    @property
    def adviser_shown(self):
        return self.adviser_name or (self.adviser_email or "").split("@")[0]


@dataclass(frozen=True)
class WorkList:
    """What the desk shows: its parts narrowed alike, joined in one query."""

    parts: tuple

    @classmethod
    def of(cls, user):
        """All that has reached Sukkula."""
        return cls(
            (
                Part(CARD, "", cards(user)),
                Part(APPLICATION, "project__", applications(user)),
                Groups(GROUP, "", groups(user)),
            )
        )

    def each(self, verb, *conditions, **of_card):
        return WorkList(tuple(getattr(p, verb)(*conditions, **of_card) for p in self.parts))

    def tab(self, name, user):
        """The rows of a tab: "mine", "open" (not taken), "others" (those of mine) or "all"."""
        if name == "all":
            return self
        if name == "open":
            return self.each("at_turn", OPEN)
        if name == "late":
            return self.late()
        return self.each("at_turn", ADVISER if name == "mine" else OTHERS, adviser=user)

    def late(self):
        """Cards that have no answer though the promised day has passed."""
        late = Q(state__in=Project.ANSWERED, promised_on__lt=moments.today())
        none = Q(pk=None)
        return WorkList(tuple(p.filter(late if p.kind == CARD else none) for p in self.parts))

    def narrow(self, *, search="", kehra=None, stage="", adviser=None):
        """The rows that hold the words (accents and case apart), of one Kehrä, in one stage, of
        one adviser."""
        found = self.each("filter", adviser=adviser) if adviser else self
        if search:
            found = found.each("search", search)
        if kehra:
            found = found.each("filter", kehra=kehra)
        if stage:
            of = turns.STAGES[stage].states
            found = WorkList(tuple(p.filter(Q(state__in=of[p.kind])) for p in found.parts))
        return found

    def count(self, most):
        """How many rows, counted no further than `most`."""
        one, *others = (part.oldest(most) for part in self.parts)
        return len(one.union(*others, all=True).order_by()[:most])

    def page(self, order, size, after=None):
        """`size` rows as `Row` in one query; `order`: "since", "title", or either with "-" before.

        `after`: (sort, kind, key) of the last row seen, to go on behind it.
        """
        down, name = order.startswith("-"), order.removeprefix("-")
        parts = [p.behind(name, down, after) if after else p for p in self.parts]
        sort = "-sort" if down else "sort"
        one, *others = (part.rows(name).order_by(sort, "key")[:size] for part in parts)
        both = one.union(*others, all=True).order_by(sort, "kind", "key")
        return [Row(**row) for row in both[:size]]
