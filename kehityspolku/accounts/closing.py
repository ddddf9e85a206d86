"""Closing an account, and opening it again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kehityspolku.events import duties, hearers
from kehityspolku.events.record import record
from kehityspolku.events.steps import lock
from kehityspolku.people import rules


@transaction.atomic
def close(person, *, by):
    """Nobody signs in to the account any more; its person is told, what waits goes to others.

    PermissionDenied to all but administrators, and of one's own. Closed already: nothing happens.
    """
    if _set(person, by, active=False):
        event = record("close_account", person, by=by)
        hearers.tell_addresses(event, person, [person.email])
        duties.pass_on(person)


@transaction.atomic
def reopen(person, *, by):
    """The person signs in again. As in `close`."""
    if _set(person, by, active=True):
        record("open_account", person, by=by)


def _set(person, by, *, active):
    """Whether it was changed."""
    lock(person)
    if not rules.can_change_roles(by, person):
        raise PermissionDenied
    if person.is_active == active:
        return False
    person.is_active = active
    person.save(update_fields=["is_active"])
    return True
