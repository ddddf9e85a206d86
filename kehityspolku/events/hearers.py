"""Who hears of an event, and what of it may still be told."""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import groupby

from django.db import transaction

from kehityspolku import broker, moments
from kehityspolku.events import follows, verbs, waiting
from kehityspolku.events.models import Notice, Preference

_quiet = ContextVar("quiet", default=False)
_lot = ContextVar("lot", default=None)
_asleep = ContextVar("asleep", default=False)
DELIVERY = "kehityspolku.tasks.deliver_notices"


@contextmanager
def quietly():
    """What is told inside shows in the portal only: no mail waits, the worker isn't woken."""
    before = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(before)


@contextmanager
def waking_once():
    """The worker is woken at the end for all that is told inside, so that what is alike can be one
    mail. For the clock, around its transactions."""
    before = _asleep.set(True)
    try:
        yield
    finally:
        _asleep.reset(before)
        broker.hand(DELIVERY)


def _wake():
    if not _asleep.get():
        transaction.on_commit(partial(broker.hand, DELIVERY))


@contextmanager
def gathering(alike):
    """What is told inside is told at its end, in as many questions for many events as for one.

    In one transaction. Events of one verb with the same facts concern the same
    people where `alike(record)` gives the same: they are looked for once.
    """
    events, concerned = [], []
    before = _lot.set(events)
    try:
        yield
    finally:
        _lot.reset(before)
    people = {}
    for event in events:
        key = event.verb, event.actor_id, json.dumps(event.facts), alike(event.target)
        if key not in people:
            people[key] = holders(event), hearers(event)
        concerned.append((event, *people[key]))
    _write(concerned)


def tell(event, *, again=False):
    """Write a notice for each person whom the event concerns; mail leaves after commit.

    Who has muted the event's record, or one that it lies in, is told decisions and duties only.
    `again`: those for whom it waits now and who have not been told are.
    """
    if (lot := _lot.get()) is not None and not again:
        lot.append(event)
        return
    hearing = _write([(event, holders(event), [] if again else hearers(event))])
    if again:
        _make_duties(event, [p for _event, p, kind in hearing if kind == Notice.Kind.TASK])


def _write(concerned):
    """Write the notices of [(event, those for whom it waits, the others)]; returns who hears, as
    `_heard`."""
    wakes = not _quiet.get()
    hearing = _heard(concerned)
    paces = Preference.objects.paces({person.pk for _event, person, _kind in hearing})
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                recipient=person,
                kind=kind,
                followed=person.only_follows,
                stands_in=person.stands_in,
                **leaving(event, person, kind, paces if wakes else None),
            )
            for event, person, kind in hearing
        ],
        ignore_conflicts=True,
    )
    waiting.forget({person.pk for _event, person, _kind in hearing})
    if hearing and wakes:
        _wake()
    return hearing


def _make_duties(event, people):
    """What was mere news to the people waits for them now, and is mailed if it wasn't."""
    news = event.notices.filter(recipient__in=people).exclude(kind__in=Notice.ALWAYS)
    news.filter(mail=Notice.Mail.NONE).update(mail=Notice.Mail.WAITING)
    news.update(kind=Notice.Kind.TASK, stands_in=True, read_at=None)


def tell_addresses(event, person, addresses):
    """Mail an event of a person's account to these addresses, whether or not they are (still) the
    person's; in the portal it shows by its own notices."""
    Notice.objects.bulk_create(
        Notice(
            event=event,
            recipient=person,
            kind=Notice.Kind.DECISION,
            address=address,
            read_at=moments.now(),
            mail=Notice.Mail.NONE if _quiet.get() else Notice.Mail.WAITING,
        )
        for address in addresses
    )
    _wake()


def holders(event):
    """The people for whom an event waits because of a role, as its verb says."""
    waits_for = verbs.behind(event).waits_for
    return list(waits_for(event.target, event)) if waits_for else []


def hearers(event):
    """The people who hear of an event besides, as its verb says."""
    tells = verbs.behind(event).tells
    return list(tells(event.target, event)) if tells else []


def receivers(event, people):
    """Those of the people who are told of an event: active ones but the actor, each once.

    Who is there as a follower and otherwise too, is no mere follower.
    """
    told = {}
    for person in people:
        if person.pk not in told or told[person.pk].only_follows:
            told[person.pk] = person
    told.pop(event.actor_id, None)
    return [person for person in told.values() if person.is_active]


