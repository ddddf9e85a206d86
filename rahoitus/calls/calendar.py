"""Closing times of calls in a calendar file."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kehityspolku.documents import ical

LENGTH = timedelta(minutes=30)  # the last ones before it closes: an event of no length is not drawn


def of(calls, title):
    """The calls' last moments as bytes; each keeps its UID for good. Open-ended calls are left out.
    A call knows of its changes: `changed_at`, and `changes`, the number of its rules' last version.

    Times are in Europe/Helsinki, with the zone's summer time told in the file.
    """
    return ical.calendar(title, [_event(call) for call in calls if call.closes_at])


def _event(call):
    told_at = call.changed_at or call.published_at
    event = ical.event(
        call,
        uid=f"call-{call.pk}",
        starts=call.closes_at - LENGTH,
        ends=call.closes_at,
        stamp=told_at,
        summary=_("Closes: %(call)s") % {"call": call},
        text=call.about,
        transp="TRANSPARENT",
        sequence=(call.changes or 1) - 1,
    )
    event.add("last-modified", told_at)
    ical.remind(event, timedelta(days=7))
    return event
