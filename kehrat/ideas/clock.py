"""Ideas that have waited long for an answer: those who answer are reminded, gently. Run at will."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Q

from kehityspolku import moments
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea

PATIENCE = timedelta(days=60)


def remind(now=None):
    """One reminder for each joinable Kehrä, and for Sukkula, when one idea more has waited long.

    It tells of all that wait; its key is the newest of them, so each idea brings at most one.
    Returns how many were made.
    """
    late = Idea.objects.public().open().filter(district=None)
    late = late.filter(state_since__lte=(now or moments.now()) - PATIENCE)
    late = late.filter(Q(kehra=None) | Q(kehra__in=Kehra.objects.joinable()))
    rows = late.select_related("kehra").order_by("kehra", "state_since", "pk")
    return sum(_remind(list(ideas)) for _kehra, ideas in groupby(rows, lambda i: i.kehra_id))


def _remind(ideas):
    return ideas[-1].ideas_wait(n=len(ideas))
