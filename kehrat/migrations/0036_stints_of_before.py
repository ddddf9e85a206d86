"""Begin the stints of memberships from before there were any, out of their history."""

from itertools import groupby

from django.db import migrations

from kehityspolku import moments


def stints(joined_on, ended_on, told):
    """[(since, until, role, actor type, organisation)] of a membership.

    `told`: [(day on which it was written, role, actor type, organisation)] while it was active,
    oldest first; of those of one day the last counts. Where the first was written after the day of
    joining, what one took part as was told for that time too, the role was not.
    """
    days = [list(rows)[-1] for _day, rows in groupby(told, key=lambda row: row[0])]
    found = []
    for number, (day, role, *part) in enumerate(days):
        if number == 0 and day > joined_on:
            found.append((joined_on, "", *part))
        since = max(day, joined_on)
        if not found or found[-1][1:] != (role, *part):
            found.append((since, role, *part))
    until = [since for since, *_rest in found[1:]] + [ended_on]
    made = []
    for (since, *part), end in zip(found, until, strict=True):
        if not made or ended_on is None or since < ended_on:
            last = end if ended_on is None else max(since, min(end, ended_on))
            made.append((since, last, *part))
    return made


def begin(apps, schema_editor):
    Membership, History, Stint = (
        apps.get_model("kehrat", name) for name in ("Membership", "MembershipEvent", "Stint")
    )
    told = {}
    rows = History.objects.filter(state="active").order_by("pgh_id")
    fields = "pgh_obj_id", "pgh_created_at", "role", "actor_type", "organisation"
    for pk, at, *taken in rows.values_list(*fields).iterator():
        told.setdefault(pk, []).append((moments.day_of(at), *taken))
    made = []
    for membership in Membership.objects.exclude(joined_on=None).iterator():
        known = told.get(membership.pk) or [(moments.today(), *now(membership))]
        for since, until, role, actor_type, organisation in stints(
            membership.joined_on, membership.ended_on, known
        ):
            made.append(
                Stint(
                    membership=membership,
                    since=since,
                    until=until,
                    role=role,
                    actor_type=actor_type,
                    organisation=organisation,
                )
            )
    Stint.objects.bulk_create(made, batch_size=1000)


def now(membership):
    return membership.role, membership.actor_type, membership.organisation


class Migration(migrations.Migration):
    dependencies = [("kehrat", "0035_stints_of_members")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
