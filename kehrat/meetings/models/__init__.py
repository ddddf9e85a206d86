from kehrat.meetings.models.calendar_key import CalendarKey
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.minutes import Minutes
from kehrat.meetings.models.rsvp import Rsvp

__all__ = ["CalendarKey", "Meeting", "Minutes", "Rsvp"]
