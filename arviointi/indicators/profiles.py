"""Whether a Kehrä works, and who is in it, on any day.

*Toimiva* (working, `words.py`): at least one output in 90 days (`dated.OUTPUTS`), members of at
least three organisations and a named coordinator. What was not recorded is not known: None, never
no.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from arviointi.indicators import dated
from kehityspolku.models import PastState
from kehrat.groups.balance import balance
from kehrat.models import Kehra, Membership, Stint

SHOWN_WITHIN = timedelta(days=90)
ORGANISATIONS = 3


@dataclass(frozen=True)
class Profile:
    """A Kehrä on a day. `state`: None where it was not recorded; `actors`: members by actor type,
    "" of those of whom it was not; `outputs`: the days with an output in the 90 up to it."""

    kehra: Kehra
    state: str | None
    actors: Counter
    organisations: int
    unnamed: int  # members of whom no organisation was recorded, nor that they have none
    coordinates: bool | None
    outputs: int
    recorded: bool  # all of the 90 days

    @property
    def members(self):
        return self.actors.total()

    @property
    def state_name(self):
        """In words; None where it was not recorded."""
        return str(Kehra.State(self.state).label) if self.state else None

    @property
    def works(self):
        """None where what was not recorded might decide it."""
        told = [
            True if self.outputs else (False if self.recorded else None),
            self.coordinates,
            True
            if self.organisations >= ORGANISATIONS
            else (None if self.unnamed + self.organisations >= ORGANISATIONS else False),
        ]
        return False if False in told else None if None in told else True

    @property
    def blocs(self):
        """Members by bloc of the tripartite rule: kehrat.groups.balance's."""
        return balance({actor: n for actor, n in self.actors.items() if actor})


def profiles(kehrat, day):
    """The Profile of each Kehrä (of a queryset) that had been formed and had not ended by the end
    of a day, in a number of queries that does not grow."""
    kehrat = [
        kehra
        for kehra in kehrat.filter(formed_on__lte=day)
        if not (kehra.ended_on and kehra.ended_on <= day)
    ]
    keys = [kehra.pk for kehra in kehrat]
    people, states = members_on(keys, day), PastState.objects.on(day, Kehra)
    begins = day - SHOWN_WITHIN
    outputs = dated.output_days(keys, begins, day)
    since = dated.recorded_since(Kehra, keys)
    return [
        profile(
            kehra,
            states.get(kehra.pk),
            people[kehra.pk],
            len(outputs[kehra.pk]),
            since[kehra.pk] <= begins or since[kehra.pk] <= kehra.formed_on,
        )
        for kehra in kehrat
    ]


def profile(kehra, state, people, outputs, recorded):
    names = [name for _role, _actor, name in people]
    return Profile(
        kehra=kehra,
        state=state,
        actors=Counter(actor for _role, actor, _organisation in people),
        organisations=len({name.casefold() for name in names if name}),
        unnamed=names.count(None),
        coordinates=coordinated(role for role, _actor, _organisation in people),
        outputs=outputs,
        recorded=recorded,
    )


def coordinated(roles):
    """Whether one of the roles is a coordinator's; None where a role was not recorded."""
    roles = set(roles)
    return True if Membership.Role.COORDINATOR in roles else None if "" in roles else False


def members_on(kehrat, day):
    """{Kehrä's key: [(role, actor type, organisation)]} of those who were members on the day."""
    people = defaultdict(list)
    for kehra, *person in (
        Stint.objects.on(day)
        .filter(membership__kehra__in=kehrat)
        .order_by()
        .values_list("membership__kehra", "role", "actor_type", "organisation")
    ):
        people[kehra].append(person)
    return people
