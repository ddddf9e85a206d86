"""Who may prepare what goes to the funder."""

from kehrat.groups.rules import is_member, is_sukkula
from rahoitus.applications.rules import can_write


def can_prepare(user, application):
    """Read the copy sheet and order the package: the Kehrä's members, editors, Sukkula."""
    kehra = application.project.kehra
    return is_sukkula(user) or is_member(user, kehra) or can_write(user, application)


def can_ask_approval(user, application):
    """Ask the signatory: the card's editors, its adviser."""
    return can_write(user, application)
