"""Whose turn it is and what comes next, told by the state of a card or an application."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CARD, APPLICATION, GROUP = "card", "application", "kehra"
UNDECIDED = ("preparing", "in_check", "returned", "checked", "sent", "supplement_requested")

# Whose turn it is: nobody has taken it, its adviser, someone outside Sukkula, no one.
OPEN, ADVISER, OTHERS, DONE = "open", "adviser", "others", "done"
TURNS = {
    CARD: {
        ADVISER: ("in_review",),
        OTHERS: ("changes_requested",),
    },
    APPLICATION: {
        ADVISER: ("in_check", "checked"),
        OTHERS: ("preparing", "returned", "sent"),
    },
    GROUP: {OPEN: ("proposed",), OTHERS: ("turned_down", "forming")},
}
SOMETIMES = {  # where it also depends on what the state has led to
    (CARD, OPEN): ("submitted",),
    (CARD, ADVISER): ("submitted", "approved"),
    (CARD, OTHERS): ("approved",),
    (APPLICATION, ADVISER): ("supplement_requested",),
    (APPLICATION, OTHERS): ("supplement_requested",),
}


def states(kind, turn):
    """The states in which a card or an application can have the turn."""
    return (*TURNS[kind].get(turn, ()), *SOMETIMES.get((kind, turn), ()))


@dataclass(frozen=True)
class Stage:
    """A stretch of the path, as the list is filtered by it."""

    label: str
    cards: tuple = ()
    applications: tuple = ()
    groups: tuple = ()

    @property
    def states(self):
        return {CARD: self.cards, APPLICATION: self.applications, GROUP: self.groups}


STAGES = {
    "founding": Stage(_("Kehrät being founded"), groups=("proposed", "turned_down", "forming")),
    "new": Stage(_("New cards"), ("submitted",)),
    "review": Stage(_("Cards in Sukkula's review"), ("in_review",)),
    "changes": Stage(_("Cards being mended"), ("changes_requested",)),
    "routing": Stage(_("Approved cards"), ("approved",)),
    "writing": Stage(_("Applications being written"), (), ("preparing", "returned")),
    "check": Stage(_("Applications in Sukkula's check"), (), ("in_check", "checked")),
    "funder": Stage(_("Applications with the funder"), (), ("sent", "supplement_requested")),
    "running": Stage(_("Running projects"), ("running",), ("granted",)),
    "over": Stage(
        _("What is over"),
        ("rejected", "withdrawn", "ended", "taken_in"),
        ("declined", "closed", "withdrawn", "expired"),
    ),
}

NEXT = {
    (CARD, "draft"): _("The applicants write the card"),
    (CARD, "submitted"): _("Take it into review"),
    (CARD, "in_review"): _("Read it and decide"),
    (CARD, "changes_requested"): _("The applicants mend the card"),
    (CARD, "approved"): _("Find where to get funding"),
    (CARD, "rejected"): _("Nothing: it was rejected"),
    (CARD, "withdrawn"): _("Nothing: it was withdrawn"),
    (CARD, "taken_in"): _("Nothing: it is in the approved card now"),
    (CARD, "running"): _("The work goes on"),
    (CARD, "ended"): _("Nothing: it has ended"),
    (APPLICATION, "preparing"): _("The applicants write the application"),
    (APPLICATION, "in_check"): _("Check the application"),
    (APPLICATION, "returned"): _("The applicants mend the application"),
    (APPLICATION, "checked"): _("Record it as sent to the funder"),
    (APPLICATION, "sent"): _("The funder decides"),
    (APPLICATION, "supplement_requested"): _("The applicants supply what was asked"),
    (APPLICATION, "granted"): _("Follow the work and its claims"),
    (APPLICATION, "declined"): _("Nothing: the funder said no"),
    (APPLICATION, "closed"): _("Nothing: it is closed"),
    (APPLICATION, "withdrawn"): _("Nothing: it was withdrawn"),
    (APPLICATION, "expired"): _("Nothing: the call closed"),
    (GROUP, "proposed"): _("Accept the group as forming or turn it down"),
    (GROUP, "turned_down"): _("The founders mend their proposal"),
    (GROUP, "forming"): _("The founders do what is missing"),
    (GROUP, "confirming"): _("Confirm the Kehrä or say what is missing"),
    (GROUP, "ending"): _("End the Kehrä or talk with its coordinators"),
}
SPECIAL = {  # by state and turn, where the state has led to something
    ("approved", OTHERS): _("The applications are under way"),
    ("supplement_requested", ADVISER): _("Forward the supplement to the funder"),
}
