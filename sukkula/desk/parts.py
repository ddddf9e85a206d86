"""The parts of the work list, alike in their columns: cards, applications, Kehrät being founded."""

from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from kehityspolku import languages
from kehrat.models import Kehra, Membership, Project
from kehrat.places.text_search import Unaccent
from rahoitus.models import Application
from sukkula.desk import turns
from sukkula.desk.columns import RANKS, VALUES, due
from sukkula.desk.handover import orphaned
from sukkula.desk.turns import ADVISER, APPLICATION, CARD, DONE, GROUP, OPEN, OTHERS
from sukkula.review.models import Message
from sukkula.snoozes.models import Snooze

TOLD = JSONObject(pk="pk", until="until", until_answer="until_answer", reason="reason")
IS_VERSION = ExpressionWrapper(Q(revises__isnull=False), output_field=BooleanField())


def cards(user):
    """The cards that have reached Sukkula, each with its `turn`: nobody has taken one without an
    adviser who works there today and does not belong to the card's Kehrä; a message of the
    applicants waits for its adviser."""
    nobodys = Q(state__in=turns.states(CARD, OPEN)) & orphaned()
    written = Exists(Message.objects.unanswered().filter(project=OuterRef("pk")))
    under_way = Application.objects.undecided().filter(project=OuterRef("pk"))
    return turned(
        Project.objects.visible_to(user).exclude(state=Project.State.DRAFT),
        CARD,
        When(state="submitted", then=Value(ADVISER)),
        When(Q(state="running") & written, then=Value(ADVISER)),
        When(Q(state="approved") & ~written & Exists(under_way), then=Value(OTHERS)),
        When(state="approved", then=Value(ADVISER)),
        first=[
            When(nobodys, then=Value(OPEN)),
            When(Q(state="changes_requested") & written, then=Value(ADVISER)),
        ],
    )


def applications(user):
    """The applications, each with its `turn` and since when it waits for that."""
    supplied, asking = Application.objects.supplied(), Application.objects.asking()
    answered = Q(state="supplement_requested", pk__in=supplied.values("pk"))
    changing = Q(state="granted", pk__in=asking.values("pk"))
    mine = {"pk": OuterRef("pk")}
    since = Case(
        When(one_of(supplied.values("pk")), then=supplied.filter(**mine).values("supplied_at")),
        When(one_of(asking.values("pk")), then=asking.filter(**mine).values("asked_at")),
        default=F("state_since"),
    )
    return turned(
        Application.objects.visible_to(user).annotate(waits_since=since),
        APPLICATION,
        When(answered | changing, then=Value(ADVISER)),
        When(state="supplement_requested", then=Value(OTHERS)),
    )


def turned(records, kind, *more, first=()):
    """The records, unsorted, with `turn`; what is asked `first` goes before the states."""
    told = [When(state__in=s, then=Value(turn)) for turn, s in turns.TURNS[kind].items()]
    turn = Case(*first, *told, *more, default=Value(DONE), output_field=CharField())
    return records.annotate(turn=turn).order_by()


def one_of(keys):
    """A condition on records whose keys are few: these are found first, and the records by them."""
    array = ArraySubquery(keys.order_by())
    joined = {"template": "(%(expressions)s))", "arg_joiner": " = ANY("}
    return Func(F("pk"), array, output_field=BooleanField(), **joined)


