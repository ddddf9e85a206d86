"""Who may do what to ideas: the second part of kehrat/groups/rules.py."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.by_state import by_state
from kehrat.groups.rules import is_coordinator, is_sukkula, stands_in

LATE = _("The two ideas were merged so long ago that it can't be undone any more.")


def can_suggest(user, place):
    """Anyone signed in, to a Kehrä, to a district without one, to Sukkula (None)."""
    return user.is_authenticated


def can_enter_from_paper(user, kehra):
    """Enter an idea on paper's behalf: the Kehrä's coordinators; anywhere, Sukkula."""
    return is_coordinator(user, kehra) or is_sukkula(user)


def can_support(user, idea):
    """Anyone signed in."""
    return user.is_authenticated


def can_take_back_support(user, idea):
    """Anyone but the author, who withdraws the idea instead."""
    return user.is_authenticated and idea.by_id != user.pk


def can_take_up(user, idea):
    """The Kehrä's coordinators; of an idea without a Kehrä, Sukkula."""
    return is_coordinator(user, idea.kehra)


def answers_ideas_of(user, kehra):
    """The Kehrä's coordinators, Sukkula while none of them can be reached; where there is no Kehrä,
    Sukkula."""
    return is_coordinator(user, kehra) or (bool(kehra) and stands_in(user, kehra))


def can_answer_idea(user, idea):
    """Decline it or join it to a like one."""
    return answers_ideas_of(user, idea.kehra)


@by_state(can_answer_idea, told=LATE)
def can_undo_merge(user, idea):
    return idea.merge_is_fresh and can_answer_idea(user, idea)


def can_withdraw_idea(user, idea):
    """Oneself."""
    return user.is_authenticated and idea.by_id == user.pk


can_carry_idea = is_sukkula


def can_see_idea_desk(user, kehra):
    """The ideas that wait for an answer: those who answer; Sukkula helps."""
    return is_coordinator(user, kehra) or is_sukkula(user)
