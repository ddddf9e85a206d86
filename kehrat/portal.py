"""What the portal's common pages show of Kehrät (see kehityspolku/by_name.py)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehrat.front import found

MAIN_PAGES = [
    ("kehrat:ideas", _("Ideas")),
    ("kehrat:list", _("Kehrät")),
    ("kehrat:projects", _("Projects")),
]
LISTED_PAGES = [
    "home",
    "kehrat:districts",
    "kehrat:list",
    "kehrat:ideas",
    "kehrat:projects",
    "kehrat:city_meetings",
    "kehrat:conduct",
]
LISTED = found.LISTED
CLOSED_PAGES = ["kehrat:search"]
FOOT_PAGES = [
    ("kehrat:write_sukkula", _("Write to Sukkula")),
    ("kehrat:conduct", _("Rules of the discussion")),
]
MY_PAGES = [("kehrat:my_calendar", _("My meetings in my own calendar"))]
PRIVACY = {"kept": "kehrat/privacy.html#kept", "seen": "kehrat/privacy.html#seen"}
STATIONS = [
    (10, "idea", pgettext_lazy("station", "Idea")),
    (20, "card", pgettext_lazy("station", "Project card")),
    (60, "work", pgettext_lazy("station", "Work")),
]
