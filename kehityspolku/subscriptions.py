"""How often a person wants mail of each kind. What is told shows in the portal all the same."""

from django.db import transaction

from kehityspolku import moments
from kehityspolku.models import Notice, Preference

KINDS = [kind for kind in Notice.Kind if kind != Notice.Kind.DECISION]  # those one may choose of
HELD = (Notice.Mail.WAITING, Notice.Mail.DIGEST)


@transaction.atomic
def choose(people, kinds, pace):
    """Mail of the kinds comes to the people at this pace from now on, what already waits too."""
    rows = [Preference(user=user, kind=kind, pace=pace) for user in people for kind in kinds]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["pace"], unique_fields=["user", "kind"]
    )
    held = Notice.objects.filter(recipient__in=people, kind__in=kinds, mail__in=HELD)
    if pace == Preference.Pace.NEVER:
        held.update(mail=Notice.Mail.NONE)
    else:
        soon = "weekly" if pace == Preference.Pace.WEEKLY else "daily"
        gathered = held.filter(mail=Notice.Mail.DIGEST)
        gathered.update(not_before=moments.next_digest(soon))


def chosen(user):
    """{kind: pace} of all kinds one may choose of."""
    paces = Preference.objects.paces([user])
    return {kind: paces.get((user.pk, kind), Preference.Pace.AT_ONCE) for kind in KINDS}
