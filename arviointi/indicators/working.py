"""Whether a Kehrä works, and who is in it, on a date.

*Toimiva* (working): at least one output in 90 days, members of at least three organisations and a
named coordinator. (Indicator of this portal, after Laverack's domains of community capacity.)
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.groups.balance import balance
from kehrat.models import Kehra, Membership, Project

ACTIVE_WITHIN = timedelta(days=90)
ORGANISATIONS = 3


@dataclass(frozen=True)
class Profile:
    """A Kehrä on a date: members by actor type, organisations, coordinators, outputs in 90 days."""

    kehra: Kehra
    actors: Counter
    organisations: int
    coordinators: int
    outputs: int

    @property
    def members(self):
        return self.actors.total()

    @property
    def works(self):
        return bool(self.outputs and self.coordinators and self.organisations >= ORGANISATIONS)

    @property
    def blocs(self):
        """Members by bloc of the tripartite rule: kehrat.groups.balance's."""
        return balance(self.actors)


def profiles(kehrat, day):
    """The Profile of each Kehrä formed by `day` (a date), in three queries."""
    kehrat = list(kehrat.filter(formed_on__lte=day))
    people = members_on(kehrat, day)
    outputs = outputs_before(kehrat, day)
    return [profile(kehra, people[kehra.pk], outputs[kehra.pk]) for kehra in kehrat]


def profile(kehra, people, outputs):
    return Profile(
        kehra=kehra,
        actors=Counter(actor for _role, actor, _organisation in people),
        organisations=len({name.casefold() for _r, _a, name in people if name}),
        coordinators=sum(role == Membership.Role.COORDINATOR for role, _a, _o in people),
        outputs=outputs,
    )


def members_on(kehrat, day):
    """{Kehrä's key: [(role, actor type, organisation)]} of those who were members on the day."""
    rows = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), kehra__in=kehrat, joined_on__lte=day
    ).values_list("kehra", "role", "actor_type", "organisation")
    people = defaultdict(list)
    for kehra, *person in rows:
        people[kehra].append(person)
    return people


def outputs_before(kehrat, day):
    """Counter of what each Kehrä did, its ideas and cards too, in the 90 days up to the day."""
    owners = dict(Project.objects.filter(kehra__in=kehrat).values_list("pk", "kehra"))
    types = {
        ContentType.objects.get_for_model(Kehra).pk: {kehra.pk: kehra.pk for kehra in kehrat},
        ContentType.objects.get_for_model(Project).pk: owners,
    }
    rows = Event.objects.filter(
        about_type__in=types, at__range=(moments.start_of(day - ACTIVE_WITHIN), moments.end_of(day))
    ).values_list("about_type", "about_id")
    return Counter(types[kind][pk] for kind, pk in rows if pk in types[kind])
