"""Reminders of what waits for somebody, so that no open turn is without a clock. Run at will.

A model says for each state in which somebody is waited for after how many days who is reminded:

    still_waits = clock.reminder({State.DRAFT: (60, circles.writers)}, again=circles.desk)

It reminds then, and again after twice as many days, four times as many and so on, for as long as
the record stays there. Each reminder is an event with a key that exists once.
"""

import logging
from datetime import date, timedelta

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from kehityspolku import moments
from kehityspolku.events import hearers, verbs
from kehityspolku.events.models import Event
from kehityspolku.events.record import record
from kehityspolku.events.steps import lock

DAY = timedelta(days=1)
log = logging.getLogger(__name__)


def reminder(
    turns, *, name="still_waits", field="state", since="state_since", again=None, among=None
):
    """The verb, called `name`, by which records of a model remind of themselves.

    `turns`: {value of the `field`: (days, the circle it waits for)}; `since`: the field that says
    since when; `again`: a circle told besides from the second time on; `among(rows, now)`: of the
    rows those that wait, where the field alone does not tell.
    """

    def holders(found, event):
        people = turns[event.facts[field]][1](found, event)
        return [*people, *again(found, event)] if again and event.facts["times"] else people

    states = tuple(turns) if field == "state" else ()

    @verbs.verb(name, waits_for=holders, sign_of_life=False, reminds=states)
    def still_waits(self, *, once, days, times):
        """Remind of it, for the `times`-th time after the first; returns whether it was now."""
        facts = {field: getattr(self, field), "days": days, "times": times}
        return record(name, self, once=once, **facts) is not None

    still_waits.clock = Clock(name, turns, field, since, among or (lambda rows, now: rows))
    return still_waits


class Clock:
    """When the records of one model are reminded of."""

    def __init__(self, name, turns, field, since, among):
        self.name, self.turns, self.field, self.since, self.among = name, turns, field, since, among

    def due(self, model, now):
        """{the reminder's key: the record} of all that has waited long enough and is not told."""
        due = {}
        for turn, (days, _circle) in self.turns.items():
            late = {self.field: turn, f"{self.since}__lte": now - days * DAY}
            rows = self.among(model._base_manager.filter(**late), now)
            due |= {self.key(found, now): found for found in rows}
        told = set(Event.objects.filter(once__in=due).values_list("once", flat=True))
        return {once: found for once, found in due.items() if once not in told}

    def waited(self, found, now):
        since = getattr(found, self.since)
        return now - (moments.start_of(since) if type(since) is date else since)

    def times(self, found, now):
        """How many times the days have doubled since it began to wait."""
        days, _circle = self.turns[getattr(found, self.field)]
        return doublings(self.waited(found, now), days * DAY)

    def key(self, found, now):
        since = getattr(found, self.since).isoformat()
        return f"{self.name}:{found._meta.label}:{found.pk}:{since}:{self.times(found, now)}"

    @transaction.atomic
    def remind(self, found, once, now):
        """Remind of one record, unless somebody acted meanwhile; returns whether it was now."""
        turn = getattr(found, self.field)
        try:
            lock(found)
        except ObjectDoesNotExist:  # it is gone
            return False
        rows = type(found)._base_manager.filter(pk=found.pk)
        if getattr(found, self.field) != turn or not self.among(rows, now).exists():
            return False
        days, times = self.waited(found, now) // DAY, self.times(found, now)
        return getattr(found, self.name)(once=once, days=days, times=times)


def doublings(waited, first):
    """How many times a time has doubled in what was waited."""
    return max(waited // first, 1).bit_length() - 1


def watch(now=None):
    """Remind of all that has waited long enough; returns how many reminders were made.

    One that fails is logged, and keeps no other from it.
    """
    now = now or moments.now()
    with hearers.waking_once():
        return sum(
            _reminded(clock, found, once, now)
            for model in apps.get_models()
            for clock in clocks_of(model)
            for once, found in clock.due(model, now).items()
        )


def _reminded(clock, found, once, now):
    try:
        return clock.remind(found, once, now)
    except Exception:
        log.exception("Nobody could be reminded of %s", once)
        return False


def clocks_of(model):
    """The clocks that the model itself says."""
    return [value.clock for value in verbs.methods_of(model).values() if hasattr(value, "clock")]
