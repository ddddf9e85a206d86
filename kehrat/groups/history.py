"""What everyone may read of a Kehrä's history, and what its own people see besides."""

from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehrat.groups.models.kehra import Kehra


def history(kehra, *, inside):
    """The events of a Kehrä's history page; `inside`: its coordinators and Sukkula read it."""
    told = verbs.where(lambda verb: verb.is_read(inside), Kehra)
    return Event.objects.about(kehra).filter(verbs.events_of(told))
