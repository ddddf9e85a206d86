"""Who may do what to members, invitations and the coordinators' role (docs/rights.md).

As in rules.py, each takes a user and a record; None as the user is the clock.
"""

from kehrat.rules import can_see_requests, is_coordinator, is_member, is_sukkula, stands_in


def can_decide_membership(user, membership):
    """The Kehrä's coordinators; Sukkula while none of them can be reached."""
    return is_coordinator(user, membership.kehra) or stands_in(user, membership.kehra)


def can_name_coordinator(user, membership):
    return is_sukkula(user) or is_coordinator(user, membership.kehra)


def is_last_coordinator(membership):
    """Coordinates alone: nobody else of the Kehrä does."""
    others = membership.kehra.coordinators().exclude(pk=membership.user_id)
    return membership.role == membership.Role.COORDINATOR and not others.exists()


def can_leave(user, membership):
    """Oneself; the last coordinator can't leave before someone else coordinates."""
    return user.pk == membership.user_id and not is_last_coordinator(membership)


def can_remove_member(user, membership):
    """A coordinator anyone but oneself, so never the last one; Sukkula anyone."""
    if user.pk == membership.user_id:
        return False
    return is_sukkula(user) or is_coordinator(user, membership.kehra)


def coordinates(user, membership):
    """The membership is one's own and a coordinator's."""
    return user.pk == membership.user_id and membership.role == membership.Role.COORDINATOR


def can_step_down(user, membership):
    """Oneself, when others coordinate too."""
    return coordinates(user, membership) and not is_last_coordinator(membership)


def can_give_up(user, membership):
    """The last coordinator; no successor is needed, the days until the open call begin."""
    return coordinates(user, membership) and is_last_coordinator(membership)


def can_stay_on(user, membership):
    """Who has given the role up, before the day it ends."""
    return coordinates(user, membership) and membership.gives_up_on is not None


def by_the_clock(user, record):
    """No person: a day that has come."""
    return user is None


can_end_coordination = by_the_clock


def can_invite(user, kehra):
    """Coordinators invite; Sukkula helps."""
    return is_coordinator(user, kehra) or is_sukkula(user)


def can_change_invite(user, invite):
    return can_invite(user, invite.kehra)


def can_nominate(user, membership):
    """A coordinator asks another member, who doesn't coordinate yet, to take the role over."""
    if user.pk == membership.user_id or membership.role == membership.Role.COORDINATOR:
        return False
    return is_coordinator(user, membership.kehra)


def can_answer_nomination(user, nomination):
    return user.pk == nomination.nominee.user_id


def can_see_nomination(user, nomination):
    """The two it is between, the other coordinators, Sukkula."""
    kehra = nomination.kehra
    return can_answer_nomination(user, nomination) or can_see_requests(user, kehra)


def can_withdraw_nomination(user, nomination):
    return user.pk == nomination.nominator.user_id or is_sukkula(user)


def can_open_call(user, vacancy):
    """The clock when it is time; Sukkula before."""
    return user is None or is_sukkula(user)


def can_offer(user, vacancy):
    """Any member of the Kehrä."""
    return is_member(user, vacancy.kehra)


def can_withdraw_offer(user, offer):
    return user.pk == offer.membership.user_id


can_choose_offer = is_sukkula


def can_see_handover(user, kehra):
    """Coordinators, those asked to take over, Sukkula."""
    asked = user.is_authenticated and kehra.nominations.open().filter(nominee__user=user).exists()
    return asked or is_coordinator(user, kehra) or is_sukkula(user)
