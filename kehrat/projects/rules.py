"""Who may do what to cards, their files, versions and change requests (docs/rights.md)."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from kehityspolku import grants
from kehityspolku.by_state import by_state
from kehrat.groups.rules import is_coordinator, is_lead, is_member, is_sukkula, stands_in


def is_own_kehras(user, project):
    """Belongs to the card's Kehrä, so that somebody else of Sukkula handles the card."""
    return bool(project.kehra) and is_member(user, project.kehra)


def can_take(user, project):
    """Take it, turn it down, promise, give it: Sukkula, but for cards of one's own Kehrä."""
    return is_sukkula(user) and not is_own_kehras(user, project)


def could_take_first(user, project):
    """Nobody has taken the card yet, and the user may."""
    return project.state == "submitted" and can_take(user, project)


@by_state(could_take_first, told=_("Nobody has taken this card into review yet: take it first."))
def is_adviser_of(user, project):
    """Answers for the card now: its adviser, who stands in for an absent one, or a lead; nobody
    for a card of one's own Kehrä."""
    if not is_sukkula(user) or is_own_kehras(user, project):
        return False
    return user.is_lead or project.is_answered_for_by(user)


@by_state(is_coordinator)
def can_begin(user, kehra):
    """Begin or import a card for the Kehrä (None: Sukkula's host)."""
    return is_coordinator(user, kehra) and (not kehra or kehra.stands)


def brings_in(user, kehra):
    return is_coordinator(user, kehra) or is_sukkula(user)


@by_state(brings_in)
def can_bring_in(user, kehra):
    """Have cards read from files: who may begin one; Sukkula on a Kehrä's behalf."""
    return can_begin(user, kehra) or (is_sukkula(user) and kehra.stands)


def is_editor(user, project):
    """Writes the card: its Kehrä's coordinators and the co-editors whom they named."""
    if is_coordinator(user, project.kehra):
        return True
    return user.is_authenticated and grants.holds(user, "kehrat.edit_project", project)


@by_state(is_editor)
def can_edit(user, project):
    """Write the card: its editors, in the states where the text is open."""
    return project.is_open_text and is_editor(user, project)


def names_co_editors(user, project):
    return bool(project.kehra) and is_coordinator(user, project.kehra)


@by_state(names_co_editors)
def can_name_co_editor(user, project):
    """Let a member write the card too: a coordinator, unless it rests or is the host's own."""
    return project.takes_co_editors and names_co_editors(user, project)


def can_end_co_editing(user, co_editor):
    """A coordinator of the card's Kehrä; oneself."""
    return user.pk == co_editor.user_id or is_coordinator(user, co_editor.project.kehra)


@by_state(is_editor)
def can_attach(user, project):
    """Attach files: who writes the card, while its text is open; once it is public, pictures."""
    return can_edit(user, project) or can_attach_pictures(user, project)


@by_state(is_editor)
def can_attach_pictures(user, project):
    return project.is_public and is_editor(user, project)


@by_state(lambda user, attachment: is_editor(user, attachment.project), attrgetter("project"))
def can_change_attachment(user, attachment):
    """Change or remove a file: who may attach one of its kind now."""
    project = attachment.project
    return can_edit(user, project) or (attachment.is_picture and can_attach_pictures(user, project))


def can_see_flags(user, project):
    """See what the card says against itself and what was not understood of its text."""
    return is_sukkula(user) or is_editor(user, project)


def can_compare(user, project):
    """Read what changed between two versions: the Kehrä's members and Sukkula."""
    return is_sukkula(user) or is_member(user, project.kehra)


def can_see_contacts(user, project):
    """Read whom to ask about the project: the card's people, the Kehrä's members, and Sukkula."""
    return can_compare(user, project)


@by_state(is_editor)
def can_tell_lessons(user, project):
    """Write what worked and what to improve, when the project has ended."""
    return project.has_ended and is_editor(user, project)


def can_submit(user, project):
    return is_coordinator(user, project.kehra)


can_resubmit = can_withdraw = can_share = can_submit


@by_state(
    can_take,
    told=_(
        "Those who write this card can be reached and have not been silent for 60 days, so they "
        "withdraw it themselves. Ask them by a message."
    ),
)
def can_withdraw_for(user, project):
    """Withdraw in the writers' place: Sukkula, when no coordinator can be reached or the card has
    long waited for them."""
    return can_take(user, project) and (stands_in(user, project.kehra) or project.is_silent)


@by_state(can_submit)
def can_copy(user, project):
    """Copy a card that rests into a new draft."""
    rests = project.rests and not project.revises_id  # of a version one begins another
    return rests and is_coordinator(user, project.kehra)


def can_write_version(user, project):
    """Write a new version of an approved card: its coordinators."""
    return is_coordinator(user, project.kehra)


@by_state(can_write_version)
def can_begin_version(user, project):
    """The same, now: while the card is approved or the project runs."""
    return project.is_fundable and can_write_version(user, project)


can_review = is_adviser_of  # ask for changes, approve, reject


@by_state(lambda user, request: is_editor(user, request.project), attrgetter("project"))
def can_answer_change(user, request):
    """Answer a request for a change: who writes the card, while its text is open."""
    return can_edit(user, request.project)


@by_state(lambda user, request: can_review(user, request.project), attrgetter("project"))
def can_settle_change(user, request):
    """Find it in order or ask again: the card's adviser or a lead, until the review has ended."""
    return request.project.is_under_review and can_review(user, request.project)


def can_reopen(user, project):
    return is_lead(user) and not is_own_kehras(user, project)


def can_note_grant(user, project):
    """Sukkula records the decision of a funder; a funder's official decides in the source."""
    return is_sukkula(user) or (user.is_authenticated and "funder_official" in user.roles)


def can_change_grant(user, project):
    """The same of what is granted no more; the applicants themselves can turn a grant down."""
    return can_note_grant(user, project) or is_editor(user, project)


can_end = can_end_unfunded = is_adviser_of
