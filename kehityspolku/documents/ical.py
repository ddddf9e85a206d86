"""iCalendar files (RFC 5545) that a calendar can follow: one frame for all that has a time."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Alarm, Calendar, Event

from kehityspolku import languages, moments


def calendar(title, events):
    """A calendar of events as bytes, with the zone's summer time told for their years."""
    made = Calendar()
    made.add("prodid", f"-//Kehityspolku//{settings.SITE_URL}//{languages.current()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for event in events:
        made.add_component(event)
    if events:
        years = [event.decoded("DTSTART").year for event in events]
        first, last = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
        made.add_missing_timezones(first_date=first, last_date=last)
    return made.to_ical()


def event(record, *, uid, starts, ends, stamp, summary, text="", **properties):
    """One event, in Helsinki's time, with the address of the record's page.

    `uid` stays the event's for good; `stamp`: when it was told so; `properties` by their names.
    """
    made, url = Event(), f"{settings.SITE_URL}{record.get_absolute_url()}"
    made.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    made.add("dtstamp", stamp)
    made.add("dtstart", starts.astimezone(moments.HELSINKI))
    made.add("dtend", ends.astimezone(moments.HELSINKI))
    made.add("summary", summary)
    made.add("description", "\n\n".join(filter(None, [text, url])))
    made.add("url", url)
    for name, value in properties.items():
        made.add(name, value)
    return made


def remind(event, before):
    """Let the calendar remind of the event a time (timedelta) before it."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["SUMMARY"])
    alarm.add("trigger", -before)
    event.add_component(alarm)


def answer(body, name):
    """The file as an answer, under a name without its ending."""
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )
