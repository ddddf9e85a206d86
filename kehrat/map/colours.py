"""The thread colour of a new Kehrä: one that its neighbours on the map don't have."""

from collections import Counter

from django.apps import apps
from django.db.models import Q

COLOURS = range(1, 9)


def free(areas):
    """The colour (1 to 8) least used among the neighbours, then in the city, then the first."""
    kehrat = apps.get_model("kehrat", "Kehra").objects.public().exclude(state="ended")
    districts = {area.district_id for area in areas if area.district_id}
    near = Q(sub_areas__district__in=districts) | Q(sub_areas__district__neighbours__in=districts)
    beside = Counter(kehrat.filter(near).distinct().values_list("thread", flat=True))
    everywhere = Counter(kehrat.values_list("thread", flat=True))
    return min(COLOURS, key=lambda colour: (beside[colour], everywhere[colour], colour))
