"""The tripartite rule of local groups: residents, organisations and the public side in balance."""

from types import SimpleNamespace

from django.utils.translation import gettext as _

from kehrat.models import Membership

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

    Each has key, name, number, share (per cent, whole), x and width (of a bar 100 wide) and over
    (more than MOST per cent of the members).
    """
    total = sum(counts.values())
    x, blocs = 0, []
    for key, actors in BLOCS.items():
        number = sum(counts.get(actor, 0) for actor in actors)
        width = round(100 * number / total, 2) if total else 0
        blocs.append(
            SimpleNamespace(
                key=key,
                name=names()[key],
                number=number,
                share=round(width),
                x=round(x, 2),
                width=width,
                over=bool(total) and number / total > MOST / 100,
            )
        )
        x += width
    return blocs
