"""How often a person wants mail of each kind. What is told shows in the portal all the same.

Each mail but decisions carries an address that stops mail of its kind, without signing in: the
signed token in it says whose and what. Duties don't stop: from then on they come gathered.
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.events import follows
from kehityspolku.events.models import Follow, Notice, Preference

KINDS = [kind for kind in Notice.Kind if kind != Notice.Kind.DECISION]  # those one may choose of
NEWS = [kind for kind in KINDS if kind != Notice.Kind.TASK]  # those one may do without
EVERYWHERE = Preference.EVERYWHERE
SALT = "kehityspolku.subscriptions"
UNDONE_WITHIN = 7 * 24 * 3600  # seconds


@transaction.atomic
def choose(people, kinds, pace, group=EVERYWHERE):
    """Mail of the kinds comes to the people at this pace from now on, what already waits too; of
    one group (its key) or in all that have no pace of their own."""
    Preference.objects.bulk_create(
        [
            Preference(user=user, kind=kind, group_id=group, pace=pace)
            for user in people
            for kind in kinds
        ],
        update_conflicts=True,
        update_fields=["pace"],
        unique_fields=["user", "kind", "group_id"],
    )
    held = Notice.objects.filter(recipient__in=people, kind__in=kinds, mail__in=Notice.UNSENT)
    _keep_pace(held.filter(event__group_id=group) if group else _of_no_own_pace(held), pace)


def as_elsewhere(user, kind, group):
    """Mail of a kind comes of the group as it comes in all."""
    Preference.objects.filter(user=user, kind=kind, group_id=group).delete()
    held = user.notices.filter(kind=kind, mail__in=Notice.UNSENT, event__group_id=group)
    _keep_pace(held, chosen(user)[kind])


def _of_no_own_pace(held):
    own = Preference.objects.filter(
        user=OuterRef("recipient"), kind=OuterRef("kind"), group_id=OuterRef("event__group_id")
    )
    return held.filter(~Exists(own))


def _keep_pace(held, pace):
    if pace == Preference.Pace.NEVER:
        held.update(mail=Notice.Mail.NONE)
    else:
        soon = "weekly" if pace == Preference.Pace.WEEKLY else "daily"
        gathered = held.filter(mail=Notice.Mail.DIGEST)
        gathered.update(not_before=moments.next_digest(soon))


def chosen(user):
    """{kind: pace} of all kinds one may choose of."""
    paces = Preference.objects.paces([user])
    return {kind: paces.of(user.pk, kind) for kind in KINDS}


def chosen_of(user, group):
    """{kind: pace, or "" where it is as elsewhere} of one group's news."""
    paces = Preference.objects.paces([user])
    return {kind: paces.get((user.pk, kind, group), "") for kind in NEWS}


def paces_of(kind):
    """The paces one may choose for a kind: what waits for a person is always mailed."""
    paces = Preference.Pace.choices
    return [c for c in paces if c[0] != "never"] if kind == Notice.Kind.TASK else paces


def stopped(kind, pace):
    """The pace of a kind whose mail was `pace` and is stopped: duties are gathered instead."""
    if kind != Notice.Kind.TASK:
        return Preference.Pace.NEVER
    return Preference.Pace.DAILY if pace == Preference.Pace.AT_ONCE else pace


def stop_url(notices, kinds):
    """Where one person's mail of the kinds is stopped, in the active language; `notices` say which
    group it is about."""
    groups = {follows.around(notice.event)[-1] for notice in notices}
    group = groups.pop() if len(groups) == 1 else None
    key = follows.key(group) if getattr(group, "followable", False) else None
    token = signing.dumps([notices[0].recipient_id, kinds, key], salt=SALT)
    return reverse("unsubscribe", args=[token])


@dataclass
class Stop:
    """What a token says: whose mail of which kinds; the group (or None) that it was about."""

    user: AbstractBaseUser
    kinds: list
    group: object = None

    @classmethod
    def read(cls, token):
        """What a token of `stop_url` says, None for one we never gave or a person who is gone."""
        try:
            pk, kinds, key = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        user = get_user_model().objects.filter(pk=pk, is_active=True).first()
        return cls(user, kinds, record_of(key)) if user else None

    @property
    def labels(self):
        return [str(Notice.Kind(kind).label) for kind in self.kinds]

    @property
    def ends(self):
        """The names of the kinds whose mail ends."""
        return [str(Notice.Kind(kind).label) for kind in self.kinds if kind != Notice.Kind.TASK]

    @property
    def gathers(self):
        """Duties are among the kinds."""
        return Notice.Kind.TASK in self.kinds

    def stop(self):
        """No more mail of these kinds, in no group, duties gathered; returns the token that undoes
        it."""
        own = self.user.preferences.filter(kind__in=self.kinds).exclude(group_id=EVERYWHERE)
        before = [[kind, EVERYWHERE, chosen(self.user)[kind]] for kind in self.kinds]
        before += map(list, own.values_list("kind", "group_id", "pace"))
        for kind, group, pace in before:
            choose([self.user], [kind], stopped(kind, pace), group)
        return signing.dumps(before, salt=self._salt("stop"))

    def mute(self):
        """No more news of the group, in the portal either; returns the token that undoes it."""
        rows = Follow.objects.of(self.group).filter(user=self.user)
        before = list(rows.values_list("muted", flat=True))
        follows.mute(self.user, self.group)
        return signing.dumps(before, salt=self._salt("mute"))

    def undo(self, token):
        """Take back what `stop` or `mute` did; False when the token is none of theirs or old."""
        if (before := self._loads(token, "stop")) is not None:
            for kind, group, pace in before:
                choose([self.user], [kind], pace, group)
        elif self.group and (before := self._loads(token, "mute")) is not None:
            undone = follows.follow if before == [False] else follows.unfollow
            undone(self.user, self.group)
        else:
            return False
        return True

    def _salt(self, act):
        return f"{SALT}.{act}.{self.user.pk}"

    def _loads(self, token, act):
        try:
            return signing.loads(token, salt=self._salt(act), max_age=UNDONE_WITHIN)
        except signing.BadSignature:
            return None


def record_of(key):
    """The record of a key of `follows.key`, if it is there and not hidden; None else."""
    if not key:
        return None
    model = ContentType.objects.get_for_id(key[0]).model_class()
    record = model._default_manager.filter(pk=key[1]).first()
    return None if getattr(record, "hidden_at", None) else record
