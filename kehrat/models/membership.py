import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField
from guardian.shortcuts import assign_perm, remove_perm

from kehityspolku import moments
from kehityspolku.models import Notice
from kehityspolku.steps import step
from kehrat import readers, rules

PERMISSIONS = ("member_kehra", "coordinate_kehra")


class Memberships(models.QuerySet):
    def open(self):
        """Requests and memberships that stand."""
        return self.filter(state__in=[Membership.State.REQUESTED, Membership.State.ACTIVE])

    def active(self):
        return self.filter(state=Membership.State.ACTIVE)

    def requested(self):
        return self.filter(state=Membership.State.REQUESTED)

    def pairs(self, people):
        """{(Kehrä's pk, user's pk)} of the people's active memberships."""
        return set(self.active().filter(user__in=people).values_list("kehra", "user"))

    def readable(self, pairs):
        """Of (membership, user) pairs those that may still be read, as keys: one's own; the
        Kehrä's members; Sukkula."""
        people = {user.pk for _membership, user in pairs}
        members, desk = Membership.objects.pairs(people), readers.staff(people)
        return {
            (m.pk, user.pk)
            for m, user in pairs
            if m.user_id == user.pk or (m.kehra_id, user.pk) in members or user.pk in desk
        }

    def coordinators(self):
        return self.filter(role=Membership.Role.COORDINATOR)

    def by_actor(self):
        """{actor type: how many}."""
        rows = self.order_by().values_list("actor_type")
        return dict(rows.annotate(models.Count("pk")))

    def record(self, kehra, rows, *, by):
        """Sukkula records members from before the portal; no one is told.

        `rows`: (user, actor type, organisation, the date of joining), people with no standing
        request or membership. PermissionDenied to others than Sukkula.
        """
        if not rules.is_sukkula(by):
            raise PermissionDenied
        with transaction.atomic():
            made = self.bulk_create(
                Membership(
                    kehra=kehra,
                    user=user,
                    state=Membership.State.ACTIVE,
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
            state=Membership.State.ACTIVE,
            role=Membership.Role.COORDINATOR,
            actor_type=actor_type,
            organisation=organisation,
            joined_on=moments.today(),
        )
        for perm in PERMISSIONS:
            assign_perm(perm, user, kehra)
        return made

    def end_all(self, kehra, day):
        """The Kehrä has ended: so do its memberships and requests; its own event tells of it."""
        people = [membership.user for membership in self.open().select_related("user")]
        self.requested().update(state=Membership.State.DECLINED, ended_on=day)
        self.active().update(state=Membership.State.LEFT, ended_on=day)
        for person in people:
            for perm in PERMISSIONS:
                remove_perm(perm, person, kehra)

    def ended_with(self, kehra):
        """The memberships that lasted until the Kehrä ended."""
        return self.filter(state=Membership.State.LEFT, ended_on=kehra.ended_on)


@pghistory.track()
class Membership(models.Model):
    """A person in a Kehrä: asked, active or past. Its verbs alone write guardian's grants."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked to join")
        ACTIVE = "active", pgettext_lazy("membership", "member")
        DECLINED = "declined", pgettext_lazy("membership", "declined")
        LEFT = "left", _("has left")

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

    kehra = models.ForeignKey("kehrat.Kehra", on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    state = FSMField(choices=State, default=State.REQUESTED, max_length=10)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    actor_type = models.CharField(_("I take part as"), max_length=12, choices=Actor)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    note = models.TextField(_("greeting"), blank=True, max_length=2000)
    answer = models.TextField(_("note to the person"), blank=True, max_length=2000)
    name_public = models.BooleanField(_("my name may be shown to everyone"), default=False)
    asked_on = models.DateField(default=moments.today)
    joined_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

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
        ]

    def __str__(self):
        return str(self.kehra)

    def about(self):
        return self.kehra

    def audience(self, event):
        """Coordinators hear of requests and leavers; the person of what was decided."""
        if event.verb in {"ask_to_join", "leave"}:
            return self.kehra.coordinators()
        return [self.user]

    def notice_kind(self, event):
        """A request waits for its answer; what was decided, is a decision."""
        kinds = {"ask_to_join": Notice.Kind.TASK, "leave": Notice.Kind.GROUP}
        return kinds.get(event.verb, Notice.Kind.DECISION)

    @step(State.REQUESTED, to=State.ACTIVE, allow=rules.can_decide_membership)
    def accept(self, *, by, note=""):
        """Take the person in, who is known from now on."""
        self.answer, self.joined_on = note, moments.today()
        self.user.trust()
        assign_perm("member_kehra", self.user, self.kehra)
        return {"note": note}

    @step(State.REQUESTED, to=State.DECLINED, allow=rules.can_decide_membership)
    def decline(self, *, by, note=""):
        """Say no, with a note that the person reads."""
        self.answer, self.ended_on = note, moments.today()
        return {"note": note}

    @step(State.ACTIVE, to=State.ACTIVE, allow=rules.can_name_coordinator)
    def name_coordinator(self, *, by):
        """Make the member a coordinator."""
        self.role = self.Role.COORDINATOR
        assign_perm("coordinate_kehra", self.user, self.kehra)

    @step(State.ACTIVE, State.REQUESTED, to=State.LEFT, allow=rules.can_leave)
    def leave(self, *, by):
        """Leave the Kehrä or take back the request. The last coordinator has to hand over first."""
        self.ended_on = moments.today()
        for perm in PERMISSIONS:
            remove_perm(perm, self.user, self.kehra)

    def show_name(self, *, by, shown):
        """Let everyone see one's name as a coordinator, or take it back; one's own only."""
        if by.pk != self.user_id:
            raise PermissionDenied
        self.name_public = shown
        self.save(update_fields=["name_public"])
