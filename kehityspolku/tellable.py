"""What may still be told: what was hidden, deleted or closed to the reader since, is not.

A record that moderators can hide has `hidden_at`. A queryset whose records only some may read has
`readable(pairs)`: pairs of (record, user) in, the (record's pk, user's pk) that may be out.
"""

from itertools import groupby

from kehityspolku import follows
from kehityspolku.models.notice import Notice
from kehityspolku.models.preference import Preference


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
    if paces.get((notice.recipient_id, notice.kind)) == Preference.Pace.NEVER:
        return False
    keys = map(follows.key, follows.around(notice.event))
    return not any((notice.recipient_id, key) in muted for key in keys)


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
