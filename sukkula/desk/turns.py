"""Whose turn it is and what comes next, told by the state of a card or an application."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kehrat.groups.next_step import NEXT as NEXT_OF_GROUP
from kehrat.projects.next_step import NEXT as NEXT_OF_CARD
from rahoitus.applications.next_step import ASKING, SUPPLIED
from rahoitus.applications.next_step import NEXT as NEXT_OF_APPLICATION

CARD, APPLICATION, GROUP = "card", "application", "kehra"

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
    (CARD, OPEN): ("submitted", "in_review", "changes_requested", "approved", "running"),
    (CARD, ADVISER): ("submitted", "changes_requested", "approved", "running"),
    (CARD, OTHERS): ("approved",),
    (APPLICATION, ADVISER): ("supplement_requested", "granted"),
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
    "changes": Stage(_("Cards being corrected"), ("changes_requested",)),
    "routing": Stage(_("Approved cards"), ("approved",)),
    "writing": Stage(_("Applications being written"), (), ("preparing", "returned")),
    "check": Stage(_("Applications in Sukkula's check"), (), ("in_check", "checked")),
    "funder": Stage(_("Applications with the funder"), (), ("sent", "supplement_requested")),
    "running": Stage(_("Running projects"), ("running",), ("granted",)),
    "over": Stage(
        _("Ended"),
        ("rejected", "withdrawn", "ended", "taken_in"),
        ("declined", "closed", "withdrawn", "expired", "turned_down", "lapsed"),
    ),
}

NEXT = {CARD: NEXT_OF_CARD, APPLICATION: NEXT_OF_APPLICATION, GROUP: NEXT_OF_GROUP}
SPECIAL = {  # by state and turn, where the state has led to something
    ("approved", OTHERS): _("The applications are under way"),
    ("supplement_requested", ADVISER): SUPPLIED.short,
    ("granted", ADVISER): ASKING.short,
    **dict.fromkeys(
        ((state, OPEN) for state in ("in_review", "changes_requested", "approved", "running")),
        _("Give it to an adviser"),
    ),
}


def next_of(kind, state, turn):
    """What comes next, in a few words."""
    return SPECIAL.get((state, turn)) or NEXT[kind][state].short
