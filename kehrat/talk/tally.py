"""What became of reported texts in the last year, as figures for everyone."""

from collections import Counter
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.talk.models.case import Case, Ground

YEAR = timedelta(days=365)


def tally():
    """{"reported", "hidden", "stands", "appealed", "upheld", "restored": how many times,
    "grounds": [(ground in words, how many were hidden on it)]} of the last year; the grounds add
    up to what was hidden."""
    kind = ContentType.objects.get_for_model(Case)
    happened = Event.objects.filter(target_type=kind, at__gte=moments.now() - YEAR)
    rows = happened.order_by().values_list("verb", "facts__ground", "facts__first")
    verbs, grounds = Counter(), Counter()
    for verb, ground, first in rows:
        verbs[verb] += verb != "report" or bool(first)  # a later report waits with the first
        grounds[ground] += verb == "hide"
    named = [(ground.label, grounds[ground.value]) for ground in Ground]
    unnamed = verbs["hide"] - sum(number for _ground, number in named)  # from before the list
    return {
        "reported": verbs["report"],
        "hidden": verbs["hide"],
        "stands": verbs["dismiss"],
        "appealed": verbs["appeal"],
        "upheld": verbs["uphold"],
        "restored": verbs["restore"],
        "grounds": [*named, (_("Not stated"), unnamed)] if unnamed else named,
    }
