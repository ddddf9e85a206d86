"""Who may do what at Sukkula's desk, as functions of a user and a record."""

from operator import attrgetter

from kehityspolku.by_state import by_state
from kehrat.groups.rules import (
    is_lead,  # noqa: F401
    is_member,  # noqa: F401
    is_sukkula,  # noqa: F401
)
from kehrat.projects.rules import (
    can_take,
    is_adviser_of,  # noqa: F401
    is_editor,  # noqa: F401
    is_own_kehras,
)
from rahoitus.applications.rules import can_open

can_use_desk = is_sukkula
can_log_advice = is_sukkula
MESSAGES_OPEN = {"submitted", "in_review", "changes_requested", "approved", "running"}


def can_note(user, project):
    """Write and read Sukkula's notes on a card: its staff, but of the own Kehrä's cards nobody."""
    return is_sukkula(user) and not is_own_kehras(user, project)


def can_read_messages(user, project):
    """The members of the card's Kehrä and Sukkula, once the card has been submitted."""
    return is_sukkula(user) or is_member(user, project.kehra)


def writes_messages(user, project):
    return is_sukkula(user) or is_editor(user, project)


@by_state(writes_messages)
def can_message(user, project):
    """Sukkula and the card's editors, from the submitting to the end of the project."""
    return project.state in MESSAGES_OPEN and writes_messages(user, project)


@by_state(can_open)
def can_route(user, project):
    """Open applications: the adviser or a lead, once the card is approved."""
    return project.is_fundable and can_open(user, project)


@by_state(can_read_messages)
def can_read_routes(user, project):
    """Read why each call fits: members of the Kehrä and Sukkula, once the card is approved."""
    return project.is_fundable and (is_sukkula(user) or is_member(user, project.kehra))


def can_remove_advice(user, advice):
    """Take a line out of the log of advice: whose it is; a lead any."""
    return is_lead(user) or (is_sukkula(user) and user.pk == advice.by_id)


def can_snooze(user, case):
    """Put a case off and take it up again: the card's adviser or a lead; anyone of Sukkula while
    nobody answers for the card, and for a Kehrä."""
    card = getattr(case, "project", case)
    if not hasattr(card, "adviser"):
        return is_sukkula(user)
    answered_for = card.adviser and card.adviser.is_sukkula
    return is_adviser_of(user, card) if answered_for else can_take(user, card)


can_decide = is_adviser_of  # on a card in review, to be announced at once or later


def can_announce(user, verdict):
    """Announce a decision or take it back: who may decide on its card."""
    return can_decide(user, verdict.project)


def can_read_letter(user, project):
    """Read the letter of a card's decision: its Kehrä's members and Sukkula."""
    return is_sukkula(user) or is_member(user, project.kehra)


can_ask_reviews = is_adviser_of  # ask reviewers, take them off


def can_close_panel(user, panel):
    """Who asked; the clock (no person) when the card is no longer in review."""
    return user is None or can_ask_reviews(user, panel.project)


def can_dismiss(user, review):
    return can_ask_reviews(user, review.panel.project)


def reviews_oneself(user, review):
    return user.pk == review.reviewer_id and user.is_reviewer


@by_state(reviews_oneself, attrgetter("panel"))
def can_review_as_oneself(user, review):
    """Answer for one's own review, while its panel is open and one is a reviewer."""
    return reviews_oneself(user, review) and review.panel.is_open


def may_review(user, review):
    return reviews_oneself(user, review) and not is_member(user, review.panel.project.kehra)


@by_state(may_review, attrgetter("panel"))
def can_begin_review(user, review):
    """Open the card for one's own review: not a member of its Kehrä, who may have joined since."""
    return can_review_as_oneself(user, review) and may_review(user, review)


can_score = can_begin_review
can_ask_changes = is_adviser_of  # and keep a draft of them, while the card is in review


def can_write_phrase(user, phrase):
    """Write a phrase anew or remove it: one's own, and of the shared ones Sukkula's staff all."""
    return is_sukkula(user) and phrase.owner_id in (None, user.pk)
