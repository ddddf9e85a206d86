"""Who may see and write an organisation's profile."""

from kehrat.groups.rules import is_coordinator, is_member, is_sukkula


def can_see_profile(user, organisation):
    """Members of the Kehrät that it stands behind, without what is private; Sukkula."""
    behind = organisation.kehrat_behind()
    return is_sukkula(user) or any(is_member(user, kehra) for kehra in behind)


def can_write_profile(user, organisation):
    """Coordinators of those Kehrät; Sukkula. They see all of it."""
    behind = organisation.kehrat_behind()
    return is_sukkula(user) or any(is_coordinator(user, kehra) for kehra in behind)
