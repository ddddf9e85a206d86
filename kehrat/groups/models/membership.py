"""Membership of a Kehrä, and what its verbs do to role and grants."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import grants, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, hold, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehrat.groups import circles, readers, rules
from kehrat.groups.models.stint import TOLD, Stint

REMIND_AFTER = timedelta(days=7)  # how long a request waits before the coordinators are reminded
BARRED = timedelta(days=90)  # how long one who was removed can't ask again

PERMISSIONS = ("kehrat.member_kehra", "kehrat.coordinate_kehra")


class Memberships(models.QuerySet):
    def open(self):
        """Requests and memberships that stand."""
        return self.filter(state__in=[self.model.State.REQUESTED, self.model.State.ACTIVE])

    def active(self):
        return self.filter(state=self.model.State.ACTIVE)

    def present(self):
        """Those whose people's accounts are open: the others are in no list and no balance."""
        return self.filter(user__is_active=True)

    def requested(self):
        return self.filter(state=self.model.State.REQUESTED)

    def pairs(self, people):
        """{(Kehrä's pk, user's pk)} of the people's active memberships."""
        return set(self.active().filter(user__in=people).values_list("kehra", "user"))

    def readable(self, pairs):
        """Of (membership, user) pairs those that may still be read, as keys: one's own; the
        Kehrä's members; Sukkula."""
        return readers.of_kehra(
            pairs, self.model.objects, others=lambda membership, user: membership.user_id == user.pk
        )

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

    @verb(tells=circles.coordinators_or_leads)
    def join(self, kehra, *, by, **part):
        """See `Kehra.join`."""
        if kehra.joining == kehra.Joining.ASK:
            return self.ask(kehra, by=by, **part)
        with transaction.atomic():
            self._hold(kehra, by)
            membership, new = self.enter(kehra, by=by, **part)
            if new:
                record("join", membership, by=by, **membership.part())
                membership.welcome()
        return membership

    @verb("ask_to_join", waits_for=circles.team)
    def ask(self, kehra, *, by, actor_type, organisation="", note=""):
        """See `Kehra.ask_to_join`."""
        part = {"actor_type": actor_type, "organisation": organisation, "note": note}
        with transaction.atomic():
            self._hold(kehra, by)
            membership, made = self.open().get_or_create(kehra=kehra, user=by, defaults=part)
            if made:
                record("ask_to_join", membership, by=by, **membership.part())
        return membership

    def _hold(self, kehra, user):
        """Let one person join at a time; WrongState when this one can't."""
        hold(kehra)
        if not kehra.is_joinable:
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
        grants.give("kehrat.member_kehra", by, kehra)
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
            Stint.objects.recorded(made)
            grants.give("kehrat.member_kehra", [membership.user for membership in made], kehra)
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
            grants.give(perm, user, kehra)
        return made

    def end_all(self, kehra, day):
        """The Kehrä has ended: so do its memberships and requests; its own event tells of it."""
        people = [membership.user for membership in self.open().select_related("user")]
        last = Greatest(Value(day), Coalesce("joined_on", "asked_on"))
        self.requested().update(state=self.model.State.DECLINED, ended_on=last)
        Stint.objects.filter(membership__in=self.active()).end(day)
        self.active().update(state=self.model.State.LEFT, ended_on=last, gives_up_on=None)
        kehra.nominations.waiting().update(state="lapsed")
        for person in people:
            for perm in PERMISSIONS:
                grants.take(perm, person, kehra)

    def ended_with(self, kehra):
        """The memberships that lasted until the Kehrä ended."""
        return self.filter(state=self.model.State.LEFT, ended_on__gte=kehra.ended_on)


