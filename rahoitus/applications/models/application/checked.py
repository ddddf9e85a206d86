"""Sukkula's check of an application before it is sent."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.events.steps import step
from kehrat.projects.circles import both_sides, desk, team
from rahoitus.applications import problems, rules
from rahoitus.applications.models.application.states import State


class Checked(models.Model):
    """An application in Sukkula's check, and on its way back."""

    class Meta:
        abstract = True

    @step(
        State.PREPARING,
        State.RETURNED,
        to=State.IN_CHECK,
        allow=rules.can_ask_check,
        waits_for=desk,
        tells=both_sides,
    )
    def ask_check(self, *, by):
        """Ask Sukkula to check. ValidationError as of `ready_to_check`."""
        return self.ready_to_check()

    @step(
        State.PREPARING,
        State.RETURNED,
        to=State.IN_CHECK,
        allow=rules.can_act_for,
        tells=both_sides,
    )
    def ask_check_for(self, *, by, reason):
        """Take it into the check in the applicants' place, for a reason that they are told.

        ValidationError as of `ready_to_check`.
        """
        return {"reason": reason} | self.ready_to_check()

    def ready_to_check(self):
        """The facts of its check. ValidationError while something is to be put right."""
        if found := problems.listed(self):
            raise ValidationError(found)
        return self.closing()

    @step(
        State.IN_CHECK,
        State.CHECKED,
        to=State.RETURNED,
        allow=rules.can_check,
        waits_for=team,
        tells=both_sides,
    )
    def send_back(self, *, by, message):
        """Return the application to the applicants, saying what to mend."""
        return {"message": message}

    @step(
        State.IN_CHECK,
        to=State.CHECKED,
        allow=rules.can_check,
        tells=both_sides,
    )
    def mark_checked(self, *, by):
        """Sukkula finds the application ready for the funder. ValidationError while it has remarks
        of its own on it that are not closed, or something is to be put right: another application
        may have gone to its funder meanwhile."""
        if found := problems.listed(self):
            raise ValidationError(
                [*found, _("Return the application, so that it can be corrected.")]
            )
        if number := self.remarks.open().count():
            told = ngettext(
                "%(n)s remark is open: close it, or return the application with it.",
                "%(n)s remarks are open: close them, or return the application with them.",
                number,
            )
            raise ValidationError(told % {"n": number})
