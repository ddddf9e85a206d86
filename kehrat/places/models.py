import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, moments
from kehityspolku.events import follows
from kehityspolku.events.record import record
from kehityspolku.events.steps import check
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.people import circles
from kehityspolku.people.dated import end_today
from kehityspolku.people.rules import can_change_roles
from kehrat.places.text_search import trigrams

OPEN_SEA = "533"  # sub-area Aluemeri: no one lives there, no Kehrä covers it

OSTERSUNDOM = "8"  # the one major district that is called by a place, not by where it lies

REPORT = "kehrat.report_district"


class Named(models.Model):
    """A name in both of the city's languages; English pages use the Finnish one."""

    name_fi = LineField(_("name in Finnish"), max_length=120)
    name_sv = LineField(_("name in Swedish"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_sv if get_language() == "sv" else self.name_fi

    @property
    def other_language(self):
        return "fi" if get_language() == "sv" else "sv"

    @property
    def other_name(self):
        """The name in the city's other language, or "" where it is the same."""
        other = getattr(self, f"name_{self.other_language}")
        return other if other != self.name else ""


class MajorDistrict(Named):
    code = models.CharField(max_length=1, primary_key=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("major district")
        verbose_name_plural = _("major districts")

    @property
    def full_name(self):
        """“Itäinen suurpiiri” but “Östersundomin suurpiiri”, in the active language."""
        if self.code == OSTERSUNDOM:
            return gettext("Östersundom major district")
        return gettext("%(name)s major district") % {"name": self.name}


class District(Named):
    """One of Helsinki's 59 numbered districts, with its place on the yarn map."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    slug = models.SlugField(unique=True)
    major = models.ForeignKey(MajorDistrict, on_delete=models.PROTECT, related_name="districts")
    also_known_as = LineField(max_length=200, blank=True)
    population = models.PositiveIntegerField(_("residents, about, 2021"))
    longitude = models.FloatField()
    latitude = models.FloatField()
    neighbours = models.ManyToManyField("self", symmetrical=True, blank=True)
    x = models.FloatField(default=0)
    y = models.FloatField(default=0)
    r = models.FloatField(default=0)

    followable = True

    class Meta:
        ordering = ["number"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        permissions = [("report_district", "Can order progress reports of the district")]
        indexes = trigrams("district", "name_fi", "name_sv")

    def get_absolute_url(self):
        return reverse("kehrat:district", args=[self.slug])

    def tell(self, *, by):
        """Tell the person of the turns of Kehrät here from now on; also a wish before sign-in."""
        follows.follow(by, self)


class Boundaries(models.QuerySet):
    @transaction.atomic
    def replace(self, outlines):
        """Keep these outlines of districts (`kehrat.map.simplify.draw`), and no others."""
        self.all().delete()
        self.bulk_create(
            self.model(district_id=n, path=o.path, bottom=o.bottom, labels=o.labels)
            for n, o in outlines.items()
        )


class Boundary(models.Model):
    """A district's real outline on the map, once boundaries are loaded (manage.py
    load_boundaries). `labels`: see `kehrat.map.simplify.draw`."""

    district = models.OneToOneField(
        District, primary_key=True, on_delete=models.CASCADE, related_name="boundary"
    )
    path = models.TextField()
    bottom = models.FloatField()
    labels = models.JSONField()

    objects = Boundaries.as_manager()

    def __str__(self):
        return str(self.district)


class SubAreas(models.QuerySet):
    def inhabited(self):
        """All but the open sea: what coverage is counted over."""
        return self.exclude(code=OPEN_SEA)


class SubArea(Named):
    """One of 148 sub-areas: what residents call home. Its main district is `district`."""

    code = models.CharField(max_length=3, primary_key=True)
    district = models.ForeignKey(
        District, null=True, on_delete=models.PROTECT, related_name="sub_areas"
    )

    objects = SubAreas.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("sub-area")
        verbose_name_plural = _("sub-areas")
        indexes = trigrams("subarea", "name_fi", "name_sv")


class OfficialAreas(models.QuerySet):
    def current(self):
        return self.filter(ended_on=None)

    @verb("give_area", tells=circles.oneself_and_leads)
    @transaction.atomic
    def grant(self, user, *, by, district=None, major=None):
        """Let a city official report on a district, a major district or, with neither, the city.

        `by` None: the server itself. PermissionDenied to all but administrators, and to oneself.
        """
        check(can_change_roles, by, user)
        area, made = self.get_or_create(user=user, district=district, major=major, ended_on=None)
        area.sync_grants()
        if made:
            record("give_area", area, by=by)
        return area


@pghistory.track()
class OfficialArea(models.Model):
    """An area a city official answers for, dated; guardian's grants follow these rows."""

    notice_kind = Kind.DECISION

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="official_areas"
    )
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.PROTECT)
    major = models.ForeignKey(MajorDistrict, null=True, blank=True, on_delete=models.PROTECT)
    started_on = models.DateField(default=moments.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = OfficialAreas.as_manager()

    class Meta:
        verbose_name = _("official's area")
        verbose_name_plural = _("officials' areas")
        constraints = [
            models.UniqueConstraint(
                "user",
                "district",
                "major",
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="official_area_once",
            ),
            models.CheckConstraint(
                condition=Q(district=None) | Q(major=None), name="official_area_is_one_kind"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="official_area_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.place}"

    def districts(self):
        """The districts that the area holds."""
        if self.district_id:
            return District.objects.filter(pk=self.district_id)
        return (
            District.objects.filter(major=self.major) if self.major_id else District.objects.all()
        )

    @property
    def place(self):
        """Its name in the page's language."""
        return self.district or self.major or _("The whole city")

    def about(self):
        return self.user

    @verb("end_area", tells=circles.oneself_and_leads)
    @transaction.atomic
    def end(self, *, by):
        """Take the area away from today on; once ended, nothing happens. See `grant`."""
        if end_today(self, by=by):
            self.sync_grants()
            record("end_area", self, by=by)

    def sync_grants(self):
        """Make guardian's grants of the person what the current rows say."""
        due = {
            district
            for area in OfficialArea.objects.current().filter(user=self.user)
            for district in area.districts()
        }
        held = set(District.objects.filter(pk__in=grants.held(self.user, REPORT)))
        for district in due - held:
            grants.give(REPORT, self.user, district)
        for district in held - due:
            grants.take(REPORT, self.user, district)
