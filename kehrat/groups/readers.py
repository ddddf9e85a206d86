"""Who may read what by part: members of a Kehrä, Sukkula's people; for many readers at once."""

from kehityspolku.models import Role


def staff(people):
    """The pks of those of the people who work at Sukkula's desk today."""
    rows = Role.objects.current().filter(user__in=people, kind__in=["adviser", "lead"])
    return set(rows.values_list("user", flat=True))


def of_kehra(pairs, among, kehra_of=lambda record: record.kehra_id):
    """Of (record, user) pairs those that may still be read, as keys: by those who are `among`
    (Memberships) the people of the record's Kehrä, and at Sukkula's desk."""
    pairs = list(pairs)
    people = {user.pk for _record, user in pairs}
    held, desk = among.pairs(people), staff(people)
    return {(r.pk, u.pk) for r, u in pairs if u.pk in desk or (kehra_of(r), u.pk) in held}
