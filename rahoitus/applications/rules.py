"""Who may do what to applications: the table of docs/rights.md as functions (states: on verbs)."""

from kehityspolku import grants
from kehityspolku.by_state import by_state
from kehrat.groups.rules import is_lead
from kehrat.projects.rules import can_take, is_adviser_of, is_editor, is_own_kehras


def is_source_official(user, application):
    """Decides for the source the application goes to."""
    return user.is_authenticated and grants.holds(
        user, "rahoitus.decide_source", application.call.source
    )


can_open = is_adviser_of  # open applications of an approved card


def can_ask_check(user, application):
    """Write, ask for a check, supply, withdraw: the editors of its card."""
    return is_editor(user, application.project)


def can_write(user, application):
    """Write the application, were its text open: the card's editors; the adviser with a note."""
    project = application.project
    return is_editor(user, project) or is_adviser_of(user, project)


@by_state(can_write)
def can_edit(user, application):
    """Write the application now."""
    return application.is_open_text and can_write(user, application)


def can_check(user, application):
    return is_adviser_of(user, application.project)


def can_request_supplement(user, application):
    return can_check(user, application) or is_source_official(user, application)


can_decide = can_request_supplement


def can_act_for(user, application):
    """Do the applicants' own acts in their place: the card's adviser or a lead, who told them."""
    return can_check(user, application) and not is_editor(user, application.project)


def can_record_past(user, application):
    return can_take(user, application.project)


def can_expire(user, application):
    """No person's act: the deadline's."""
    return user is None


def can_reopen(user, application):
    """Let an expired application be sent late: a lead, when the funder has agreed."""
    return is_lead(user) and not is_own_kehras(user, application.project)
