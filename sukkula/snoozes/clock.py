"""Waking what was put off. Run at will: the list knows by itself, the clock only tells."""

import logging

from kehityspolku.events.steps import WrongState
from sukkula.snoozes.models import Snooze

log = logging.getLogger(__name__)


def watch():
    """Wake what its day or an answer has come to; returns how many it was. One that fails is
    logged, and keeps no other asleep."""
    due = Snooze.objects.kept().exclude(pk__in=Snooze.objects.asleep().values("pk"))
    return sum(map(_woken, due))


def _woken(snooze):
    try:
        snooze.wake()
    except WrongState:  # somebody was faster
        return False
    except Exception:
        log.exception("Case %s could not be woken", snooze.pk)
        return False
    return True
