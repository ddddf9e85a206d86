"""Who may read and write what an applicant declares."""

from kehrat.groups.rules import is_member, is_sukkula
from kehrat.organisations.rules import can_write_profile
from kehrat.projects.rules import is_adviser_of, is_editor


def can_declare(user, project):
    """Tell of the project's other funding: the card's editors, its adviser."""
    return is_editor(user, project) or is_adviser_of(user, project)


def can_read(user, project):
    """Read it: besides them the Kehrä's members and Sukkula."""
    return can_declare(user, project) or is_member(user, project.kehra) or is_sukkula(user)


can_declare_aid = can_write_profile
