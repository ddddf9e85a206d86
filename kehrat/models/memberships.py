from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, Greatest
from guardian.shortcuts import assign_perm, remove_perm

from kehityspolku import events, moments
from kehityspolku.steps import WrongState, hold
from kehrat import readers
from kehrat import rules_member as rules

REMIND_AFTER = timedelta(days=7)  # how long a request waits before the coordinators are reminded
BARRED = timedelta(days=90)  # how long one who was removed can't ask again

PERMISSIONS = ("member_kehra", "coordinate_kehra")


class Memberships(models.QuerySet):
    def open(self):
        """Requests and memberships that stand."""
        return self.filter(state__in=[self.model.State.REQUESTED, self.model.State.ACTIVE])

    def active(self):
        return self.filter(state=self.model.State.ACTIVE)

    def requested(self):
        return self.filter(state=self.model.State.REQUESTED)

    def pairs(self, people):
        """{(Kehrä's pk, user's pk)} of the people's active memberships."""
        return set(self.active().filter(user__in=people).values_list("kehra", "user"))

    def readable(self, pairs):
        """Of (membership, user) pairs those that may still be read, as keys: one's own; the
        Kehrä's members; Sukkula."""
        people = {user.pk for _membership, user in pairs}
        members, desk = self.model.objects.pairs(people), readers.staff(people)
        return {
            (m.pk, user.pk)
            for m, user in pairs
            if m.user_id == user.pk or (m.kehra_id, user.pk) in members or user.pk in desk
        }

    def removed_lately(self):
        """Those whose people can't ask again yet."""
        since = moments.today() - BARRED
        return self.filter(state=self.model.State.REMOVED, ended_on__gt=since)

    def coordinators(self):
        return self.filter(role=self.model.Role.COORDINATOR)

    def by_actor(self):
        """{actor type: how many}."""
        rows = self.order_by().values_list("actor_type")
        return dict(rows.annotate(models.Count("pk")))

    def join(self, kehra, *, by, **part):
        """See `Kehra.join`."""
        if kehra.joining == kehra.Joining.ASK:
            return self.ask(kehra, by=by, **part)
        with transaction.atomic():
            self._hold(kehra, by)
            membership, new = self.enter(kehra, by=by, **part)
            if new:
                events.record("join", membership, by=by)
        return membership

    def ask(self, kehra, *, by, actor_type, organisation="", note=""):
        """See `Kehra.ask_to_join`."""
        part = {"actor_type": actor_type, "organisation": organisation, "note": note}
        with transaction.atomic():
            self._hold(kehra, by)
            membership, made = self.open().get_or_create(kehra=kehra, user=by, defaults=part)
            if made:
                events.record("ask_to_join", membership, by=by)
        return membership

    def _hold(self, kehra, user):
        """Let one person join at a time; WrongState when this one can't."""
        hold(kehra)
        if not kehra.is_working:
            raise WrongState(kehra)
        if removed := kehra.removed_lately(user):
            raise WrongState(removed)

    def enter(self, kehra, *, by, actor_type, organisation="", note="", invite=None):
        """The person's active membership, made or opened now, and whether it is new.

        Within a transaction that holds the Kehrä.
        """
        membership = self.open().filter(kehra=kehra, user=by).first()
        membership = membership or self.model(kehra=kehra, user=by, note=note)
        if membership.state == self.model.State.ACTIVE:
            return membership, False
        membership.actor_type, membership.organisation = actor_type, organisation
        membership.invite = invite
        membership.state, membership.joined_on = self.model.State.ACTIVE, moments.today()
        membership.save()
        assign_perm("member_kehra", by, kehra)
        return membership, True

    def record(self, kehra, rows, *, by):
        """Sukkula records members from before the portal; no one is told.

        `rows`: (user, actor type, organisation, the date of joining), people with no standing
        request or membership. PermissionDenied to others than Sukkula.
        """
        if not rules.is_sukkula(by):
            raise PermissionDenied
        with transaction.atomic():
            made = self.bulk_create(
                self.model(
                    kehra=kehra,
                    user=user,
                    state=self.model.State.ACTIVE,
                    actor_type=actor,
                    organisation=organisation,
                    asked_on=day,
                    joined_on=day,
                )
                for user, actor, organisation, day in rows
            )
            assign_perm("member_kehra", [membership.user for membership in made], kehra)
            for membership in made:
                membership.user.trust()
        return made

    def begin(self, kehra, user, *, actor_type, organisation=""):
        """The founder is the first member and coordinates; founding itself is the event."""
        made = self.create(
            kehra=kehra,
            user=user,
            state=self.model.State.ACTIVE,
            role=self.model.Role.COORDINATOR,
            actor_type=actor_type,
            organisation=organisation,
            joined_on=moments.today(),
            coordinates_since=moments.today(),
        )
        for perm in PERMISSIONS:
            assign_perm(perm, user, kehra)
        return made

    def end_all(self, kehra, day):
        """The Kehrä has ended: so do its memberships and requests; its own event tells of it."""
        people = [membership.user for membership in self.open().select_related("user")]
        last = Greatest(Value(day), Coalesce("joined_on", "asked_on"))
        self.requested().update(state=self.model.State.DECLINED, ended_on=last)
        self.active().update(state=self.model.State.LEFT, ended_on=last, gives_up_on=None)
        kehra.nominations.waiting().update(state="lapsed")
        for person in people:
            for perm in PERMISSIONS:
                remove_perm(perm, person, kehra)

    def ended_with(self, kehra):
        """The memberships that lasted until the Kehrä ended."""
        return self.filter(state=self.model.State.LEFT, ended_on__gte=kehra.ended_on)
