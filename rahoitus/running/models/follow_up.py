"""What still lives of a project twelve months after its end: asked once, answered for everyone."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events import clock
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, hold, step
from kehityspolku.events.verbs import verb
from kehrat.groups import readers
from kehrat.groups.models import Membership
from kehrat.projects.circles import both_sides, desk, team
from kehrat.projects.models import Project
from rahoitus.running import rules
from rahoitus.running.followed import followed_by


class FollowUps(models.QuerySet):
    def visible_to(self, user):
        """What is answered is public; before that those who follow the project from inside."""
        answered = Q(state=self.model.State.ANSWERED, project__state=Project.State.ENDED)
        return self.filter(answered | Q(project__in=followed_by(user)))

    def readable(self, pairs):
        """Of (follow-up, user) pairs those that may still be read, as keys."""
        return readers.of_kehra(
            pairs,
            Membership.objects,
            kehra_of=lambda found: found.project.kehra_id,
            others=lambda found, _user: found.state == FollowUp.State.ANSWERED,
        )

    def due(self, today):
        """Projects that had money and ended a year ago or before, and were not asked."""
        since = moments.start_of(moments.year_before(today))
        ended = Project.objects.filter(state=Project.State.ENDED, state_since__lt=since)
        return ended.filter(granted__gt=0, follow_up=None)

    @verb("ask_what_lives", waits_for=team, sign_of_life=False)
    @transaction.atomic
    def ask(self, project):
        """Ask a project what still lives of it, once; returns whether it was now."""
        hold(project)
        made, is_new = self.get_or_create(project=project)
        if is_new:
            ended = project.state_since.astimezone(moments.HELSINKI).date()
            record("ask_what_lives", made, day=moments.iso(ended))
        return is_new


class FollowUp(models.Model):
    """The question, and what the project's people, or its adviser for them, answered."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("follow-up", "asked")
        ANSWERED = "answered", pgettext_lazy("follow-up", "answered")

    class Lives(models.TextChoices):
        ALL = "all", _("It all lives on")
        SOME = "some", _("Some of it lives on")
        NOTHING = "nothing", _("Nothing lives on")
        UNKNOWN = "unknown", _("It is not known")

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="follow_up")
    state = StateField(choices=State, default=State.ASKED, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    lives = models.CharField(_("does it live on"), max_length=10, choices=Lives, blank=True)
    text = models.TextField(_("what still lives"), blank=True, max_length=10_000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = FollowUps.as_manager()

    class Meta:
        verbose_name = _("question of what still lives")
        verbose_name_plural = _("questions of what still lives")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked") | ~Q(lives=""), name="follow_up_answered_says_what"
            )
        ]

    def __str__(self):
        return self.project.title

    def get_absolute_url(self):
        return reverse("rahoitus:follow_up", args=[self.project_id])

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    @step(
        State.ASKED,
        State.ANSWERED,
        to=State.ANSWERED,
        allow=rules.can_answer_follow_up,
        tells=both_sides,
        public=True,
    )
    def answer_follow_up(self, *, by, lives, text=""):
        """Tell what still lives, or mend what was told."""
        self.by, self.lives, self.text = by, lives, text
        return {"lives": lives}

    still_waits = clock.reminder({State.ASKED: (30, team)}, again=desk)
