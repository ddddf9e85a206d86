"""Who takes care of how much: what waits for each adviser now, and who is away."""

from dataclasses import dataclass

from django.db.models import Count, F, Min

from kehityspolku import moments
from kehrat.models import Absence
from sukkula.desk.turns import CARD
from sukkula.desk.worklist import WorkList
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


def loads(reader):
    """[Load] of everyone who works at the desk, as each one's own desk counts: what stands there
    among "mine" and "late"."""
    found = {person.pk: Load(person) for person in staff()}
    work = WorkList.of(reader)
    for part in work.at_advisers().parts:
        for who, n, oldest in counted(part):
            if load := found.get(who):
                setattr(load, "cards" if part.kind == CARD else "applications", n)
                load.oldest = min(filter(None, [load.oldest, oldest]))
    for part in work.late().parts:
        for who, n, _oldest in counted(part):
            if load := found.get(who):
                load.late += n
    for absence in Absence.objects.on(moments.today()).select_related("deputy"):
        if load := found.get(absence.person_id):
            load.absence = absence
    return list(found.values())


def counted(part):
    """[(the adviser's key, how many, since when the oldest waits)] of the cards of a part; nothing
    of Kehrät, which have none."""
    if not part.of_cards:
        return []
    rows = part.records.order_by().values(who=F(f"{part.path}adviser"))
    return rows.annotate(n=Count("pk"), oldest=Min(part.since)).values_list("who", "n", "oldest")
