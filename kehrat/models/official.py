import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm, get_objects_for_user, remove_perm

from kehityspolku import events, moments
from kehityspolku.rules import can_change_roles
from kehityspolku.steps import lock

from .place import District, MajorDistrict


class OfficialAreas(models.QuerySet):
    def current(self):
        return self.filter(ended_on=None)

    @transaction.atomic
    def grant(self, user, *, by, district=None, major=None):
        """Let a city official report on a district, a major district or, with neither, the city.

        `by` None: the server itself. PermissionDenied to all but administrators, and to oneself.
        """
        if not can_change_roles(by, user):
            raise PermissionDenied
        area, made = self.get_or_create(user=user, district=district, major=major, ended_on=None)
        area.sync_grants()
        if made:
            events.record("give_area", area, by=by)
        return area


@pghistory.track()
class OfficialArea(models.Model):
    """An area a city official answers for, dated; guardian's grants follow these rows."""

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

    def audience(self, event):
        """The person, and Sukkula's leads."""
        return self.user.told_of_account()

    def notice_kind(self, event):
        return "decision"

    @transaction.atomic
    def end(self, *, by):
        """Take the area away from today on; once ended, nothing happens. See `grant`."""
        lock(self)
        if not can_change_roles(by, self.user):
            raise PermissionDenied
        if self.ended_on is None:
            self.ended_on = moments.today()
            self.save()
            self.sync_grants()
            events.record("end_area", self, by=by)

    def sync_grants(self):
        """Make guardian's grants of the person what the current rows say."""
        due = {
            district
            for area in OfficialArea.objects.current().filter(user=self.user)
            for district in area.districts()
        }
        held = set(
            get_objects_for_user(self.user, "kehrat.report_district", accept_global_perms=False)
        )
        for district in due - held:
            assign_perm("report_district", self.user, district)
        for district in held - due:
            remove_perm("report_district", self.user, district)
