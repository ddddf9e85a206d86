"""Who may announce, comment, report and moderate: the third part of kehrat/groups/rules.py."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.by_state import by_state
from kehrat.groups.rules import can_see_members, is_coordinator, is_sukkula


@by_state(is_coordinator)
def can_announce(user, kehra):
    """Tell the members news: the coordinators of a Kehrä that stands."""
    return kehra.stands and is_coordinator(user, kehra)


HIDDEN = _("Moderators have hidden this text, so it can't be changed now.")


@by_state(lambda user, announcement: is_coordinator(user, announcement.kehra), told=HIDDEN)
def can_edit_announcement(user, announcement):
    """Its Kehrä's coordinators, but not what moderators hid."""
    return is_coordinator(user, announcement.kehra) and not announcement.hidden_at


def can_comment(user, thing):
    """Anyone signed in, while the thing takes comments; of what is its members', they alone."""
    if not (user.is_authenticated and thing.takes_comments):
        return False
    return not getattr(thing, "members_only", False) or can_see_members(user, thing.kehra)


@by_state(lambda user, comment: is_author(user, comment), told=HIDDEN)
def can_edit_comment(user, comment):
    """Its author, but not what moderators hid."""
    return is_author(user, comment) and not comment.hidden_at


def can_remove_comment(user, comment):
    return is_author(user, comment)


def is_author(user, record):
    """Wrote the text, or the text that a case is about."""
    author = record.author_id if hasattr(record, "author_id") else record.by_id
    return user.is_authenticated and user.pk == author


def can_flag(user, thing):
    """Anyone signed in, another's text."""
    return user.is_authenticated and not is_author(user, thing)


def can_moderate(user, record):
    """The Kehrä's coordinators and Sukkula, never on one's own text; a case or its thing."""
    if is_author(user, record):
        return False
    return is_coordinator(user, record.kehra) or is_sukkula(user)


def can_restore(user, case):
    """Who may moderate it; what stays hidden after a second look, Sukkula."""
    return can_moderate(user, case) and (not case.is_upheld or is_sukkula(user))


def can_uphold(user, case):
    """Sukkula's second look: not the one who hid it, unless a lead."""
    if not is_sukkula(user) or is_author(user, case):
        return False
    return user.is_lead or case.hidden_by_id != user.pk
