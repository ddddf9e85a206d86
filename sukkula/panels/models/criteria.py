from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages
from kehityspolku.lines import LineField
from kehrat.places.text_search import FinnishOrder
from rahoitus.models import Call


class CriteriaSets(models.QuerySet):
    def usable(self, calls=()):
        """Sets in use that have criteria: the general ones and those of the calls."""
        having = Exists(Criterion.objects.filter(criteria=OuterRef("pk")))
        return self.filter(having, in_use=True).filter(Q(call=None) | Q(call__in=calls))


class CriteriaSet(models.Model):
    """What reviewers score a card by: in general, or for one call."""

    name_fi = LineField(_("name in Finnish"), max_length=120)
    name_sv = LineField(_("name in Swedish"), max_length=120)
    name_en = LineField(_("name in English"), max_length=120)
    call = models.ForeignKey(
        Call,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="criteria_sets",
        verbose_name=_("for one call only"),
    )
    in_use = models.BooleanField(_("in use"), default=True)

    objects = CriteriaSets.as_manager()

    class Meta:
        ordering = [FinnishOrder("name_fi")]
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")

    def __str__(self):
        name = languages.text_of(self, "name")
        return f"{name}: {self.call}" if self.call else name


class Criterion(models.Model):
    """One thing to score from 0 to 5, with its weight and what each end means."""

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField(_("order"))
    name_fi = LineField(_("name in Finnish"), max_length=120)
    name_sv = LineField(_("name in Swedish"), max_length=120)
    name_en = LineField(_("name in English"), max_length=120)
    help_fi = models.TextField(_("help in Finnish"), blank=True)
    help_sv = models.TextField(_("help in Swedish"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        ordering = ["place"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint("criteria", "place", name="criterion_place_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs"),
        ]

    def __str__(self):
        return languages.text_of(self, "name")

    @property
    def help(self):
        return languages.text_of(self, "help")
