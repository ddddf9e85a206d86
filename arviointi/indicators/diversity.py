"""3. Diversity of actor types: Pielou's evenness, and whether a bloc is over its share."""

from math import log

from arviointi.indicators.value import Value
from kehrat.groups.balance import balance
from kehrat.models import Membership

TYPES = len(Membership.Actor)


def diversity(actors):
    """`actors`: {actor type: members}, "" of those of whom it was not recorded.

    value = J = −Σ pₖ ln pₖ ÷ ln K, where pₖ is a type's share of the members and K the number of
    types. `over`: 1 where a bloc of the tripartite rule is more than 0.49 of the members.
    """
    known = {actor: n for actor, n in actors.items() if actor and n}
    total = sum(known.values())
    shares = [n / total for n in known.values()]
    value = abs(-sum(p * log(p) for p in shares) / log(TYPES)) if total else None
    over = int(any(bloc.over for bloc in balance(known))) if total else None
    return Value(value, total, sum(actors.values()), {"over": over})
