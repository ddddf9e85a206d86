"""A Kehrä of which nothing has been heard for long is warned, then falls dormant. Run at will.

The warning is an event with a key that exists once for each silence, so any number of runs, also
at the same time, makes one. Nobody falls dormant unwarned: if the clock stood still, the warning
comes late and the rest as much later.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Q

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, lock
from kehityspolku.models import Event
from kehrat.groups.models.kehra import Kehra

BY_THE_CLOCK = (
    "silence_near",
    "nudge_meeting",
    "remind_of_meeting",
    "deadline_near",
    "ideas_wait",
)


def watch(now=None):
    """Warn the active Kehrät that have long been silent; lay the warned ones to rest in time.

    Returns (warnings made, Kehrät gone dormant).
    """
    now = now or moments.now()
    warned = rested = 0
    for kehra in Kehra.objects.filter(state=Kehra.State.ACTIVE).order_by("pk"):
        if now < last_heard(kehra) + warned_after():
            continue
        with transaction.atomic():
            lock(kehra)
            heard = last_heard(kehra)  # afresh: somebody may have acted meanwhile
            if kehra.state == Kehra.State.ACTIVE and now >= heard + warned_after():
                warned += warn(kehra, heard, now)
                rested += rest(kehra, heard, now)
    return warned, rested


def warned_after():
    return timedelta(days=settings.DORMANT_AFTER_DAYS - settings.DORMANT_WARNING_DAYS)


def last_heard(kehra):
    """When somebody last did something with the Kehrä, its ideas, cards, meetings or plans."""
    about = Q(about_type=ContentType.objects.get_for_model(kehra), about_id=kehra.pk)
    for rows in (kehra.ideas, kehra.projects, kehra.meetings, kehra.plans, kehra.announcements):
        kind = ContentType.objects.get_for_model(rows.model)
        about |= Q(about_type=kind, about_id__in=rows.order_by().values("pk"))
    happened = Event.objects.filter(about).exclude(verb__in=BY_THE_CLOCK)
    return max(happened.aggregate(at=Max("at"))["at"] or kehra.state_since, kehra.state_since)


def warn(kehra, heard, now):
    """Warn its coordinators and Sukkula of this silence, once; returns whether it was now."""
    limit = timedelta(days=settings.DORMANT_AFTER_DAYS)
    ahead = timedelta(days=settings.DORMANT_WARNING_DAYS)
    day = max(heard + limit, now + ahead).astimezone(moments.HELSINKI).date()
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
