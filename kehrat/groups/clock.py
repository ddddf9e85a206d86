"""A Kehrä of which nothing has been heard for long is warned, then falls dormant. Run at will.

The warning is an event with a key that exists once for each silence, so any number of runs, also
at the same time, makes one. Nobody falls dormant unwarned: if the clock stood still, the warning
comes late and the rest as much later.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, lock
from kehityspolku.models import Event
from kehrat.groups.models.kehra import Kehra


def watch(now=None):
    """Warn the active Kehrät that have long been silent; lay the warned ones to rest in time.

    Returns (warnings made, Kehrät gone dormant).
    """
    now = now or moments.now()
    warned = rested = 0
    for kehra in Kehra.objects.filter(state=Kehra.State.ACTIVE).order_by("pk"):
        if waits_for_others(kehra):
            continue
        if now < last_heard(kehra) + warned_after():
            continue
        with transaction.atomic():
            lock(kehra)
            heard = last_heard(kehra)  # afresh: somebody may have acted meanwhile
            if kehra.state == Kehra.State.ACTIVE and now >= heard + warned_after():
                warned += warn(kehra, heard, now)
                rested += rest(kehra, heard, now)
    return warned, rested


def waits_for_others(kehra):
    """Whether it has done its part: Sukkula or a funder is to answer it, or its project runs."""
    cards = kehra.projects.filter(state__in=["submitted", "in_review", "approved", "running"])
    return bool(kehra.asks) or cards.exists()


def wake(**which):
    """Wake the dormant Kehrät, all or `which`, whose people have done something since; returns how
    many. Each act asks for its own; the daily run finds what was missed."""
    resting = Kehra.objects.filter(state=Kehra.State.DORMANT, **which)
    acted = Event.objects.filter(
        group_id=OuterRef("pk"), sign_of_life=True, at__gt=OuterRef("state_since")
    ).exclude(verb="rest")
    woken = 0
    for kehra in resting.filter(Exists(acted)).order_by("pk"):
        try:
            kehra.wake(by=None)
        except WrongState:  # somebody was faster
            continue
        woken += 1
    return woken


def warned_after():
    return timedelta(days=settings.DORMANT_AFTER_DAYS - settings.DORMANT_WARNING_DAYS)


def last_heard(kehra):
    """When somebody last did something with the Kehrä, its ideas, cards, meetings or plans."""
    signs = Event.objects.filter(group_id=kehra.pk, sign_of_life=True)
    return max(signs.aggregate(at=Max("at"))["at"] or kehra.state_since, kehra.state_since)


def warn(kehra, heard, now):
    """Warn its coordinators and Sukkula of this silence, once; returns whether it was now."""
    limit = timedelta(days=settings.DORMANT_AFTER_DAYS)
    ahead = timedelta(days=settings.DORMANT_WARNING_DAYS)
    day = moments.day_of(max(heard + limit, now + ahead))
    return kehra.silence_near(once=key(kehra, heard), at=now, dormant_on=day)


def rest(kehra, heard, now):
    """Lay it to rest when the warning is old enough; returns whether it was."""
    warning = Event.objects.get(once=key(kehra, heard))
    if now < warning.at + timedelta(days=settings.DORMANT_WARNING_DAYS):
        return False
    try:
        kehra.fall_silent(by=None)
    except WrongState:
        return False
    return True


def key(kehra, heard):
    return f"silence:{kehra.pk}:{heard.isoformat()}"
