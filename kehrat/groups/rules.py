"""Who may do what to Kehrät and their members: docs/rights.md as functions.

Each takes a user and a record and looks only at who the user is to it; the states are on the
verbs. A rule that looks at a state too says so (`by_state`). None as the user is the clock.
"""

from kehityspolku import grants
from kehityspolku.by_state import by_state


def is_coordinator(user, kehra):
    """Coordinates the Kehrä; what belongs to no Kehrä is Sukkula's host's, so Sukkula's."""
    if not user.is_authenticated:
        return False
    return grants.holds(user, "kehrat.coordinate_kehra", kehra) if kehra else user.is_sukkula


def is_member(user, kehra):
    """Is an active member, coordinators too."""
    if not user.is_authenticated:
        return False
    return grants.holds(user, "kehrat.member_kehra", kehra) if kehra else user.is_sukkula


def is_sukkula(user, record=None):
    return user.is_authenticated and user.is_sukkula


def is_lead(user, record=None):
    return user.is_authenticated and user.is_lead


def can_found(user, record=None):
    """Propose a new Kehrä: anyone signed in."""
    return user.is_authenticated


can_confirm_kehra = can_answer_proposal = can_end_kehra = is_sukkula
can_mend_organisation = is_sukkula


def can_ask_sukkula(user, kehra):
    """Propose again, ask for confirming or ending: its coordinators, the founder from the first."""
    return is_coordinator(user, kehra)


def can_drop_proposal(user, kehra):
    """Let a proposal go: its founders, who made it; Sukkula, when nothing comes of it."""
    return is_coordinator(user, kehra) or is_sukkula(user)


def can_rest(user, kehra):
    """Lay a group to rest and wake it: its coordinators, Sukkula."""
    return is_coordinator(user, kehra) or is_sukkula(user)


can_edit_kehra = can_see_checklist = can_rest


def can_wake(user, kehra):
    """Who lays it to rest; the clock, when its people have done something since."""
    return user is None or can_rest(user, kehra)


@by_state(can_rest)
def can_list_organisations(user, kehra):
    """Write down the organisations behind it: its coordinators, Sukkula, until it has ended."""
    return not kehra.has_ended and can_rest(user, kehra)


@by_state(can_rest)
def can_move(user, kehra):
    """Change its sub-areas: Sukkula; its coordinators until it is confirmed."""
    return is_sukkula(user) or (kehra.is_founding and is_coordinator(user, kehra))


def can_fall_silent(user, kehra):
    """The clock alone, after a long silence."""
    return user is None


def can_set_picture(user, kehra):
    return is_coordinator(user, kehra) or is_sukkula(user)


def can_see_members(user, kehra):
    """Names show to members; Sukkula helps every Kehrä."""
    return is_member(user, kehra) or is_sukkula(user)


def can_see_requests(user, kehra):
    """Who asks to join and why is for those who answer; Sukkula helps."""
    return is_coordinator(user, kehra) or is_sukkula(user)


def stands_in(user, kehra):
    """Sukkula, in the place of coordinators of whom there is none or none can be reached."""
    return is_sukkula(user) and bool(kehra) and not kehra.is_reachable


def reportable(user):
    """Numbers of the districts a city official may report on, as a set."""
    if not (user.is_authenticated and user.is_official):
        return set()
    return set(grants.held(user, "kehrat.report_district"))


def can_report(user, districts):
    """Order progress reports: Sukkula anywhere, an official of every district in the area."""
    wanted = {district.pk for district in districts}
    return is_sukkula(user) or bool(wanted) and wanted <= reportable(user)


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
