"""The work list: project cards and funding applications as one list, in one query.

A row has the state, since when it has been so, and whose turn it is. The turn follows from the
state (turns.py) and, where the state alone does not tell, from what it has led to.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, TextField, Value, When
from django.urls import reverse
from django.utils import timezone

from kehityspolku import languages, moments
from kehityspolku.models import Event
from kehrat.models import Project
from kehrat.models.place import Unaccent
from rahoitus.models import Application
from sukkula import turns
from sukkula.turns import ADVISER, APPLICATION, CARD, DONE, OPEN, OTHERS


@dataclass
class Row:
    """A line of the list: `kind` is CARD or APPLICATION, `key` its primary key."""

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

    @property
    def url(self):
        page = "sukkula:review" if self.kind == CARD else "rahoitus:application"
        return reverse(page, args=[self.key])

    @property
    def model(self):
        return Project if self.kind == CARD else Application

    @property
    def state_label(self):
        return self.model.State(self.state).label

    @property
    def tone(self):
        return self.model.TONES[self.state]

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
    def adviser_shown(self):
        return self.adviser_name or (self.adviser_email or "").split("@")[0]


def cards(user):
    """The cards that have reached Sukkula, each with its `turn`."""
    under_way = Application.objects.filter(project=OuterRef("pk"), state__in=turns.UNDECIDED)
    return turned(
        Project.objects.visible_to(user).exclude(state=Project.State.DRAFT),
        CARD,
        When(Q(state="approved") & Exists(under_way), then=Value(OTHERS)),
        When(state="approved", then=Value(ADVISER)),
    )


def applications(user):
    """The applications, each with its `turn`."""
    supplied = Event.objects.filter(
        target_type=ContentType.objects.get_for_model(Application),
        target_id=OuterRef("pk"),
        verb="supply",
        at__gte=OuterRef("state_since"),
    )
    return turned(
        Application.objects.visible_to(user),
        APPLICATION,
        When(Q(state="supplement_requested") & Exists(supplied), then=Value(ADVISER)),
        When(state="supplement_requested", then=Value(OTHERS)),
    )


def turned(records, kind, *more):
    """The records, unsorted, with `turn`."""
    told = [When(state__in=s, then=Value(turn)) for turn, s in turns.TURNS[kind].items()]
    turn = Case(*told, *more, default=Value(DONE), output_field=CharField())
    return records.annotate(turn=turn).order_by()


@dataclass(frozen=True)
class Half:
    """One kind's part of the list; `path` leads from its records to the card."""

    kind: str
    path: str
    records: object

    def filter(self, *conditions, **of_card):
        of_card = {f"{self.path}{name}": value for name, value in of_card.items()}
        return replace(self, records=self.records.filter(*conditions, **of_card))

    def search(self, text):
        words = Unaccent(Value(text, output_field=TextField()))
        plain = self.records.alias(plain=Unaccent(F(f"{self.path}title")))
        return replace(self, records=plain.filter(plain__contains=words))

    def sort(self, name):
        """What the list is sorted by: the moment, or the title in Finnish order."""
        if name == "since":
            return F("state_since")
        return Func(F(f"{self.path}title"), function="f_finnish_order", output_field=TextField())

    def behind(self, name, down, place):
        """What comes after a place of the whole list: (value, kind, key)."""
        value, kind, key = place
        further = Q(by__lt=value) if down else Q(by__gt=value)
        if self.kind > kind:
            further |= Q(by=value)
        elif self.kind == kind:
            further |= Q(by=value, pk__gt=key)
        return replace(self, records=self.records.alias(by=self.sort(name)).filter(further))

    def rows(self, name):
        """The columns of `Row`, alike in both halves."""
        language, text = languages.current(), CharField()
        call = F(f"call__name_{language}") if self.kind == APPLICATION else Value("")
        return self.records.annotate(
            kind=Value(self.kind, output_field=text), sort=self.sort(name)
        ).values(
            "kind",
            "sort",
            "turn",
            "state",
            key=F("pk"),
            since=F("state_since"),
            name=F(f"{self.path}title"),
            kehra_name=F(f"{self.path}kehra__name_{language}"),
            call_name=call,
            adviser_key=F(f"{self.path}adviser"),
            adviser_name=F(f"{self.path}adviser__name"),
            adviser_email=F(f"{self.path}adviser__email"),
        )


@dataclass(frozen=True)
class WorkList:
    """What the desk shows: both halves narrowed alike, joined in one query."""

    halves: tuple

    @classmethod
    def of(cls, user):
        """All that has reached Sukkula."""
        return cls(
            (Half(CARD, "", cards(user)), Half(APPLICATION, "project__", applications(user)))
        )

    def each(self, verb, *conditions, **of_card):
        return WorkList(tuple(getattr(h, verb)(*conditions, **of_card) for h in self.halves))

    def tab(self, name, user):
        """The rows of a tab: "mine", "open" (not taken), "others" (those of mine) or "all"."""
        if name == "all":
            return self
        if name == "open":
            return self.each("filter", Q(turn=OPEN))
        turn = Q(turn=ADVISER if name == "mine" else OTHERS)
        return self.each("filter", turn, adviser=user)

    def narrow(self, *, search="", kehra=None, stage=""):
        """The rows that hold the words (accents and case apart), of one Kehrä, in one stage."""
        found = self
        if search:
            found = found.each("search", search)
        if kehra:
            found = found.each("filter", kehra=kehra)
        if stage:
            of = turns.STAGES[stage].states
            found = WorkList(tuple(h.filter(Q(state__in=of[h.kind])) for h in found.halves))
        return found

    def count(self, most):
        """How many rows, counted no further than `most`."""
        one, other = (half.records.values("pk") for half in self.halves)
        return len(one.union(other, all=True).order_by()[:most])

    def page(self, order, size, after=None):
        """`size` rows as `Row` in one query; `order`: "since", "title", or either with "-" before.

        `after`: (sort, kind, key) of the last row seen, to go on behind it.
        """
        down, name = order.startswith("-"), order.removeprefix("-")
        halves = [h.behind(name, down, after) if after else h for h in self.halves]
        one, other = (half.rows(name) for half in halves)
        both = one.union(other, all=True).order_by("-sort" if down else "sort", "kind", "key")
        return [Row(**row) for row in both[:size]]
