from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField
from guardian.shortcuts import get_objects_for_user, get_users_with_perms

from kehityspolku import events, languages, moments
from kehityspolku.models import Picture
from kehityspolku.steps import WrongState, step
from kehrat import rules

from .membership import Membership
from .organisation import Organisation
from .place import FinnishOrder, SubArea


class Kehrat(models.QuerySet):
    def visible_to(self, user):
        """Every Kehrä that Sukkula has accepted is public; the founder sees it before."""
        return self

    def joined_by(self, user):
        """Those whose active member the person is, coordinators too."""
        return self._granted(user, "kehrat.member_kehra")

    def coordinated_by(self, user):
        """Those that the person coordinates."""
        return self._granted(user, "kehrat.coordinate_kehra")

    def _granted(self, user, permission):
        if not user.is_authenticated:
            return self.none()
        # accept_global_perms would list everything to an admin, who is then refused.
        return get_objects_for_user(user, permission, self, accept_global_perms=False)

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
        names = [FinnishOrder(f"name_{languages.current()}"), "pk"]
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

    TONES = {State.FORMING: "wait", State.ACTIVE: "good"}

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
    picture = models.OneToOneField(
        Picture, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

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
        return languages.text_of(self, "name")

    @property
    def description(self):
        """In the page's language, else in Finnish."""
        return languages.text_of(self, "description")

    @property
    def description_language(self):
        language = languages.current()
        return language if getattr(self, f"description_{language}") else "fi"

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

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
        """Ask for membership; asking again gives the request or membership there is.

        WrongState when the Kehrä rests or has ended.
        """
        if not self.is_working:
            raise WrongState(self)
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

    def set_picture(self, picture, *, by):
        """Show this picture on the Kehrä's page, None: no more; the one before it is discarded."""
        if not rules.can_set_picture(by, self):
            raise PermissionDenied
        with transaction.atomic():
            before = Kehra.objects.select_for_update(of=("self",)).get(pk=self.pk).picture
            self.picture = picture
            self.save(update_fields=["picture"])
            events.record("set_picture", self, by=by)
            if before and before != picture:
                before.discard()

    def audience(self, event):
        return [] if event.verb == "set_picture" else self.members()
