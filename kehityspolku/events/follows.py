"""Following and muting records: who hears of what besides those whom it concerns, who doesn't.

A record says by `within()` which records it lies in, nearest first: who mutes one of them, hears
no news of it, only decisions and what waits for the person.
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from kehityspolku.events.models import Follow


def follow(user, record):
    """Hear of the record from now on; what was muted is heard again."""
    return _set(user, record, muted=False)


def mute(user, record):
    """Hear no more news of the record and of what lies in it; decisions and duties all the same."""
    return _set(user, record, muted=True)


def unfollow(user, record):
    """Neither follow nor mute the record."""
    Follow.objects.of(record).filter(user=user).delete()


def seen(user):
    """The person's rows whose records the person may still see, the newest first."""
    rows = list(user.follows.select_related("target_type").prefetch_related("target"))
    allowed = set()
    for kind in {row.target_type for row in rows}:
        records = kind.model_class()._default_manager.all()
        if hasattr(records, "visible_to"):
            records = records.visible_to(user)
        pks = [row.target_id for row in rows if row.target_type_id == kind.pk]
        allowed |= {(kind.pk, pk) for pk in records.filter(pk__in=pks).values_list("pk", flat=True)}
    return [row for row in rows if (row.target_type_id, row.target_id) in allowed]


def _set(user, record, *, muted):
    kind = ContentType.objects.get_for_model(record)
    made, _new = Follow.objects.update_or_create(
        user=user, target_type=kind, target_id=record.pk, defaults={"muted": muted}
    )
    return made


def followers(*records):
    """Active people who follow any of the records (None among them is left out).

    Each is marked `only_follows`: a notice to one whom the event does not concern otherwise
    is no decision and no task.
    """
    rows = Follow.objects.of(*records).filter(muted=False)
    active = get_user_model().objects.filter(is_active=True)
    people = list(active.filter(pk__in=rows.values("user")))
    for person in people:
        person.only_follows = True
    return people


def around(event):
    """The event's record and those it lies in, nearest first."""
    target, about = event.target, event.about
    if hasattr(target, "within"):
        return [target, *filter(None, target.within())]
    return [target, about] if about and about != target else [target]


def thing(event):
    """What the event concerns as people think of it, by its key: an idea itself and all that is
    said of it, a meeting and its answers, the Kehrä that somebody asks to join."""
    target = event.target
    if not getattr(target, "followable", False):
        target = getattr(target, "thing", None) or event.about
    return key(target) if target else (event.about_type_id, event.about_id)


def muted_keys(people):
    """(person's pk, key) of all that the people have muted, in one query; see `key`."""
    rows = Follow.objects.filter(user__in=people, muted=True)
    return {(user, (kind, pk)) for user, kind, pk in rows.values_list(*KEY)}


KEY = "user_id", "target_type_id", "target_id"


def key(record):
    """What a record is known by among those followed: its content type's pk and its own."""
    return ContentType.objects.get_for_model(record).pk, record.pk
