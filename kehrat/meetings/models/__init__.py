from kehrat.meetings.models.calendar_key import CalendarKey
from kehrat.meetings.models.circular import Circular
from kehrat.meetings.models.guest import Guest
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.minutes import Minutes
from kehrat.meetings.models.poll import Poll, PollAnswer, PollOption
from kehrat.meetings.models.rsvp import Rsvp

__all__ = [
    "CalendarKey",
    "Circular",
    "Guest",
    "Meeting",
    "Minutes",
    "Poll",
    "PollAnswer",
    "PollOption",
    "Rsvp",
]
