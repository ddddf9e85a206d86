"""What is done to a Kehrä's state, each on a page of its own: the words of the pages."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import words
from kehityspolku.web import acts
from kehityspolku.web.acts import Act, table
from kehrat.groups import circles, who_heard
from kehrat.groups.models.kehra import Kehra

FOUNDERS = _("The group's own people get a message.")
LEADS = _("Sukkula's leads get a message.")
MEMBERS = _("The members of the Kehrä get a message.")
COORDINATORS = _("The coordinators of the Kehrä get a message.")
REASON = _("Reason")

heard = who_heard.by_circle(
    {circles.team: who_heard.of_team, circles.sukkula: who_heard.of_sukkula}
)

ACTS = table(
    Act(
        verb="accept_proposal",
        path="hyvaksy",
        question=_("Accept this group as forming?"),
        button=_("Accept as forming"),
        explains=_("The Kehrä becomes public, shows on the map and takes members."),
        done=_("The Kehrä is forming now, and public."),
        tells=FOUNDERS,
        form=words("message", _("Words to the founders"), required=False),
        kind="button",
    ),
    Act(
        verb="turn_down",
        path="ala-hyvaksy",
        question=_("Turn this proposal down?"),
        button=_("Turn down"),
        explains=_("The founders read your reason, can correct the proposal and send it again."),
        done=_("The proposal is turned down, with your reason."),
        tells=FOUNDERS,
        form=words("reason", REASON, _("Say also what would help.")),
        kind="danger",
    ),
    Act(
        verb="propose_again",
        path="ehdota-uudelleen",
        question=_("Send the proposal again?"),
        button=_("Send again"),
        explains=_("Sukkula reads the proposal as it is now."),
        done=_("The proposal is with Sukkula again."),
        tells=LEADS,
        kind="button",
    ),
    Act(
        verb="drop_proposal",
        path="raukea",
        question=_("Let this proposal go?"),
        button=_("Let the proposal go"),
        explains=_(
            "Nobody waits for it any more. It never becomes public; its page stays to read."
        ),
        done=_("The proposal is let go."),
        tells=FOUNDERS,
        form=words("reason", REASON, _("The founders and Sukkula read it.")),
        kind="danger",
    ),
    Act(
        verb="ask_confirming",
        path="pyyda-vahvistusta",
        question=_("Ask Sukkula to confirm the Kehrä?"),
        button=_("Ask to be confirmed"),
        explains=_(
            "Sukkula reads the checklist and confirms the Kehrä as active, or says what is missing."
        ),
        done=_("You asked Sukkula to confirm the Kehrä."),
        tells=LEADS,
        kind="button",
    ),
    Act(
        verb="keep_forming",
        path="ei-viela",
        question=_("What is still missing?"),
        button=_("Not yet"),
        explains=_("The Kehrä goes on forming, and its coordinators can ask again."),
        done=_("The Kehrä goes on forming."),
        tells=COORDINATORS,
        form=words("message", _("Message to the coordinators")),
    ),
    Act(
        verb="confirm",
        path="vahvista",
        question=_("Confirm this Kehrä as active?"),
        button=_("Confirm as active"),
        explains=_("The Kehrä is active from today on."),
        done=_("The Kehrä is active."),
        tells=MEMBERS,
        form=words("reason", REASON, _("Needed when something is missing."), required=False),
        kind="button",
    ),
    Act(
        verb="rest",
        path="lepoon",
        question=_("Make this Kehrä dormant?"),
        button=_("Make dormant"),
        explains=_("It takes no new members until a coordinator or Sukkula wakes it."),
        done=_("The Kehrä is dormant."),
        tells=MEMBERS,
        form=words("reason", REASON, _("Everyone can read it on the Kehrä's page.")),
    ),
    Act(
        verb="wake",
        path="herata",
        question=_("Wake this Kehrä?"),
        button=_("Wake"),
        explains=_("It is active again and takes members."),
        done=_("The Kehrä is active again."),
        tells=MEMBERS,
        kind="button",
    ),
    Act(
        verb="ask_ending",
        path="pyyda-paattamista",
        question=_("Ask Sukkula to end the Kehrä?"),
        button=_("Ask to be ended"),
        explains=_("Sukkula ends a Kehrä when its people ask for it."),
        done=_("You asked Sukkula to end the Kehrä."),
        tells=LEADS,
        form=words("reason", REASON),
    ),
    Act(
        verb="end_kehra",
        path="paata",
        question=_("End this Kehrä?"),
        button=_("End the Kehrä"),
        explains=_("All memberships end, the page stays as an archive. This cannot be undone."),
        done=_("The Kehrä has ended. Its page is an archive."),
        tells=MEMBERS,
        form=words("reason", REASON, _("Everyone can read it on the Kehrä's page.")),
        kind="danger",
    ),
    heard=heard,
)


def open_acts(kehra, user):
    """What the person can do to the Kehrä's state now, in the order above."""
    asks = kehra.asks == Kehra.Asks.CONFIRMING
    useless = "ask_confirming" if asks else "keep_forming"
    return [act for act in acts.open_acts(ACTS, kehra, user) if act.verb != useless]
