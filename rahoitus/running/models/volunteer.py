"""Volunteer work done for a grant: who, what, when, how long; approved by somebody else."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, check, hold, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehrat.projects.models import Project
from rahoitus.applications.models.application import Application
from rahoitus.running import circles, rules
from rahoitus.running.models.proof import Proofs, refuse_settled
from rahoitus.running.models.report import GrantReport
from rahoitus.running.standing import refuse_closed

DAY = Decimal(24)  # hours of one person on one day


class VolunteerWorks(Proofs):
    def hours(self):
        """How many hours in all, Decimal."""
        return self.aggregate(hours=Sum("hours", default=Decimal(0)))["hours"]

    @verb("log_work", waits_for=circles.approvers)
    @transaction.atomic
    def log(self, application, rows, *, by, own=False):
        """Log work done for a grant; returns the rows, of which the last has the event.

        `rows`: dicts of who, what, on, hours; `own`: the person's own work. ValidationError for
        what is logged already, for a day to come and for more than a day has hours.
        """
        project = application.project
        hold(project)
        project.refresh_from_db(fields=["state"])
        check(rules.can_log_work if own else rules.can_log_list, by, project)
        lock(application)
        refuse_closed(application)
        worker = by if own else None
        made = [self._logged(application, by=by, worker=worker, **row) for row in rows]
        hours = sum(work.hours for work in made)
        record("log_work", made[-1], by=by, number=len(made), hours=str(hours))
        return made

    def _logged(self, application, *, who, what, on, hours, **more):
        moments.refuse_future(on, "on")
        day = self.filter(project=application.project, who=who, on=on)
        day = day.exclude(state=self.model.State.REJECTED)
        if day.filter(what=what).exists():
            told = gettext("The log has this already: %(who)s, %(day)s, %(what)s.")
            raise ValidationError(told % {"who": who, "day": moments.day_text(on), "what": what})
        if day.hours() + hours > DAY:
            told = gettext("More than 24 hours of one day are logged for %(who)s.")
            raise ValidationError(told % {"who": who})
        words = {"who": who, "what": what, "on": on, "hours": hours}
        return self.create(application=application, project=application.project, **words, **more)


class VolunteerWork(models.Model):
    """What one person did for a grant on one day. The name is never public."""

    class State(models.TextChoices):
        LOGGED = "logged", pgettext_lazy("volunteer work", "waits for approval")
        APPROVED = "approved", pgettext_lazy("volunteer work", "approved")
        REJECTED = "rejected", pgettext_lazy("volunteer work", "turned down")

    WAITS = State.LOGGED
    TONES = {State.LOGGED: "wait", State.APPROVED: "good", State.REJECTED: "bad"}

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hours")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="hours")
    claim = models.ForeignKey(
        GrantReport, null=True, blank=True, on_delete=models.PROTECT, related_name="hours"
    )
    LONGEST_NAME = 120

    who = LineField(_("who"), max_length=LONGEST_NAME)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    what = LineField(_("what"), max_length=200)
    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=2)
    state = StateField(choices=State, default=State.LOGGED, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("why it was turned down"), blank=True, max_length=2000)

    objects = VolunteerWorks.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("volunteer work")
        verbose_name_plural = _("volunteer work")
        indexes = [models.Index(fields=["project", "-on", "-id"], name="volunteer_work_of_project")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24), name="volunteer_hours_of_a_day"
            ),
            models.UniqueConstraint(
                "project",
                "who",
                "on",
                "what",
                condition=~Q(state="rejected") & ~Q(who=""),
                name="volunteer_work_once",
            ),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(state="approved"),
                name="volunteer_work_claimed_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("by")) & ~Q(decided_by=F("worker")),
                name="volunteer_work_approved_by_another",
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("rahoitus:volunteer_work", args=[self.project_id])

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    @property
    def tone(self):
        return self.TONES[self.state]

    @step(State.LOGGED, to=State.APPROVED, allow=rules.can_approve_work)
    def approve_work(self, *, by):
        """It was done: it counts from now on."""
        refuse_closed(self.application)
        self.decided_by = by
        return {"hours": str(self.hours), "day": moments.iso(self.on), "what": self.what}

    @step(
        State.LOGGED,
        State.APPROVED,
        to=State.REJECTED,
        allow=rules.can_approve_work,
        tells=circles.who_brought,
    )
    def reject_work(self, *, by, reason):
        """It does not count, for a reason that who logged it reads. ValidationError once it is in
        a claim."""
        refuse_settled(self)
        self.decided_by, self.reason = by, reason
        told = {"hours": str(self.hours), "day": moments.iso(self.on), "what": self.what}
        return {**told, "reason": reason}