def heard(event, others):
    """[(person, kind)] of those who hear of the event: for whom it waits, and of the others all
    but who muted something of it."""
    return [(person, kind) for _event, person, kind in _heard([(event, holders(event), others)])]


def _heard(concerned):
    """The same of [(event, those for whom it waits, the others)], as [(event, person, kind)]."""
    told = []
    for event, waits, others in concerned:
        people = receivers(event, [*waits, *others])
        kinds = kinds_of(event, people, waits, others)
        told += [(event, *each) for each in zip(people, kinds, strict=True)]
    muted = follows.muted_keys({person.pk for _event, person, _kind in told})
    return [
        (event, person, kind)
        for event, person, kind in told
        if kind in Notice.ALWAYS or not (muted and _is_muted(event, person, muted))
    ]


def _is_muted(event, person, muted):
    """Whether the person muted the event's record, or one that it lies in."""
    keys = map(follows.key, follows.around(event))
    return any((person.pk, key) in muted for key in keys)


def kinds_of(event, people, waits, others):
    """What the event is to each of the people: to the others what its verb says, but no decision
    to a mere follower; a duty to those for whom it waits, unless it is a decision on them too."""
    kind = verbs.behind(event).kind
    kinds = dict.fromkeys((person.pk for person in waits), Notice.Kind.TASK)
    if kind == Notice.Kind.DECISION:
        kinds |= dict.fromkeys((p.pk for p in others if not p.only_follows), kind)
        followable = getattr(event.target, "followable", False)
        kind = event.target.notice_kind if followable else Notice.Kind.PROJECT
    return [kinds.get(person.pk, kind) for person in people]


def leaving(event, person, kind, paces):
    """When the mail of a notice leaves, as fields; `paces` None: never."""
    if paces is None or person.bounced_at:
        return {"mail": Notice.Mail.NONE}
    pace = paces.of(person.pk, kind, event.group_id)
    if kind == Notice.Kind.DECISION or pace == Preference.Pace.AT_ONCE:
        return {"mail": Notice.Mail.WAITING}
    if pace == Preference.Pace.NEVER:
        return {"mail": Notice.Mail.NONE}
    return {"mail": Notice.Mail.DIGEST, "not_before": moments.next_digest(pace)}


def tellable(notices):
    """Those of the notices whose words their recipients may read now, in as few queries for many.

    A decision reaches the person also when its record is hidden: that may be the decision.
    """
    there = [n for n in notices if n.event.target and not _hidden(n)]
    allowed = {n.pk for n in there if getattr(n.event.target, "hidden_at", None)}
    for model, group in groupby(sorted(there, key=_model), key=_model):
        allowed |= _readable(model, list(group))
    return [notice for notice in there if notice.pk in allowed]


def mailable(notices):
    """Those of the notices that are to be mailed still: the others were muted or unsubscribed
    from, the person is gone or the address doesn't answer."""
    people = {notice.recipient_id for notice in notices}
    paces, muted = Preference.objects.paces(people), follows.muted_keys(people)
    return [
        notice
        for notice in tellable(notices)
        if (notice.address or notice.recipient.is_reachable)
        and (notice.kind in Notice.ALWAYS or _wanted(notice, paces, muted))
    ]


def _wanted(notice, paces, muted):
    pace = paces.of(notice.recipient_id, notice.kind, notice.event.group_id)
    if pace == Preference.Pace.NEVER:
        return False
    return not _is_muted(notice.event, notice.recipient, muted)


def _hidden(notice):
    """Whether its record, or one that it lies in, is hidden, and the notice no decision on it."""
    if notice.kind == Notice.Kind.DECISION:
        return False
    return any(getattr(r, "hidden_at", None) for r in follows.around(notice.event))


def _model(notice):
    return notice.event.target._meta.label


def _readable(_label, notices):
    """The pks of those of the notices, all of records of one model, that may be read."""
    rows = type(notices[0].event.target)._default_manager.all()
    if not hasattr(rows, "readable"):
        return {notice.pk for notice in notices}
    pairs = rows.readable([(notice.event.target, notice.recipient) for notice in notices])
    return {n.pk for n in notices if (n.event.target_id, n.recipient_id) in pairs}