@pghistory.track()
class Membership(models.Model):
    """A person in a Kehrä: asked, active or past. Its verbs alone write guardian's grants."""

    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked to join")
        ACTIVE = "active", pgettext_lazy("membership", "member")
        DECLINED = "declined", pgettext_lazy("membership", "declined")
        LEFT = "left", _("has left")
        REMOVED = "removed", _("removed from the group")

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        COORDINATOR = "coordinator", _("coordinator")

    class Actor(models.TextChoices):
        RESIDENT = "resident", _("resident")
        ASSOCIATION = "association", _("association")
        COMPANY = "company", _("company")
        SCHOOL = "school", _("school")
        OFFICIAL = "official", _("public body")
        OTHER = "other", pgettext_lazy("actor type", "other")

    guarded_by = "kehra"  # of the last coordinators, one at a time can go

    kehra = models.ForeignKey("kehrat.Kehra", on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    state = StateField(choices=State, default=State.REQUESTED, max_length=10)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    actor_type = models.CharField(_("My role in the Kehrä"), max_length=12, choices=Actor)
    organisation = LineField(_("organisation"), max_length=200, blank=True)
    note = models.TextField(_("greeting"), blank=True, max_length=2000)
    answer = models.TextField(_("note to the person"), blank=True, max_length=2000)
    name_public = models.BooleanField(_("my name may be shown to everyone"), default=False)
    invite = models.ForeignKey(
        "kehrat.Invite", null=True, on_delete=models.SET_NULL, related_name="joined"
    )
    asked_on = models.DateField(default=moments.today)
    joined_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    coordinates_since = models.DateField(null=True, blank=True)
    gives_up_on = models.DateField(null=True, blank=True)

    SAID_WITH = ("user", "kehra")

    objects = Memberships.as_manager()

    class Meta:
        ordering = ["asked_on", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                "kehra",
                "user",
                condition=Q(state__in=["requested", "active"]),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(joined_on__isnull=False),
                name="membership_active_has_joined",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=Coalesce(F("joined_on"), "asked_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(gives_up_on=None) | Q(role="coordinator", state="active"),
                name="membership_gives_up_what_it_has",
            ),
        ]

    def __str__(self):
        return str(self.kehra)

    @property
    def coordinates(self):
        """Active, and as a coordinator."""
        return self.state == self.State.ACTIVE and self.role == self.Role.COORDINATOR

    def save(self, *, update_fields=None, **kwargs):
        """Store it, and how the member takes part from which day on."""
        super().save(update_fields=update_fields, **kwargs)
        if update_fields is None or {"state", *TOLD} & set(update_fields):
            self.stints.follow(self)

    def about(self):
        return self.kehra

    def part(self):
        """As what the person takes part, as events remember it."""
        return {"actor_type": self.actor_type, "organisation": self.organisation}

    @property
    def waits_long(self):
        """A request that the coordinators are reminded of."""
        waits = self.state == self.State.REQUESTED
        return waits and self.asked_on <= moments.today() - REMIND_AFTER

    @property
    def may_ask_on(self):
        """When one who was removed can ask again."""
        return self.ended_on + BARRED

    @verb(tells=circles.oneself, sign_of_life=False, listed=False)
    def welcome(self):
        """Tell one who became a member at once what comes next."""
        record("welcome", self)

    @verb(waits_for=circles.team, sign_of_life=False, reminds=(State.REQUESTED,))
    def request_waits(self):
        """Remind the coordinators of a request, once."""
        asked_on = moments.iso(self.asked_on)
        record("request_waits", self, once=f"request-waits:{self.pk}", asked_on=asked_on)

    @verb(waits_for=circles.sukkula, sign_of_life=False, reminds=(State.REQUESTED,))
    def request_waits_long(self):
        """Tell Sukkula of a request that nobody has answered, once."""
        record("request_waits_long", self, once=f"request-waits-long:{self.pk}")

    @step(
        State.REQUESTED,
        to=State.ACTIVE,
        allow=rules.can_decide_membership,
        tells=circles.oneself,
        kind=Kind.DECISION,
    )
    def accept(self, *, by, note=""):
        """Take the person in, who is known from now on."""
        self.answer, self.joined_on = note, moments.today()
        self.user.trust()
        grants.give("kehrat.member_kehra", self.user, self.kehra)
        return {"note": note}

    @step(
        State.REQUESTED,
        to=State.DECLINED,
        allow=rules.can_decide_membership,
        tells=circles.oneself,
        kind=Kind.DECISION,
    )
    def decline(self, *, by, note=""):
        """Say no, with a note that the person reads."""
        self.answer, self.ended_on = note, moments.today()
        return {"note": note}

    @step(
        State.ACTIVE,
        State.REQUESTED,
        to=State.LEFT,
        allow=rules.can_leave,
        tells=circles.coordinators_or_leads,
    )
    def leave(self, *, by):
        """Leave the Kehrä or take back the request. The last coordinator has to hand over first."""
        leave_kehra(self)
        return {} if self.joined_on else {"took_back": True}

    @step(
        State.ACTIVE,
        to=State.REMOVED,
        allow=rules.can_remove_member,
        tells=circles.oneself,
        kind=Kind.DECISION,
    )
    def remove_member(self, *, by, reason):
        """Remove the member, with the reason that the person reads."""
        self.answer = reason
        leave_kehra(self)
        for invite in self.kehra.invites.open().filter(address=self.user.email.lower()):
            invite.revoke_invite(by=by)
        return {"reason": reason, "may_ask_on": moments.iso(self.may_ask_on)}

    @step(
        State.ACTIVE,
        to=State.ACTIVE,
        allow=rules.can_name_coordinator,
        tells=circles.oneself,
        kind=Kind.DECISION,
        hands_over=True,
    )
    def name_coordinator(self, *, by):
        """Make the member a coordinator."""
        begin_coordinating(self)

    @step(
        State.ACTIVE,
        to=State.ACTIVE,
        allow=rules.can_step_down,
        tells=circles.everyone,
        hands_over=True,
    )
    def step_down(self, *, by):
        """Be a member only; others go on coordinating."""
        end_coordinating(self)

    @step(
        State.ACTIVE,
        to=State.ACTIVE,
        allow=rules.can_give_up,
        tells=circles.everyone,
        hands_over=True,
    )
    def give_up(self, *, by, on=None):
        """The last coordinator gives the role up on a date: today unless told, never before."""
        day = self.gives_up_on = max(on or moments.today(), moments.today())
        if day == moments.today():
            end_coordinating(self)
        return {"on": moments.day_text(day)}

    @step(State.ACTIVE, to=State.ACTIVE, allow=rules.can_stay_on, tells=circles.everyone)
    def stay_on(self, *, by):
        """Take back the giving up before its day."""
        self.gives_up_on = None

    @step(
        State.ACTIVE,
        to=State.ACTIVE,
        allow=rules.can_end_coordination,
        tells=circles.everyone,
        hands_over=True,
    )
    def end_coordination(self, *, by=None):
        """The clock ends the role on the day told, or of one whose account is closed."""
        due = self.gives_up_on and self.gives_up_on <= moments.today()
        if self.role != self.Role.COORDINATOR or not (due or not self.user.is_active):
            raise WrongState(self)
        end_coordinating(self)

    def show_name(self, *, by, shown):
        """Let everyone see one's name as a coordinator, or take it back; one's own only."""
        if by.pk != self.user_id:
            raise PermissionDenied
        self.name_public = shown
        self.save(update_fields=["name_public"])

    @verb(tells=circles.oneself, kind=Kind.DECISION)
    def change_part(self, *, by, actor_type, organisation=""):
        """Take part as something else from now on; one's own only."""
        if by.pk != self.user_id:
            raise PermissionDenied
        before = self.actor_type
        self.actor_type, self.organisation = actor_type, organisation
        with transaction.atomic():
            self.save(update_fields=["actor_type", "organisation"])
            record("change_part", self, by=by, before=before, after=actor_type)


def begin_coordinating(membership):
    """Coordinate from today, if not already: what stood vacant is filled."""
    if membership.role != membership.Role.COORDINATOR:
        membership.role = membership.Role.COORDINATOR
        membership.coordinates_since = moments.today()
    membership.gives_up_on = None
    membership.kehra.nominations.lapse(membership)
    grants.give("kehrat.coordinate_kehra", membership.user, membership.kehra)
    membership.kehra.vacancies.fill(membership)


def end_coordinating(membership):
    """Coordinate no more; without others the place is vacant."""
    membership.role = membership.Role.MEMBER
    membership.coordinates_since = membership.gives_up_on = None
    grants.take("kehrat.coordinate_kehra", membership.user, membership.kehra)
    membership.kehra.nominations.lapse(membership)
    if not membership.kehra.coordinators().exists():
        membership.kehra.vacancies.begin(membership.kehra)


def leave_kehra(membership):
    """Be in the Kehrä no more."""
    membership.ended_on = moments.today()
    if membership.role == membership.Role.COORDINATOR:
        end_coordinating(membership)
    membership.kehra.nominations.lapse(membership)
    membership.offers.lapse()
    membership.user.co_edits.end_with(membership)
    grants.take("kehrat.member_kehra", membership.user, membership.kehra)
