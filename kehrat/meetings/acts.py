"""What those who run a meeting do with it: words of the buttons and of the pages behind them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from kehityspolku.web.acts import Act, open_acts, table
from kehrat.meetings.forms import CancelForm

TOLD_TO_ALL = _(
    "The Kehrä's members get a message, and everyone can read them. After that they are corrected "
    "by a new version only."
)

# In the order of the page. Words are written on pages of their own: the call and the minutes.
ACTS = table(
    Act(
        verb="publish_minutes",
        path="poytakirja/julkaise",
        button=_("Publish the minutes"),
        done=_("The minutes are published. The Kehrä's members were told."),
        tells=_(
            "The Kehrä's members get a message and can read them. After that they are corrected by "
            "a new version only."
        ),
        kind="button",
    ),
    Act(
        verb="change_meeting",
        path="muokkaa",
        button=_("Edit the call to the meeting"),
        done=_("The call is changed."),
    ),
    Act(
        verb="cancel_meeting",
        path="peru",
        button=_("Cancel the meeting"),
        explains=_(
            "The meeting stays on its page as cancelled. It cannot be called again; call a new one "
            "instead."
        ),
        done=_("The meeting is cancelled, and those who were coming know."),
        tells=_(
            "All members but those who said no get a message with the reason, as does everyone "
            "else who was coming."
        ),
        form=CancelForm,
        kind="danger",
    ),
)


def acts_of(meeting, user, draft):
    """What the person can do to the meeting now: minutes are published once it has begun, if there
    is a `draft` of them.
    """
    found = {act.verb: act for act in open_acts(ACTS, meeting, user)}
    if not (draft and meeting.has_begun):
        found.pop("publish_minutes", None)
    elif meeting.public and "publish_minutes" in found:
        found["publish_minutes"] = replace(found["publish_minutes"], tells=TOLD_TO_ALL)
    return list(found.values())
