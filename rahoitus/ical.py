"""Closing times of calls as an iCalendar file (RFC 5545) that a calendar can follow."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from kehityspolku import languages


def of(calls, title):
    """The calls' last moments as bytes; each keeps its UID for good. Open-ended calls are left out.

    Times are in Europe/Helsinki (23:59:59), with the zone's summer time told in the file.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Kehityspolku//{settings.SITE_URL}//{languages.current()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    closing = [call for call in calls if call.closes_on]
    for call in closing:
        calendar.add_component(_event(call))
    if closing:
        years = [call.closes_on.year for call in closing]
        first, last = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    return calendar.to_ical()


def _event(call):
    event, url = Event(), f"{settings.SITE_URL}{call.get_absolute_url()}"
    event.add("uid", f"call-{call.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", call.closes_at)
    event.add("dtend", call.closes_at)
    event.add("summary", _("Closes: %(call)s") % {"call": call})
    event.add("description", "\n\n".join(filter(None, [call.about, url])))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Closes: %(call)s") % {"call": call})
    alarm.add("trigger", timedelta(days=-7))
    event.add_component(alarm)
    return event
