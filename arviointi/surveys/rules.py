"""Who may do what to surveys, as functions of a user and a record (states: on the verbs)."""

from kehrat.groups.rules import is_coordinator, is_sukkula


def can_make_survey(user, scope):
    """Make a survey of a Kehrä or a project: its coordinator; of the whole city: Sukkula."""
    if is_sukkula(user):
        return True
    return scope is not None and is_coordinator(user, getattr(scope, "kehra", scope))


def can_edit(user, survey):
    return can_make_survey(user, survey.scope)


def can_close(user, survey):
    """Who makes a survey closes it; where people are invited, Sukkula or the last day does.

    Whoever knows some of the answers and sees how many have come could close after one more.
    """
    return can_open(user, survey)


def can_open(user, survey):
    """Who makes a survey opens it; where people are invited, Sukkula, which holds the list."""
    return can_edit(user, survey) if survey.is_link else is_sukkula(user)


def can_hold_list(user, survey):
    """Sukkula alone enters and sees who is invited."""
    return is_sukkula(user)


def can_expire(user, survey):
    """The clock closes a survey whose last day is over; no person does."""
    return user is None and survey.is_over


def can_moderate(user, survey):
    """Sukkula reads open answers before they are shown."""
    return is_sukkula(user)


def can_release(user, survey):
    """Sukkula looks at the numbers of an open link before it releases them."""
    return is_sukkula(user)
