"""Recording what happened: one event, and a notice for each person it concerns, in one go."""

from functools import partial
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from kehityspolku import by_name
from kehityspolku.events import hearers, verbs
from kehityspolku.events.models import Event


def is_of_the_group(person):
    """What the clock or Sukkula does is no sign that a group lives."""
    return bool(person and person.pk and not person.is_sukkula)


def lives(group):
    """Tell the apps that a group has given a sign of life."""
    for heard in by_name.found("life", "heard").values():
        heard(group)


def record(verb, target, *, by=None, once=None, at=None, **facts):
    """Record an event and its notices in the running transaction; returns it.

    `target.about()` names the record on whose page it shows (default: the target itself), its verb
    those for whom it waits and those who hear of it; the actor is never told. `about.group_at`
    leads to the key of the group whose life it is part of. UnknownVerb when no
    verb of this name belongs to the target.
    `once`: a key; when it has been recorded before, nothing happens and None returns.
    """
    event = _event(verb, target, by, facts, once=once, **({"at": at} if at else {}))
    try:
        with transaction.atomic(savepoint=once is not None):  # the key may be there
            event.save(force_insert=True)
            hearers.tell(event)
    except IntegrityError:
        if once and Event.objects.filter(once=once).exists():
            return None
        raise
    if event.sign_of_life:
        transaction.on_commit(partial(lives, event.group_id), robust=True)
    return event


@transaction.atomic
def record_all(verb, told, *, by, alike):
    """Record the same verb on many records, [(target, facts)], in as many questions as on one.

    `alike`: of a record, what tells whom it concerns (`hearers.gathering`).
    """
    events = [_event(verb, target, by, facts) for target, facts in told]
    Event.objects.bulk_create(events)
    with hearers.gathering(alike=alike):
        for event in events:
            hearers.tell(event)
    for group in {event.group_id for event in events if event.sign_of_life}:
        transaction.on_commit(partial(lives, group), robust=True)


def _event(verb, target, by, facts, **more):
    follows = verbs.of(target, verb)
    about = target.about() if hasattr(target, "about") else target
    group = attrgetter(about.group_at)(about) if hasattr(about, "group_at") else None
    event = Event(
        verb=verb,
        actor=by if by and by.pk else None,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        facts=facts,
        group_id=group,
        news=follows.news,
        sign_of_life=follows.sign_of_life and group is not None and is_of_the_group(by),
        **more,
    )
    event.target, event.about = target, about
    return event
