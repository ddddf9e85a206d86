"""Who may read what by part: the people of a Kehrä, Sukkula's; for many readers at once."""

from kehityspolku.models import User


def of_sukkula(people):
    """The pks of those of the people (as pks) who work at Sukkula's desk today."""
    return set(User.objects.of_sukkula().filter(pk__in=people).values_list("pk", flat=True))


def of_kehra(pairs, among, *, kehra_of=None, others=None, kept_from_sukkula=None):
    """Of (record, user) pairs those that may still be read, as keys: by those who are `among`
    (Memberships) the people of the record's Kehrä, and by Sukkula's.

    `kehra_of(record)`: the pk of its Kehrä, where it has no `kehra_id` of its own.
    `others(record, user)`: who may read it besides.
    `kept_from_sukkula(record)`: it is its Kehrä's alone.
    """
    pairs = list(pairs)
    people = {user.pk for _record, user in pairs}
    held, desk = among.pairs(people), of_sukkula(people)

    def may_read(record, user):
        kehra = kehra_of(record) if kehra_of else record.kehra_id
        if (kehra, user.pk) in held or (others and others(record, user)):
            return True
        return user.pk in desk and not (kept_from_sukkula and kept_from_sukkula(record))

    return {(record.pk, user.pk) for record, user in pairs if may_read(record, user)}
