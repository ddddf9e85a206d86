"""What waits for a person by role, told by each app in its `waits.py` (see by_name.py)."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import IntegerField, QuerySet, Value

from kehityspolku import by_name

MOST = 99  # counts go no further


@dataclass(frozen=True)
class Waiting:
    """Things of one kind that wait for a person: what they are, where, and their rows."""

    words: str
    url: str
    rows: QuerySet
    number: int = 0

    @property
    def shown(self):
        return str(self.number) if self.number <= MOST else f"{MOST}+"


def of(user):
    """[Waiting] of all that waits for the person in all apps, from the lowest floor up, counted in
    one query."""
    told = by_name.found("waits", "waiting").values()
    found = [each for waits in told for each in waits(user)]
    numbers = Counter(counted([each.rows for each in found]))
    return [replace(w, number=numbers[n]) for n, w in enumerate(found) if numbers[n]]


def counted(kinds):
    """The place of its kind for each row there is, of each kind no further than needed."""
    tagged = [
        rows.order_by().values_list(Value(place, output_field=IntegerField()))[: MOST + 1]
        for place, rows in enumerate(kinds)
    ]
    if not tagged:
        return []
    one, *others = tagged
    return [place for (place,) in one.union(*others, all=True).order_by()]
