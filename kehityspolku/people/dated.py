"""Dated rows of what an administrator lets a person do: they begin and end, none is deleted."""

from django.core.exceptions import PermissionDenied

from kehityspolku import moments
from kehityspolku.events.steps import lock
from kehityspolku.people import rules


def end_today(row, *, by):
    """End the row from today on, within a transaction; whether it stood until now.

    PermissionDenied to all but administrators, and of one's own.
    """
    lock(row)
    if not rules.can_change_roles(by, row.user):
        raise PermissionDenied
    if row.ended_on is not None:
        return False
    row.ended_on = moments.today()
    row.save()
    return True
