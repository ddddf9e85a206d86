from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, moments
from kehityspolku.models import User
from kehrat.groups import rules
from kehrat.places.models import MajorDistrict
from kehrat.projects import rules as project_rules

DAYS = Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange")  # both included


class Duties(models.QuerySet):
    @transaction.atomic
    def give(self, major, adviser, *, by):
        """Make a person the default adviser of a major district's cards; None: nobody is."""
        if not rules.is_lead(by):
            raise PermissionDenied
        self.filter(major=major).delete()
        return self.create(major=major, adviser=adviser) if adviser else None

    def adviser_for(self, project):
        """Who takes care of a card by default, or the deputy of one who is away; None: nobody, or
        one who belongs to the card's Kehrä.

        A new version's is its card's. By the target areas' major district; of several, the first
        that has somebody.
        """
        found = self._by_default(project)
        return None if found and project_rules.is_own_kehras(found, project) else found

    def _by_default(self, project):
        if project.revises and project.revises.adviser:
            return Absence.objects.stand_in(project.revises.adviser)
        areas = Q(districts__projects=project) | Q(districts__sub_areas__projects=project)
        majors = MajorDistrict.objects.filter(areas)
        if not majors.exists() and project.kehra:
            majors = MajorDistrict.objects.filter(districts__sub_areas__kehrat=project.kehra)
        duty = self.filter(major__in=majors).select_related("adviser").order_by("major").first()
        return Absence.objects.stand_in(duty.adviser) if duty else None


class Duty(models.Model):
    """Which adviser of Sukkula gets the cards of a major district by default."""

    major = models.OneToOneField(MajorDistrict, on_delete=models.CASCADE, related_name="duty")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties"
    )

    objects = Duties.as_manager()

    class Meta:
        ordering = ["major"]

    def __str__(self):
        return f"{self.major}: {self.adviser}"


class Absences(models.QuerySet):
    def on(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def coming(self):
        """Those of today and later."""
        return self.filter(ends_on__gte=moments.today())

    def stood_in_by(self, person):
        """The absent people whom the person stands in for today, through a deputy's deputy too; a
        page asks once."""
        return grants.once(person, "_stands_in", self._stood_in_by)

    def _stood_in_by(self, person):
        rows = self.on(moments.today()).select_related("person")
        away = {row.person_id: row.deputy_id for row in rows}
        found = [row.person for row in rows if _last_of(away, row.person_id) == person.pk]
        return found if found and person.is_sukkula else []

    def answers_for(self, person):
        """Keys of those whose work is the person's today: oneself, and whom one stands in for."""
        return {person.pk, *(absent.pk for absent in self.stood_in_by(person))}

    def stand_in(self, person):
        """The person, or whoever stands in today: a deputy's deputy too; None if all are away."""
        away = dict(self.on(moments.today()).values_list("person", "deputy"))
        if person.pk in away:
            person = User.objects.filter(pk=_last_of(away, person.pk)).first()
        return person if person and person.is_sukkula else None


def _last_of(away, person):
    """Whom the chain of deputies ends at; None if it ends nowhere, or where it began."""
    seen = set()
    while person in away and person not in seen:
        seen.add(person)
        person = away[person]
    return None if person in away else person


class Absence(models.Model):
    """Days an adviser is away, the first and the last included, and who stands in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences"
    )
    starts_on = models.DateField(_("away from"))
    ends_on = models.DateField(_("last day away"))
    deputy = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who stands in"),
    )

    objects = Absences.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("person")), name="absence_deputy_is_another"
            ),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.starts_on}–{self.ends_on}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        grants.forget()

    def delete(self, *args, **kwargs):
        grants.forget()
        return super().delete(*args, **kwargs)
