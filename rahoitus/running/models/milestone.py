"""Milestones of a running project: who answers, by when, and what shows that it was done."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events import clock
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, hold, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.files.models import Upload, Uploads
from kehityspolku.lines import LineField
from kehityspolku.people.circles import person
from kehrat.groups import readers
from kehrat.groups.models import Membership
from kehrat.projects.circles import both_sides
from kehrat.projects.models import Project
from rahoitus.running import circles, rules
from rahoitus.running.followed import followed_by

MOST = 60  # of one project
MOST_FILES = 20  # of one milestone


class Milestones(models.QuerySet):
    def visible_to(self, user):
        """Those of the projects that the person follows from inside."""
        return self.filter(project__in=followed_by(user))

    def readable(self, pairs):
        """Of (milestone, user) pairs those that may still be read, as keys."""
        return readers.of_kehra(
            pairs, Membership.objects, kehra_of=lambda found: found.project.kehra_id
        )

    def open(self):
        return self.filter(state=self.model.State.OPEN)

    @verb("agree_milestone", tells=circles.owner)
    @transaction.atomic
    def agree(self, project, *, by, title, due_on, owner=None):
        """Agree on a milestone of a running project. ValidationError for one too many, for one
        that is there already, and for an owner who does not belong to the Kehrä.
        """
        hold(project)
        project.refresh_from_db(fields=["state"])
        check(rules.can_run, by, project)
        there = self.filter(project=project)
        if there.count() >= MOST:
            raise ValidationError(gettext("The project has too many milestones already."))
        if there.filter(title=title).exclude(state=Milestone.State.DROPPED).exists():
            raise ValidationError({"title": gettext("The project has this milestone already.")})
        made = self.model(
            project=project, title=title, agreed_on=due_on, due_on=due_on, owner=owner
        )
        if owner and not circles.owner(made, None):
            raise ValidationError({"owner": gettext("Choose a member of the Kehrä.")})
        made.save(force_insert=True)
        record("agree_milestone", made, by=by, title=title, day=moments.iso(due_on))
        return made

    @transaction.atomic
    def agree_of_phases(self, project, *, by):
        """Agree on one for the end of each phase of the card, by the phase's name, unless it is
        there; returns how many. A phase without an end or a name is left out.
        """
        hold(project)
        check(rules.can_run, by, project)
        there = set(self.filter(project=project).values_list("title", flat=True))
        phases = project.phases.exclude(ends=None).exclude(name="").order_by("ends", "place")
        ends = {phase.name: phase.ends for phase in phases if phase.name not in there}
        for title, due_on in ends.items():
            self.agree(project, by=by, title=title, due_on=due_on)
        return len(ends)


class Milestone(models.Model):
    """What is to be done by a day. The day may move; the one first agreed stays beside it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("milestone", "under way")
        DONE = "done", pgettext_lazy("milestone", "done")
        DROPPED = "dropped", pgettext_lazy("milestone", "given up")

    TONES = {State.OPEN: "wait", State.DONE: "good", State.DROPPED: "quiet"}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    title = LineField(_("milestone"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_on = models.DateField(_("first agreed day"))
    due_on = models.DateField(_("day"))
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    link = models.URLField(_("link to what shows it"), max_length=500, blank=True)
    files_kept = models.PositiveSmallIntegerField(default=0)  # `Evidences` alone writes it

    objects = Milestones.as_manager()
    guarded_by = "project"  # whether it may change depends on the project's state

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [models.Index("state", "due_on", name="milestone_due")]
        constraints = [
            models.UniqueConstraint(
                "project", "title", condition=~Q(state="dropped"), name="milestone_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="milestone_done_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(link="") | Q(files_kept__gt=0),
                name="milestone_done_has_evidence",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("rahoitus:milestone", args=[self.pk])

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    @property
    def tone(self):
        return "bad" if self.is_late else self.TONES[self.state]

    @property
    def is_late(self):
        return self.state == self.State.OPEN and self.due_on < moments.today()

    @property
    def is_moved(self):
        return self.due_on != self.agreed_on

    @property
    def has_evidence(self):
        return bool(self.link or self.files_kept)

    @step(
        State.OPEN,
        to=None,
        allow=rules.can_change_milestone,
        tells=circles.owner_and_both_sides,
    )
    def move_milestone(self, *, by, day, reason):
        """Agree on another day, and say why. ValidationError for the day it has already."""
        if day == self.due_on:
            raise ValidationError({"day": gettext("That is its day already.")})
        was, self.due_on = self.due_on, day
        told = {"was": moments.iso(was), "day": moments.iso(day), "reason": reason}
        return {"title": self.title, **told}

    @step(
        State.OPEN,
        to=State.DONE,
        allow=rules.can_change_milestone,
        tells=circles.owner_and_both_sides,
    )
    def finish_milestone(self, *, by, done_on):
        """It is done, as its evidence shows. ValidationError without evidence or before its day."""
        if not self.has_evidence:
            raise ValidationError(gettext("First add a file or a link that shows that it is done."))
        self.done_on = moments.refuse_future(done_on, "done_on")
        return {"title": self.title, "day": moments.iso(done_on)}

    @step(
        State.OPEN,
        to=State.DROPPED,
        allow=rules.can_change_milestone,
        tells=circles.owner_and_both_sides,
    )
    def drop_milestone(self, *, by, reason):
        """Give it up, for a reason."""
        return {"title": self.title, "reason": reason}

    @step(
        State.DONE,
        State.DROPPED,
        to=State.OPEN,
        allow=rules.can_change_milestone,
        waits_for=circles.owner_or_team,
        tells=both_sides,
    )
    def reopen_milestone(self, *, by, reason):
        """It is not done after all, or is taken up again. ValidationError when another of its
        title is under way.
        """
        others = Milestone.objects.filter(project=self.project, title=self.title)
        if others.exclude(pk=self.pk).exclude(state=self.State.DROPPED).exists():
            raise ValidationError(gettext("The project has this milestone already."))
        self.done_on = None
        return {"title": self.title, "reason": reason}

    @verb(waits_for=circles.owner_or_team, sign_of_life=False, reminds=(State.OPEN,))
    def milestone_near(self, *, mark):
        """Remind of its day, once for each mark; returns whether it was now."""
        once = f"milestone:{self.pk}:{mark}:{self.due_on}"
        facts = {"title": self.title, "day": moments.iso(self.due_on)}
        return record("milestone_near", self, once=once, **facts) is not None

    milestone_late = clock.reminder(
        {State.OPEN: (1, circles.owner_or_team)},
        name="milestone_late",
        since="due_on",
        again=both_sides,
        among=lambda rows, _now: rows.filter(project__state="running"),
    )

    @transaction.atomic
    def show_by_link(self, link, *, by):
        """Keep the address of what shows that it is done."""
        lock(self)
        check(rules.can_change_milestone, by, self)
        if self.state != self.State.OPEN:
            raise WrongState(self)
        self.link = link
        self.save(update_fields=["link"])


class Evidences(Uploads):
    def visible_to(self, user):
        """Those of the milestones that the person may see."""
        return self.filter(milestone__in=Milestone.objects.visible_to(user))

    @transaction.atomic
    def add(self, milestone, taken, *, by):
        """Keep a file that shows that a milestone is done. PermissionDenied by rule; WrongState
        once it is done or given up; ValidationError for the same file twice, or too many."""
        lock(milestone)
        check(rules.can_change_milestone, by, milestone)
        if milestone.state != Milestone.State.OPEN:
            raise WrongState(milestone)
        there = self.filter(milestone=milestone)
        if there.filter(sha256=taken.sha256).exists():
            raise ValidationError(gettext("The milestone has this file already."))
        if there.count() >= MOST_FILES:
            raise ValidationError(gettext("The milestone has too many files already."))
        made = self.keep(taken, by=by, milestone=milestone)
        milestone.files_kept += 1
        milestone.save(update_fields=["files_kept"])
        return made


class Evidence(Upload):
    """A file that shows that a milestone is done."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="evidence")

    objects = Evidences.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("evidence of a milestone")
        verbose_name_plural = _("evidence of milestones")
        constraints = [
            *Upload.Meta.constraints,
            models.UniqueConstraint("milestone", "sha256", name="evidence_once"),
        ]

    def get_absolute_url(self):
        return self.milestone.get_absolute_url()

    def about(self):
        return self.milestone.project

    @verb("evidence_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who brought it that it was removed; it shows nothing any more."""
        milestone = self.milestone
        lock(milestone)
        milestone.files_kept -= 1
        if milestone.state == Milestone.State.DONE and not milestone.has_evidence:
            milestone.state, milestone.done_on = Milestone.State.OPEN, None
        milestone.save()
        record("evidence_infected", self, name=self.name, virus=self.virus)