@dataclass(frozen=True)
class Part:
    """One kind's part of the list; `path` leads from its records to the card, `reader` looks."""

    kind: str
    path: str
    records: object
    reader: object
    of_a_turn: bool = False  # only those at one turn, which are few

    def filter(self, *conditions, **of_card):
        of_card = {f"{self.path}{name}": value for name, value in of_card.items()}
        return replace(self, records=self.records.filter(*conditions, **of_card))

    def at_turn(self, turn, **of_card):
        """Those whose turn it is; naming the states as well lets an index find them."""
        found = self.filter(Q(turn=turn, state__in=turns.states(self.kind, turn)), **of_card)
        return replace(found, of_a_turn=True)

    @property
    def of_cards(self):
        """Its records are cards or have one."""
        return self.kind != GROUP

    @property
    def snoozed(self):
        """The field by which a putting off knows its record."""
        return {CARD: "project", APPLICATION: "application", GROUP: "kehra"}[self.kind]

    @property
    def asleep(self):
        """The putting off that its record is under now."""
        return Snooze.objects.asleep().filter(**{self.snoozed: OuterRef("pk")})

    def awake(self):
        return self.filter(~Exists(self.asleep))

    def put_off(self, by):
        """Those put off by these people, or whose card one of them answers for."""
        own = Q(by__in=by)
        if self.of_cards:
            path = "project" if self.kind == CARD else "application__project"
            own |= Q(**{f"{path}__adviser__in": by})
        asleep = Snooze.objects.asleep().filter(own, **{f"{self.snoozed}__isnull": False})
        return replace(self, records=self.records.filter(one_of(asleep.values(self.snoozed))))

    @property
    def project(self):
        """The key of the card."""
        return f"{self.path}pk"

    @property
    def state(self):
        return F("state")

    @property
    def title(self):
        return F(f"{self.path}title")

    @property
    def since(self):
        """Since when it has waited; of a card since its state began."""
        return F("state_since" if self.kind == CARD else "waits_since")

    @property
    def since_rank(self):
        """What the list is sorted by. An index sorts those of all turns, by when their states
        began: it reads so many as are shown and no more."""
        return self.since if self.kind == GROUP or self.of_a_turn else F("state_since")

    def search(self, text):
        words = Unaccent(Value(text, output_field=TextField()))
        plain = self.records.alias(plain=Unaccent(self.title))
        return replace(self, records=plain.filter(plain__contains=words))

    def oldest(self, tab, most):
        """(the tab, since when) of its `most` oldest records, by an index: so many are read and
        no more."""
        name = Value(tab, output_field=CharField())
        return self.records.order_by("state_since").values_list(name, self.since)[:most]

    def sort(self, name, down):
        """What the list is sorted by: a column's rank, or the title in Finnish order."""
        if name in RANKS:
            return RANKS[name](self, down)
        return Func(self.title, function="f_finnish_order", output_field=TextField())

    def behind(self, name, down, place):
        """What comes after a place of the whole list: (value, kind, key)."""
        value, kind, key = place
        further = Q(by__lt=value) if down else Q(by__gt=value)
        if self.kind > kind:
            further |= Q(by=value)
        elif self.kind == kind:
            further |= Q(by=value, pk__gt=key)
        return replace(self, records=self.records.alias(by=self.sort(name, down)).filter(further))

    def in_district(self, district):
        """Those of cards whose target areas reach the district, of Kehrät that lie in it."""
        reached = Q(pk__in=Project.objects.in_district(district).values("pk"))
        if self.path:
            reached = Q(project__in=Project.objects.in_district(district).values("pk"))
        return replace(self, records=self.records.filter(reached))

    def rows(self, name, down, shown=()):
        """The columns of `Row`, alike in every part: the union takes them by their order.

        `shown`: columns that are worked out only when they are seen.
        """
        kind = Value(self.kind, output_field=CharField())
        records = self.records.annotate(kind=kind, sort=self.sort(name, down))
        more = {f"{name}_seen": VALUES[name](self) for name in VALUES if name in shown}
        return records.values("kind", "sort", "turn", key=F("pk"), **self.columns(), **more)

    def columns(self):
        language = languages.current()
        application, card = self.kind == APPLICATION, self.kind == CARD
        return {
            "state_now": self.state,
            "since": self.since,
            "name": self.title,
            "kehra_name": F(f"{self.path}kehra__name_{language}"),
            "call_name": F(f"call__name_{language}") if application else Value(""),
            "adviser_key": F(f"{self.path}adviser"),
            "adviser_name": F(f"{self.path}adviser__name"),
            "adviser_email": F(f"{self.path}adviser__email"),
            "address": Value(""),
            "promised": due(self),
            "is_version": IS_VERSION if card else Value(False),
            "asleep": Subquery(self.asleep.values(told=TOLD)[:1]),
            "is_own": self.own_kehras,
        }

    @property
    def own_kehras(self):
        """Whether the reader belongs to the card's Kehrä, and so does not act on it."""
        kehra = OuterRef(f"{self.path}kehra")
        return Exists(Membership.objects.active().filter(kehra=kehra, user=self.reader.pk))


def groups(user):
    """Kehrät that are being founded or ask something of Sukkula, each with its `turn`.

    `waits_since`: since when it has waited; `stands_at`: its state, or what it asks.
    """
    found = Kehra.objects.visible_to(user)
    found = found.filter(Q(state__in=[*Kehra.PROPOSALS, Kehra.State.FORMING]) | ~Q(asks=""))
    found = found.annotate(
        waits_since=Coalesce("asked_at", "state_since"),
        stands_at=Case(When(asks="", then=F("state")), default=F("asks"), output_field=CharField()),
    )
    return turned(found, GROUP, first=[When(~Q(asks=""), then=Value(OPEN))])


class Groups(Part):
    """The Kehrät's part of the list: no adviser has one, so all who look may take it."""

    def filter(self, *conditions, kehra=None, **of_card):
        if of_card:
            return replace(self, records=self.records.none())
        only = {"pk": kehra.pk} if kehra else {}
        return replace(self, records=self.records.filter(*conditions, **only))

    def at_turn(self, turn, **of_card):
        return self.filter(Q(turn=turn), **of_card)

    @property
    def state(self):
        return F("stands_at")

    @property
    def title(self):
        return F(f"name_{languages.current()}")

    def in_district(self, district):
        covering = Kehra.objects.covering([district]).values("pk")
        return replace(self, records=self.records.filter(pk__in=covering))

    @property
    def since(self):
        return F("waits_since")

    def columns(self):
        nobody = Value(None, output_field=CharField())
        return super().columns() | {
            "kehra_name": Value("Kehrä"),
            "adviser_key": Value(None, output_field=BigIntegerField()),
            "adviser_name": nobody,
            "adviser_email": nobody,
            "address": F("slug"),
        }

    @property
    def own_kehras(self):
        return Value(False)
