"""Who may answer messages from outside: docs/rights.md as functions."""

from kehrat.groups.rules import is_coordinator, is_sukkula, stands_in


def can_answer(user, enquiry):
    """The coordinators of the Kehrä it was written to; Sukkula what came to it, and while none of
    the coordinators can be reached."""
    if enquiry.to_sukkula and is_sukkula(user):
        return True
    return is_coordinator(user, enquiry.kehra) or stands_in(user, enquiry.kehra)


can_close = can_answer
