"""What is meant by the two words that are said of a Kehrä: told wherever a figure uses one."""

from django.utils.translation import gettext_lazy as _

WORKING = _(
    "A Kehrä is working when, on the day that is told of, it had shown something in 90 days (a "
    "meeting held, minutes, a plan, an announcement, a card submitted, a milestone done, a report "
    "or claim sent), had members from at least three organisations and had a coordinator. What the "
    "portal or Sukkula does never counts."
)
ACTIVE = _(
    "A Kehrä is active from the day on which Sukkula confirmed it until it falls dormant or ends. "
    "An active Kehrä need not be working, and one that is still forming can be."
)
WORDS = ((_("Working"), WORKING), (_("Active"), ACTIVE))
