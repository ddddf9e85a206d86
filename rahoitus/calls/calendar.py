"""Closing times of calls in a calendar file."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.documents import ical

LENGTH = timedelta(minutes=30)  # the last ones before it closes: an event of no length is not drawn


def of(calls, title):
    """The calls' last moments as bytes; each keeps its UID for good. Open-ended calls are left out.

    Times are in Europe/Helsinki, with the zone's summer time told in the file.
    """
    return ical.calendar(title, [_event(call) for call in calls if call.closes_at])


def _event(call):
    event = ical.event(
        call,
        uid=f"call-{call.pk}",
        starts=call.closes_at - LENGTH,
        ends=call.closes_at,
        stamp=moments.now(),
        summary=_("Closes: %(call)s") % {"call": call},
        text=call.about,
        transp="TRANSPARENT",
    )
    ical.remind(event, timedelta(days=7))
    return event
