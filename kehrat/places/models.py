from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models import F, Func
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kehityspolku import follows
from kehityspolku.models.line import LineField

OPEN_SEA = "533"  # sub-area Aluemeri: no one lives there, no Kehrä covers it


class Unaccent(Func):
    """Lower case without accents; immutable, so that an index can use it."""

    function = "f_unaccent"
    output_field = models.TextField()


class FinnishOrder(Func):
    """What to order names by: å, ä and ö come last."""

    function = "f_finnish_order"
    output_field = models.TextField()


def trigrams(model, *fields):
    """Indexes for typo-tolerant search over names."""
    return [
        GinIndex(OpClass(Unaccent(F(field)), "gin_trgm_ops"), name=f"{model}_{field}_trgm")
        for field in fields
    ]


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

    def suggest_idea(self, *, by, **words):
        """What a wish does (kehityspolku/wishes.py): see `Ideas.suggest`."""
        return self.ideas.suggest(self, by=by, **words)

    def tell(self, *, by):
        """Tell the person of the turns of Kehrät here from now on; also a wish before sign-in."""
        follows.follow(by, self)


class Boundaries(models.QuerySet):
    @transaction.atomic
    def replace(self, outlines):
        """Keep these outlines of districts (`kehrat.outlines.draw`), and no others."""
        self.all().delete()
        self.bulk_create(
            self.model(district_id=n, path=o.path, bottom=o.bottom, labels=o.labels)
            for n, o in outlines.items()
        )


class Boundary(models.Model):
    """A district's real outline on the map, once boundaries are loaded (manage.py
    load_boundaries). `labels`: see `kehrat.outlines.draw`."""

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
