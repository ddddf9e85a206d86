"""Who may do what to invitations and the coordinators' role (docs/rights.md)."""

from kehrat.groups.rules import can_see_requests, is_coordinator, is_member, is_sukkula


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
