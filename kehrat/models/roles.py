"""What verbs do to a membership's part in its Kehrä: role, grants, and what hangs on them.

Within a verb that holds the Kehrä and saves the membership. Guardian's grants are written here and
where people become members.
"""

from guardian.shortcuts import assign_perm, remove_perm

from kehityspolku import moments


def begin(membership):
    """Coordinate from today, if not already: what stood vacant is filled."""
    if membership.role != membership.Role.COORDINATOR:
        membership.role = membership.Role.COORDINATOR
        membership.coordinates_since = moments.today()
    membership.gives_up_on = None
    membership.kehra.nominations.lapse(membership)
    assign_perm("coordinate_kehra", membership.user, membership.kehra)
    membership.kehra.vacancies.fill(membership)


def end(membership):
    """Coordinate no more; without others the place is vacant."""
    membership.role = membership.Role.MEMBER
    membership.coordinates_since = membership.gives_up_on = None
    remove_perm("coordinate_kehra", membership.user, membership.kehra)
    membership.kehra.nominations.lapse(membership)
    if not membership.kehra.coordinators().exists():
        membership.kehra.vacancies.begin(membership.kehra)


def leave(membership):
    """Be in the Kehrä no more."""
    membership.ended_on = moments.today()
    if membership.role == membership.Role.COORDINATOR:
        end(membership)
    membership.kehra.nominations.lapse(membership)
    membership.offers.lapse()
    membership.user.co_edits.end_with(membership)
    remove_perm("member_kehra", membership.user, membership.kehra)
