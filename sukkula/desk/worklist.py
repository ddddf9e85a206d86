"""The work list of the desk and its rows."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kehityspolku import moments, working_days
from kehityspolku.models import User
from kehrat.models import Absence, District, Kehra, Project
from rahoitus.models import Application, Supplement
from sukkula.desk import turns
from sukkula.desk.parts import TOLD, Groups, Part, applications, cards, groups
from sukkula.desk.turns import ADVISER, APPLICATION, CARD, DONE, GROUP, OPEN, OTHERS
from sukkula.panels.scores import rounded
from sukkula.snoozes.models import Snooze, text_of

WHOLE_CITY = "koko-helsinki"  # in the place of a district


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
    asleep: dict | None  # its Snooze, as told by `parts.TOLD`
    is_own: bool  # of the reader's own Kehrä
    district_seen: list | None = None  # these where their columns are shown
    amount_seen: Decimal | None = None
    costs_seen: Decimal | None = None
    score_seen: Decimal | None = None
    facts: object = None  # of a card, told by `front.tell_facts`

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
        told = self.facts.next if self.facts else ""
        return told or turns.next_of(self.kind, self.state_now, self.turn)

    @property
    def snooze(self):
        """Until when it is put off and why, in words; "" when it isn't."""
        return text_of(Snooze(**self.asleep)) if self.asleep else ""

    @property
    def snooze_url(self):
        kind = {CARD: "hanke", APPLICATION: "hakemus", GROUP: "kehra"}[self.kind]
        return reverse("sukkula:snooze", args=[kind, self.key])

    @property
    def barred(self):
        """Of a card of an absent colleague that is of the reader's own Kehrä: why the reader does
        not stand in here, and who does."""
        if not (self.is_own and self.turn == ADVISER):
            return ""
        words = _(
            "It is of your own Kehrä, so you do not stand in for %(name)s here: Sukkula's leads "
            "answer for it."
        )
        return words % {"name": self.adviser_shown}

    @property
    def waits(self):
        """Someone has to do something."""
        return self.turn != DONE

    @property
    def title(self):
        """Its name in words: what it is a new version of, which call it goes to."""
        name = (
            _("New version of %(title)s") % {"title": self.name} if self.is_version else self.name
        )
        return f"{name}: {self.call_name}" if self.call_name else name

    def value(self, column):
        """What a file says of it in a column: text, a number or a day; None for nothing."""
        match column:
            case "state":
                return capfirst(str(self.state_label))
            case "next":
                told = [self.next, *(self.facts.lines if self.facts else ()), self.snooze]
                return ". ".join(str(words) for words in told if words)
            case "since":
                return self.days if self.waits else None
            case "promised":
                return self.promised if self.is_answered_by else None
            case "adviser":
                return self.adviser_shown
            case "district":
                return ", ".join(self.district_seen or ())
            case "amount":
                return self.amount_seen
            case "costs":
                return self.costs_seen
            case "score":
                return self.score_shown

    @property
    def score_shown(self):
        """With two decimals, halves up (sukkula/panels/scores.py)."""
        return None if self.score_seen is None else rounded(self.score_seen)

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
        """An answer is promised and not given; of an application, it has a last day."""
        return self.promised is not None

    @property
    def working_days_left(self):
        return working_days.left(moments.today(), self.promised)

    @property
    def is_due_today(self):
        return self.promised == moments.today()

    @property
    def is_late(self):
        return self.is_answered_by and self.promised < moments.today()

    @property
    def adviser_shown(self):
        return self.adviser_name or (self.adviser_email or "").split("@")[0]


def as_listed(project, facts, user):
    """{"next", "snooze"}: what comes next to a card, and how it is put off or None, as its row of
    the list says them."""
    part = Part(CARD, "", cards(user), user)
    asleep = Subquery(part.asleep.values(told=TOLD)[:1])
    rows = part.records.filter(pk=project.pk).values_list("turn", asleep)
    turn, snooze = rows.first() or (None, None)
    return {
        "next": facts.next or turns.next_of(CARD, project.state, turn),
        "snooze": Snooze(**snooze) if snooze else None,
    }


