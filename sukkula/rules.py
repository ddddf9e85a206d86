"""Who may do what at Sukkula's desk, as functions of a user and a record."""

from kehrat.rules import is_coordinator, is_member, is_sukkula
from rahoitus.rules import can_open

can_use_desk = is_sukkula
can_note = is_sukkula
MESSAGES_OPEN = {"submitted", "in_review", "changes_requested", "approved", "running"}


def can_read_messages(user, project):
    """The members of the card's Kehrä and Sukkula, once the card has been submitted."""
    return is_sukkula(user) or is_member(user, project.kehra)


def can_message(user, project):
    """Sukkula and the coordinators, from the submitting to the end of the project."""
    return project.state in MESSAGES_OPEN and (
        is_sukkula(user) or is_coordinator(user, project.kehra)
    )


def can_route(user, project):
    """Open applications: the adviser or a lead, once the card is approved."""
    return project.is_fundable and can_open(user, project)


def can_read_routes(user, project):
    """Read why each call fits: members of the Kehrä and Sukkula, once the card is approved."""
    return project.is_fundable and (is_sukkula(user) or is_member(user, project.kehra))
