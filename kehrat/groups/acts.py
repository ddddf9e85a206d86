"""What is done to a Kehrä's state, each on a page of its own: the words of the pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.events.steps import steps_of
from kehityspolku.fields import NoWords
from kehrat.groups import who_heard
from kehrat.groups.forms import words
from kehrat.groups.models.kehra import Kehra


@dataclass(frozen=True)
class Act:
    """A verb of a Kehrä. `path`: its Finnish word in the address; `tells`: who gets mail; `heard`:
    says with what was done who did hear of what is asked of them."""

    path: str
    title: str
    button: str
    explains: str
    done: str
    tells: str
    form: type[forms.Form] = NoWords
    kind: str = "second"  # the look of the link that leads to it
    heard: Callable = lambda done, kehra, verb: done


FOUNDERS = _("The group's own people get a message.")
LEADS = _("Sukkula's leads get a message.")
MEMBERS = _("The members of the Kehrä get a message.")
COORDINATORS = _("The coordinators of the Kehrä get a message.")
REASON = _("Reason")

ACTS = {
    "accept_proposal": Act(
        "hyvaksy",
        _("Accept this group as forming?"),
        _("Accept as forming"),
        _("The Kehrä becomes public, shows on the map and takes members."),
        _("The Kehrä is forming now, and public."),
        FOUNDERS,
        words("message", _("Words to the founders"), required=False),
        kind="button",
    ),
    "turn_down": Act(
        "ala-hyvaksy",
        _("Turn this proposal down?"),
        _("Turn down"),
        _("The founders read your reason, can mend the proposal and send it again."),
        _("The proposal is turned down, with your reason."),
        FOUNDERS,
        words("reason", REASON, _("Say also what would help.")),
        kind="danger",
    ),
    "propose_again": Act(
        "ehdota-uudelleen",
        _("Send the proposal again?"),
        _("Send again"),
        _("Sukkula reads the proposal as it is now."),
        _("The proposal is with Sukkula again."),
        LEADS,
        kind="button",
        heard=who_heard.of_sukkula,
    ),
    "ask_confirming": Act(
        "pyyda-vahvistusta",
        _("Ask Sukkula to confirm the Kehrä?"),
        _("Ask to be confirmed"),
        _("Sukkula reads the checklist and confirms the Kehrä as active, or says what is missing."),
        _("You asked Sukkula to confirm the Kehrä."),
        LEADS,
        kind="button",
        heard=who_heard.of_sukkula,
    ),
    "keep_forming": Act(
        "ei-viela",
        _("What is still missing?"),
        _("Not yet"),
        _("The Kehrä goes on forming, and its coordinators can ask again."),
        _("The Kehrä goes on forming."),
        COORDINATORS,
        words("message", _("Message to the coordinators")),
        heard=who_heard.of_team,
    ),
    "confirm": Act(
        "vahvista",
        _("Confirm this Kehrä as active?"),
        _("Confirm as active"),
        _("The Kehrä is active from today on."),
        _("The Kehrä is active."),
        MEMBERS,
        words("reason", REASON, _("Needed when something is missing."), required=False),
        kind="button",
    ),
    "rest": Act(
        "lepoon",
        _("Lay this Kehrä to rest?"),
        _("Lay to rest"),
        _("It takes no new members until a coordinator or Sukkula wakes it."),
        _("The Kehrä is dormant."),
        MEMBERS,
        words("reason", REASON, _("Everyone can read it on the Kehrä's page.")),
    ),
    "wake": Act(
        "herata",
        _("Wake this Kehrä?"),
        _("Wake"),
        _("It is active again and takes members."),
        _("The Kehrä is active again."),
        MEMBERS,
        kind="button",
    ),
    "ask_ending": Act(
        "pyyda-paattamista",
        _("Ask Sukkula to end the Kehrä?"),
        _("Ask to be ended"),
        _("Sukkula ends a Kehrä when its people ask for it."),
        _("You asked Sukkula to end the Kehrä."),
        LEADS,
        words("reason", REASON),
        heard=who_heard.of_sukkula,
    ),
    "end_kehra": Act(
        "paata",
        _("End this Kehrä?"),
        _("End the Kehrä"),
        _("All memberships end, the page stays as an archive. This cannot be undone."),
        _("The Kehrä has ended. Its page is an archive."),
        MEMBERS,
        words("reason", REASON, _("Everyone can read it on the Kehrä's page.")),
        kind="danger",
    ),
}
BY_PATH = {act.path: verb for verb, act in ACTS.items()}
NEXT = {
    "proposed": _("Sukkula reads the proposal and accepts the group as forming, or says why not."),
    "turned_down": _("The founders mend the proposal and send it again."),
    "forming": _("The founders do what is missing and ask Sukkula to confirm the Kehrä."),
    "active": _("The Kehrä works."),
    "dormant": _("A coordinator or Sukkula can wake the Kehrä."),
    "ended": _("Nothing: the page is an archive."),
}
ASKED = {
    "confirming": _("Sukkula confirms the Kehrä as active or says what is missing."),
    "ending": _("Sukkula ends the Kehrä, as its coordinators ask, or talks with them."),
}


def acts_open(kehra, user):
    """[(verb, Act)] of what the person can do to the Kehrä's state now, in the order above."""
    verbs = steps_of(Kehra)
    return [
        (verb, act)
        for verb, act in ACTS.items()
        if kehra.state in verbs[verb].sources
        and verbs[verb].allow(user, kehra)
        and not (verb == "keep_forming" and kehra.asks != Kehra.Asks.CONFIRMING)
        and not (verb == "ask_confirming" and kehra.asks == Kehra.Asks.CONFIRMING)
    ]


def next_step(kehra):
    """What happens next to the Kehrä, and who acts, in a sentence."""
    return ASKED.get(kehra.asks) or NEXT[kehra.state]
