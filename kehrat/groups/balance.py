"""The tripartite rule of local groups: residents, organisations and the public side in balance."""

from math import ceil
from types import SimpleNamespace

from django.utils.translation import gettext as _

from kehityspolku import money
from kehityspolku.rounding import half_up, shares
from kehrat.groups.models.membership import Membership

MOST = 49  # per cent of the members that one bloc may be
Actor = Membership.Actor
BLOCS = {
    "residents": [Actor.RESIDENT],
    "organisations": [Actor.ASSOCIATION, Actor.SCHOOL, Actor.COMPANY, Actor.OTHER],
    "public": [Actor.OFFICIAL],
}


def names():
    return {
        "residents": _("Residents"),
        "organisations": _("Associations, schools and companies"),
        "public": _("Public bodies"),
    }


def balance(counts):
    """The three blocs of {actor type: members}, in a fixed order.

    Each has key, name, number, share (per cent, whole; they add up to 100), x and width (of a bar
    100 wide) and over (more than MOST per cent of the members).
    """
    total = sum(counts.values())
    x, blocs = 0, []
    numbers = [sum(counts.get(actor, 0) for actor in actors) for actors in BLOCS.values()]
    for key, number, share in zip(BLOCS, numbers, shares(numbers), strict=True):
        width = round(100 * number / total, 2) if total else 0
        blocs.append(
            SimpleNamespace(
                key=key,
                name=names()[key],
                number=number,
                share=int(share),
                x=round(x, 2),
                width=width,
                over=bool(total) and number / total > MOST / 100,
            )
        )
        x += width
    return blocs


def advice(counts):
    """What would bring the balance back: None when no bloc is too big.

    Has bloc (the one that is over), needed (members of other blocs, at least) and invite (names of
    the other blocs, the smallest first).
    """
    blocs = balance(counts)
    over = next((bloc for bloc in blocs if bloc.over), None)
    if not over:
        return None
    others = sorted((bloc for bloc in blocs if bloc is not over), key=lambda bloc: bloc.number)
    needed = ceil(100 * over.number / MOST) - sum(counts.values())
    return SimpleNamespace(bloc=over, needed=needed, invite=[bloc.name for bloc in others])


def tips(counts, actor):
    """The bloc that one more of an actor type brings over its share, or None; nobody is barred."""
    over = {bloc.key for bloc in balance(counts) if bloc.over}
    after = balance({**counts, actor: counts.get(actor, 0) + 1})
    return next((bloc for bloc in after if bloc.over and bloc.key not in over), None)


def warning(bloc):
    """That a bloc has got too big, in words: to a tenth where its whole per cents hide it."""
    share = bloc.share if bloc.share > MOST else money.percent_figures(half_up(bloc.width, 1))
    facts = {"bloc": bloc.name, "share": share, "most": MOST}
    return (
        _("%(bloc)s: now %(share)s %% of the members. The rule asks for %(most)s %% at most.")
        % facts
    )


def shown(counts):
    """What the part kehra_balance.html takes, of {actor type: members}."""
    labels = Membership.Actor.choices
    return {
        "blocs": balance(counts),
        "actors": [(label, counts[actor]) for actor, label in labels if actor in counts],
        "members_count": sum(counts.values()),
    }
