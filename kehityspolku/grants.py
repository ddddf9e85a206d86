"""What a person may do to single records, as guardian holds it, asked once for each reader.

Dated rows are the truth; their verbs write the grants through `give` and `take`. What was read is
kept on the user object: a page asks once, whatever its rules and querysets look up. It is read
afresh after anything is given or taken, after a verb has locked its record, and outside the
transaction in which it was read.
"""

import threading

from django.db import connection
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm, get_users_with_perms, remove_perm

KEPT = "_grants"
_turns = threading.local()


def give(permission, people, record):
    """Let a person, or each of several, do it to the record; twice is once."""
    assign_perm(permission, people, record)
    forget()


def take(permission, person, record):
    """Let the person no longer do it to the record."""
    remove_perm(permission, person, record)
    forget()


def forget():
    """Whoever is asked about from now on in this thread is read afresh."""
    _turns.count = getattr(_turns, "count", 0) + 1


def held(user, permission):
    """Keys of the records to which the person has the permission ("kehrat.member_kehra")."""
    if not user.is_authenticated:
        return frozenset()
    return once(user, KEPT, _read).get(permission, frozenset())


def once(user, name, read):
    """What `read(user)` gives, kept on the user object under the name as the grants are."""
    now = (getattr(_turns, "count", 0), connection.in_atomic_block, *connection.savepoint_ids)
    kept = getattr(user, name, None)
    if not kept or kept[0] != now:
        kept = now, read(user)
        setattr(user, name, kept)
    return kept[1]


def holds(user, permission, record):
    """Whether the person, whose account is open, has the permission to the record."""
    return user.is_active and record.pk in held(user, permission)


def holders(record, permission):
    """Those who have the permission to the record, as users."""
    name = permission.rpartition(".")[2]
    return get_users_with_perms(record, only_with_perms_in=[name], with_group_users=False)


def _read(user):
    rows = UserObjectPermission.objects.filter(user=user.pk).values_list(
        "permission__content_type__app_label", "permission__codename", "object_pk"
    )
    found = {}
    for app, name, key in rows:
        found.setdefault(f"{app}.{name}", set()).add(int(key))
    return found