@dataclass(frozen=True)
class WorkList:
    """What the desk shows: its parts narrowed alike, joined in one query.

    `reader`: the adviser who looks; `absent`: those whom the adviser stands in for today; `of_one`:
    whose desk it is, if another's.
    """

    parts: tuple
    reader: User
    absent: tuple
    of_one: User | None = None

    @classmethod
    def of(cls, user):
        """All that has reached Sukkula."""
        return cls(
            (
                Part(CARD, "", cards(user), user),
                Part(APPLICATION, "project__", applications(user), user),
                Groups(GROUP, "", groups(user), user),
            ),
            user,
            tuple(Absence.objects.stood_in_by(user)),
        )

    @property
    def own(self):
        """Keys of those whose work this is."""
        if self.of_one:
            return {self.of_one.pk}
        return {person.pk for person in (self.reader, *self.absent)}

    def each(self, verb, *conditions, **of_card):
        parts = (getattr(p, verb)(*conditions, **of_card) for p in self.parts)
        return replace(self, parts=tuple(parts))

    def tab(self, name):
        """The rows of a tab: "mine", "open" (not taken), "late", "others" (those of mine),
        "snoozed" (put off) or "all".

        Mine are also those of an absent adviser whom one stands in for. What is put off is in no
        tab but its own, "late" and "all".
        """
        if name == "all":
            return self
        if name == "late":
            return self.late()
        if name == "snoozed":
            return self.each("put_off", self.own)
        if name == "open":
            return self.each("at_turn", OPEN).each("awake")
        turn = ADVISER if name == "mine" else OTHERS
        return self.each("at_turn", turn, adviser__in=self.own).each("awake")

    def desk_of(self, adviser):
        """The list as the desk of this adviser, if one is told: what stands among "mine" there."""
        return replace(self, of_one=adviser) if adviser else self

    def at_advisers(self):
        """What waits for advisers, each for its card's own: in the tab "mine" of their desks."""
        return self.each("at_turn", ADVISER).each("awake")

    def late(self):
        """Cards that have no answer though the promised day has passed, and applications whose
        funder has no answer though it wanted one by a day gone by."""
        today = moments.today()
        unanswered = Supplement.objects.open().filter(answer_by__lt=today).values("application")
        late = {
            CARD: Q(state__in=Project.ANSWERED, promised_on__lt=today),
            APPLICATION: Q(state=Application.State.SUPPLEMENT, pk__in=unanswered),
            GROUP: Q(pk=None),
        }
        return replace(self, parts=tuple(part.filter(late[part.kind]) for part in self.parts))

    def narrow(self, *, search="", kehra=None, stage="", adviser=None, district=None):
        """The rows that hold the words (accents and case apart), of one Kehrä, in one stage, of
        one adviser, of one district (its slug) or the whole city."""
        found = self.each("filter", adviser=adviser) if adviser else self
        if search:
            found = found.each("search", search)
        if district == WHOLE_CITY:
            found = found.each("filter", all_districts=True)
        elif district:
            found = found.each("in_district", District.objects.get(slug=district))
        if kehra:
            found = found.each("filter", kehra=kehra)
        if stage:
            of = turns.STAGES[stage].states
            parts = (p.filter(Q(state__in=of[p.kind])) for p in found.parts)
            found = replace(found, parts=tuple(parts))
        return found

    def since_of_tabs(self, names, most):
        """{tab: since when each of its oldest rows has waited}, `most` of each, in one query."""
        oldest = [p.oldest(name, most) for name in names for p in self.tab(name).parts]
        one, *others = oldest
        found = {name: [] for name in names}
        for name, since in one.union(*others, all=True).order_by():
            found[name].append(since)
        return {name: sorted(since)[:most] for name, since in found.items()}

    def page(self, order, size, after=None, shown=()):
        """`size` rows as `Row` in one query, with the `shown` columns; `order`: what it is sorted
        by, with "-" before it downwards.

        `after`: (sort, kind, key) of the last row seen, to go on behind it.
        """
        down, name = order.startswith("-"), order.removeprefix("-")
        parts = [p.behind(name, down, after) if after else p for p in self.parts]
        sort = "-sort" if down else "sort"
        one, *others = (part.rows(name, down, shown).order_by(sort, "key")[:size] for part in parts)
        both = one.union(*others, all=True).order_by(sort, "kind", "key")
        return [Row(**row) for row in both[:size]]
