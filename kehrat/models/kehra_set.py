"""Which Kehrät there are for whom, and the founding of a new one."""

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext as _
from guardian.shortcuts import get_objects_for_user

from kehityspolku import events, languages
from kehrat import rules, threads

from .membership import Membership
from .place import FinnishOrder

LONGEST_SLUG = 45  # leaves room for the number that makes it unique
TAKEN_WORDS = ("perusta",)  # addresses of their own beside kehrat/<slug>/
NAMES = ("name_fi", "name_sv", "name_en")


class Kehrat(models.QuerySet):
    def visible_to(self, user):
        """What Sukkula has accepted is public; its founders and Sukkula see it before."""
        if user.is_authenticated and user.is_sukkula:
            return self
        if not user.is_authenticated:
            return self.public()
        return self.filter(~Q(state__in=self.model.UNSEEN) | Q(pk__in=self._joined_keys(user)))

    def public(self):
        """Those that Sukkula has accepted, from forming to ended."""
        return self.exclude(state__in=self.model.UNSEEN)

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

    def _joined_keys(self, user):
        return self.model.objects.joined_by(user).order_by().values("pk")

    def working(self):
        """Active and forming Kehrät: those one can join."""
        return self.filter(state__in=[self.model.State.FORMING, self.model.State.ACTIVE])

    def uncoordinated(self):
        """Those that nobody coordinates."""
        return self.exclude(pk__in=Membership.objects.active().coordinators().values("kehra"))

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

    def found(self, *, by, areas, actor_type, organisation="", **texts):
        """A signed-in person proposes a new Kehrä of some sub-areas and is its first coordinator.

        `texts`: names and descriptions by language; a name that isn't given is one that is.
        PermissionDenied to the signed-out; ValidationError without a name or an area.
        """
        if not rules.can_found(by):
            raise PermissionDenied
        areas = list(areas)
        if not areas:
            raise ValidationError(_("Choose at least one sub-area."))
        with transaction.atomic():
            kehra = self._proposed(**named(texts), thread=threads.free(areas))
            kehra.sub_areas.set(areas)
            Membership.objects.begin(kehra, by, actor_type=actor_type, organisation=organisation)
            events.record("found", kehra, by=by)
        return kehra

    def _proposed(self, **fields):
        """A proposed Kehrä with an address that no other has, two founders at once too."""
        word, number = slug_of(fields["name_fi"]), 1
        while True:
            slug = word if number == 1 else f"{word}-{number}"
            try:
                with transaction.atomic():
                    state = self.model.State.PROPOSED
                    return self.create(slug=slug, state=state, formed_on=None, **fields)
            except IntegrityError:
                if not self.filter(slug=slug).exists():
                    raise
                number += 1


def named(texts):
    """The texts with a name in all three languages; ValidationError when there is none."""
    given = next((texts[name] for name in NAMES if texts.get(name)), None)
    if not given:
        raise ValidationError(_("Write the name in at least one language."))
    return texts | {name: texts.get(name) or given for name in NAMES}


def slug_of(name):
    """A word for the address: plain letters, "kehra" where the name has none."""
    word = slugify(name.replace("–", "-").replace("/", "-"))[:LONGEST_SLUG].strip("-")
    return f"kehra-{word}".rstrip("-") if not word or word in TAKEN_WORDS else word


def _count(rows):
    """How many rows of a Kehrä there are, as a subquery."""
    mine = rows.filter(kehra=models.OuterRef("pk")).order_by().values("kehra")
    number = models.Subquery(mine.annotate(n=models.Count("pk")).values("n"))
    return Coalesce(number, 0, output_field=models.IntegerField())
