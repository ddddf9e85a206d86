"""From which day to which a member had which role and took part as what: the dated truth behind the
membership's own fields, so that any past day can be told."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments

TOLD = ("role", "actor_type", "organisation")


class Stints(models.QuerySet):
    def on(self, day):
        """Those of the people who were members on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def follow(self, membership):
        """Write down how the member takes part from today on, if that is not known already. Called
        of a membership's own stints whenever it is saved."""
        if membership.state != membership.State.ACTIVE:
            if membership.joined_on and membership.ended_on:
                self.end(membership.ended_on)
            return
        now = {name: getattr(membership, name) for name in TOLD}
        last = self.filter(until=None).first()
        if last and now == {name: getattr(last, name) for name in TOLD}:
            return
        day = max(moments.today(), membership.joined_on) if last else membership.joined_on
        self.filter(since__gte=day).delete()
        self.end(day)
        self.create(membership=membership, since=day, **now)

    def recorded(self, memberships):
        """Begin those of members whom Sukkula records from before the portal: as what they took
        part was told, their role of then was not."""
        today = moments.today()
        rows = []
        for membership in memberships:
            now = {name: getattr(membership, name) for name in TOLD}
            if membership.joined_on < today:
                before = now | {"role": "", "until": today}
                rows.append(Stint(membership=membership, since=membership.joined_on, **before))
            rows.append(Stint(membership=membership, since=today, **now))
        self.bulk_create(rows)

    def end(self, day):
        """No one of them lasts beyond a day, on which it was no more."""
        beyond = self.filter(Q(until=None) | Q(until__gt=day))
        beyond.update(until=Greatest(F("since"), day))


class Stint(models.Model):
    """How a member took part from a day (`since`) until another (`until`), which is not counted.

    A role or an actor type that is empty, or an organisation that is None, was not recorded.
    """

    membership = models.ForeignKey(
        "kehrat.Membership", on_delete=models.CASCADE, related_name="stints"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    role = models.CharField(max_length=12, blank=True)
    actor_type = models.CharField(max_length=12, blank=True)
    organisation = models.CharField(max_length=200, blank=True, null=True)

    objects = Stints.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("stint of a member")
        verbose_name_plural = _("stints of members")
        constraints = [
            models.UniqueConstraint("membership", condition=Q(until=None), name="stint_open_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="stint_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.membership_id}: {moments.dates(self.since, self.until)}"
