"""Who takes care of how much: what waits for each adviser now, and who is away."""

from dataclasses import dataclass

from django.db.models import Count, F, Min, Q

from kehityspolku import moments
from kehrat.models import Absence, Project
from rahoitus.models import Application
from sukkula.desk import turns
from sukkula.review.forms import staff


@dataclass
class Load:
    """An adviser's load: cards and applications that wait for the adviser, late cards, since."""

    person: object
    cards: int = 0
    applications: int = 0
    late: int = 0
    oldest: object = None
    absence: object = None

    @property
    def waiting(self):
        return self.cards + self.applications


def loads():
    """[Load] of everyone who works at the desk; three queries besides the people's."""
    found = {person.pk: Load(person) for person in staff()}
    of_cards = counted(
        Project.objects.filter(state__in=Project.ANSWERED),
        "adviser",
        late=Count("pk", filter=Q(promised_on__lt=moments.today())),
    )
    checks = turns.TURNS[turns.APPLICATION][turns.ADVISER]
    of_applications = counted(Application.objects.filter(state__in=checks), "project__adviser")
    for kind, rows in (("cards", of_cards), ("applications", of_applications)):
        for row in rows:
            if load := found.get(row.pop("who")):
                setattr(load, kind, row["n"])
                load.late += row.get("late", 0)
                load.oldest = min(filter(None, [load.oldest, row["oldest"]]))
    for absence in Absence.objects.on(moments.today()).select_related("deputy"):
        if load := found.get(absence.person_id):
            load.absence = absence
    return list(found.values())


def counted(records, path, **more):
    """Rows of who, n, oldest and what else is told, by the person that the path leads to."""
    rows = records.order_by().values(who=F(path))
    return rows.annotate(n=Count("pk"), oldest=Min("state_since"), **more)
