"""How long the papers of an application are kept after it has ended."""

from datetime import date

from django.db import models

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.verbs import verb
from kehrat.groups.circles import together
from kehrat.projects.circles import both_sides, desk, team
from rahoitus.applications.models.application.states import ENDED_WITHOUT, State

OVER = [State.CLOSED, *ENDED_WITHOUT]
KEPT_YEARS = 10  # where the call does not tell how long; of de minimis aid at least so long


class Kept(models.Model):
    """An application that has ended, with the papers that its funder may still ask for."""

    class Meta:
        abstract = True

    @property
    def papers_go_on(self):
        """The day on which its papers are deleted, after the last of the years that its call wants
        them kept; None until it has ended."""
        if self.state not in OVER:
            return None
        call = self.held_to
        years = call.retention_years or KEPT_YEARS
        if call.de_minimis:
            years = max(years, KEPT_YEARS)
        return date(moments.day_of(self.state_since).year + years + 1, 1, 1)

    @verb(waits_for=together(team, desk), sign_of_life=False)
    def papers_near(self, *, once, day):
        """Tell that its papers are deleted on a day; returns whether it was now."""
        return record("papers_near", self, once=once, day=moments.iso(day)) is not None

    @verb(tells=both_sides, sign_of_life=False)
    def papers_deleted(self, *, number):
        """Tell that its papers were deleted, so many files."""
        record("papers_deleted", self, number=number)
