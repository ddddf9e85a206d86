"""What the portal's common pages show of funding (see kehityspolku/by_name.py)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAIN_PAGES = [("rahoitus:calls", _("Funding"))]
STATIONS = [
    (40, "call", pgettext_lazy("station", "Funding call")),
    (50, "decision", pgettext_lazy("station", "Decision")),
]
