"""For whom what happens to a Kehrä waits, and who hears of it."""

from kehityspolku.events import duties, follows
from kehityspolku.models import User

TO_SUKKULA = {"found", "propose_again", "ask_confirming", "ask_ending"}  # asked of it
FOLLOWED = {"accept_proposal", "confirm", "rest", "fall_silent", "wake", "end_kehra"}
UNTOLD = {"add_organisation", "remove_organisation", "set_picture", "export_members"}
UNTOLD |= {"write_handover_note", "silence_near", *TO_SUKKULA}  # but to those for whom they wait


def answering(kehra):
    """Who answers for what waits for it: its coordinators; Sukkula too when none of them can be
    reached."""
    return duties.or_sukkula(kehra.coordinators())


def waits_for(kehra, event):
    """What its people ask of Sukkula waits for it, what Sukkula misses for the coordinators."""
    if event.verb in TO_SUKKULA:
        return duties.sukkula()
    if event.verb == "silence_near":
        return [*duties.sukkula(), *answering(kehra)]
    return answering(kehra) if event.verb == "keep_forming" else []


def audience(kehra, event):
    """Coordinators hear of their work, members of the rest.

    Of its turns hear also those who follow it or one of its districts.
    """
    around = follows.followers(kehra, *kehra.districts()) if event.verb in FOLLOWED else []
    if event.verb in UNTOLD:
        return []
    if event.verb in {"keep_forming", "edit_kehra"}:
        return kehra.coordinators()
    if event.verb == "end_kehra":
        members = User.objects.filter(memberships__in=kehra.memberships.ended_with(kehra))
        return [*members, *around]
    return [*kehra.members(), *around]
