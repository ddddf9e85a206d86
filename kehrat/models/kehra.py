import pghistory
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField
from guardian.shortcuts import assign_perm, get_users_with_perms, remove_perm

from kehityspolku import events, moments
from kehityspolku.steps import step
from kehrat import rules

from .place import FinnishOrder, SubArea


class Organisation(models.Model):
    """An association, a company or a public body: hosts, applicants and partners."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    registered = models.BooleanField(
        _("registered association or other legal person"), default=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name


class Kehrat(models.QuerySet):
    def visible_to(self, user):
        """Every Kehrä that Sukkula has accepted is public; the founder sees it before."""
        return self

    def working(self):
        """Active and forming Kehrät: those one can join."""
        return self.filter(state__in=[Kehra.State.FORMING, Kehra.State.ACTIVE])

    def covering(self, districts):
        """Kehrät with a sub-area in any of the districts, once each."""
        return self.filter(sub_areas__district__in=districts).distinct()

    def with_figures(self):
        """Annotate `member_count` and `project_count`, the public figures."""
        return self.annotate(
            member_count=_count(Membership.objects.active()),
            project_count=_count(apps.get_model("kehrat", "Project").objects.public()),
        )

    def in_order(self, first=None):
        """By name in the page's language, in Finnish order; `first` a field that goes before."""
        names = [FinnishOrder(f"name_{get_language() or 'fi'}"), "pk"]
        return self.order_by(*([first] if first else []), *names)


def _count(rows):
    """How many rows of a Kehrä there are, as a subquery."""
    mine = rows.filter(kehra=models.OuterRef("pk")).order_by().values("kehra")
    number = models.Subquery(mine.annotate(n=models.Count("pk")).values("n"))
    return Coalesce(number, 0, output_field=models.IntegerField())


class Kehra(models.Model):
    """A local development group of a few neighbouring areas."""

    class State(models.TextChoices):
        FORMING = "forming", pgettext_lazy("Kehrä", "forming")
        ACTIVE = "active", pgettext_lazy("Kehrä", "active")
        DORMANT = "dormant", pgettext_lazy("Kehrä", "dormant")
        ENDED = "ended", pgettext_lazy("Kehrä", "ended")

    slug = models.SlugField(unique=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=120)
    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    full_name_fi = models.CharField(_("areas by name"), max_length=200, blank=True)
    description_fi = models.TextField(_("description in Finnish"), blank=True)
    description_sv = models.TextField(_("description in Swedish"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    state = FSMField(choices=State, default=State.FORMING, max_length=10)
    formed_on = models.DateField(_("forming since"), default=moments.today)
    confirmed_on = models.DateField(_("active since"), null=True, blank=True)
    thread = models.PositiveSmallIntegerField(_("thread colour"), default=1)
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted"
    )
    sub_areas = models.ManyToManyField(SubArea, related_name="kehrat")

    objects = Kehrat.as_manager()

    class Meta:
        ordering = ["name_fi"]
        verbose_name = "Kehrä"
        verbose_name_plural = "Kehrät"
        permissions = [
            ("member_kehra", "Is a member of the Kehrä"),
            ("coordinate_kehra", "Coordinates the Kehrä"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__gte=1, thread__lte=8), name="kehra_thread_is_one_of_eight"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kehrat:kehra", args=[self.slug])

    @property
    def name(self):
        return getattr(self, f"name_{get_language() or 'fi'}")

    @property
    def description(self):
        """In the page's language, else in Finnish."""
        return getattr(self, f"description_{get_language() or 'fi'}") or self.description_fi

    @property
    def description_language(self):
        language = get_language() or "fi"
        return language if getattr(self, f"description_{language}") else "fi"

    @property
    def is_working(self):
        """Whether one can join."""
        return self.state in {self.State.FORMING, self.State.ACTIVE}

    def membership_of(self, user):
        """The person's standing request or membership, or None."""
        return self.memberships.open().filter(user=user).first() if user.is_authenticated else None

    def coordinators(self):
        """Those who coordinate now, as guardian holds it."""
        return get_users_with_perms(
            self, only_with_perms_in=["coordinate_kehra"], with_group_users=False
        )

    def members(self):
        """Those who are active members now, coordinators too."""
        return get_users_with_perms(
            self, only_with_perms_in=["member_kehra"], with_group_users=False
        )

    @step(State.FORMING, State.DORMANT, to=State.ACTIVE, allow=rules.can_confirm_kehra)
    def confirm(self, *, by, on=None):
        """Sukkula confirms that the group works; `on` a past date for what happened before."""
        self.confirmed_on = on or moments.today()

    def ask_to_join(self, *, by, actor_type, organisation="", note=""):
        """Ask for membership; asking again gives the request or membership there is."""
        with transaction.atomic():
            membership, made = Membership.objects.open().get_or_create(
                kehra=self,
                user=by,
                defaults={
                    "actor_type": actor_type,
                    "organisation": organisation,
                    "note": note,
                },
            )
            if made:
                events.record("ask_to_join", membership, by=by)
        return membership

    def audience(self, event):
        return self.members()


class Memberships(models.QuerySet):
    def open(self):
        """Requests and memberships that stand."""
        return self.filter(state__in=[Membership.State.REQUESTED, Membership.State.ACTIVE])

    def active(self):
        return self.filter(state=Membership.State.ACTIVE)

    def requested(self):
        return self.filter(state=Membership.State.REQUESTED)

    def coordinators(self):
        return self.filter(role=Membership.Role.COORDINATOR)

    def by_actor(self):
        """{actor type: how many}."""
        rows = self.order_by().values_list("actor_type")
        return dict(rows.annotate(models.Count("pk")))


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

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="memberships")
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

    @step(State.REQUESTED, to=State.ACTIVE, allow=rules.can_decide_membership)
    def accept(self, *, by, note=""):
        """Take the person in."""
        self.answer, self.joined_on = note, moments.today()
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
        for perm in ("member_kehra", "coordinate_kehra"):
            remove_perm(perm, self.user, self.kehra)

    def show_name(self, *, by, shown):
        """Let everyone see one's name as a coordinator, or take it back; one's own only."""
        if by.pk != self.user_id:
            raise PermissionDenied
        self.name_public = shown
        self.save(update_fields=["name_public"])
