"""What happens next to a Kehrä, and who acts: by its state, or what it asks of Sukkula."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.web.acts import Next

NEXT = {
    "proposed": Next(
        text=_("Sukkula reads the proposal and accepts the group as forming, or says why not."),
        short=_("Accept the group as forming or turn it down"),
    ),
    "turned_down": Next(
        text=_("The founders correct the proposal and send it again."),
        short=_("The founders correct their proposal"),
    ),
    "forming": Next(
        text=_("The founders do what is missing and ask Sukkula to confirm the Kehrä."),
        short=_("The founders do what is missing"),
    ),
    "confirming": Next(
        text=_("Sukkula confirms the Kehrä as active or says what is missing."),
        short=_("Confirm the Kehrä or say what is missing"),
    ),
    "active": Next(text=_("The Kehrä is active.")),
    "dormant": Next(text=_("A coordinator or Sukkula can wake the Kehrä.")),
    "ending": Next(
        text=_("Sukkula ends the Kehrä, as its coordinators ask, or talks with them."),
        short=_("End the Kehrä or talk with its coordinators"),
    ),
    "dropped": Next(
        text=_("Nothing: the proposal was let go. Anyone can propose the same area again."),
        short=_("Nothing: the proposal was let go"),
    ),
    "ended": Next(text=_("Nothing: the page is an archive.")),
}


def next_step(kehra):
    return NEXT[kehra.asks or kehra.state]
