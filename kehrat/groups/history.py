"""What everyone may read of a Kehrä's history, and what its own people see besides."""

from kehityspolku.models import Event

# Events about a Kehrä that name no person and that everyone may read.
PUBLIC = [
    "accept_proposal",
    "confirm",
    "rest",
    "fall_silent",
    "wake",
    "end_kehra",
    "edit_kehra",
    "set_picture",
]
FOUNDING = ["found", "turn_down", "propose_again", "ask_confirming", "keep_forming", "ask_ending"]
FOUNDING += ["add_organisation", "remove_organisation", "silence_near"]


def history(kehra, *, inside):
    """The events of a Kehrä's history page; `inside`: its coordinators and Sukkula read it."""
    return Event.objects.about(kehra).filter(verb__in=[*PUBLIC, *(FOUNDING if inside else [])])
