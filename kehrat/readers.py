"""Who may read what by part: members of a Kehrä, Sukkula's people; for many readers at once."""

from kehityspolku.models import Role


def staff(people):
    """The pks of those of the people who work at Sukkula's desk today."""
    rows = Role.objects.current().filter(user__in=people, kind__in=["adviser", "lead"])
    return set(rows.values_list("user", flat=True))
