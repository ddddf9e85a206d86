from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.models import User
from kehrat.models import Project
from kehrat.projects.circles import desk
from sukkula import rules
from sukkula.panels import circles
from sukkula.panels.models.criteria import CriteriaSet


class Panels(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's; a reviewer has the panels where a review is the reviewer's own."""
        if rules.can_use_desk(user):
            return self.filter(project__in=Project.objects.visible_to(user))
        return self.filter(reviews__reviewer=user) if user.is_authenticated else self.none()

    @verb("open_panel")
    def ask(self, project, *, by, criteria, due_on, reviewers):
        """Ask reviewers to score a card in review by a day; each is told.

        PermissionDenied unless its adviser or a lead asks; WrongState when the card is not in
        review or has a panel already; ValidationError names who may not review it.
        """
        with transaction.atomic():
            lock(project)
            check(rules.can_ask_reviews, by, project)
            if project.state != Project.State.IN_REVIEW or project.panels.open().exists():
                raise WrongState(project)
            panel = self.create(project=project, criteria=criteria, due_on=due_on, opened_by=by)
            record("open_panel", panel, by=by, due_on=due_on.isoformat())
            panel.invite(reviewers, by=by)
        return panel

    def open(self):
        return self.filter(state=Panel.State.OPEN)


class Panel(models.Model):
    """A round of reviews of one card by one set of criteria, until a day."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("panel", "open")
        CLOSED = "closed", pgettext_lazy("panel", "closed")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="panels")
    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="panels")
    due_on = models.DateField(_("scores wanted by"))
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(default=moments.now)

    objects = Panels.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "project", condition=Q(state="open"), name="panel_open_once_on_a_card"
            )
        ]

    def __str__(self):
        return str(self.project)

    def get_absolute_url(self):
        return reverse("sukkula:panel", args=[self.project_id])

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @verb("ask_review", of="sukkula.Review", waits_for=circles.asked)
    @transaction.atomic
    def invite(self, reviewers, *, by):
        """Ask more people; those asked already are passed by. ValidationError as in `ask`."""
        check(rules.can_ask_reviews, by, self.project)
        if barred := [person for person in reviewers if not can_serve(person, self.project)]:
            names = ", ".join(map(str, barred))
            raise ValidationError(
                gettext(
                    "These people have a conflict of interest and cannot review the card: %(names)s"
                )
                % {"names": names}
            )
        for person in reviewers:
            review, new = self.reviews.get_or_create(reviewer=person)
            if new:
                record("ask_review", review, by=by, due_on=moments.iso(self.due_on))

    @verb(waits_for=desk, sign_of_life=False, reminds=(State.OPEN,))
    def panel_late(self):
        """Tell that scores lack though their day has passed, once; returns whether it was now."""
        once = f"panel:{self.pk}:{self.due_on}"
        return record("panel_late", self, once=once, due_on=moments.iso(self.due_on)) is not None

    @step(
        State.OPEN,
        to=State.CLOSED,
        allow=rules.can_close_panel,
        reminds=(State.OPEN,),
    )
    def close_panel(self, *, by):
        """End the round: no more scores, and the card shows to its reviewers no more."""
        for review in self.reviews.all():
            review.shut()


def can_serve(person, project):
    """May review a card: a reviewer outside its Kehrä who has not written or advised it."""
    return serving(User.objects.filter(pk=person.pk), project).exists()


def serving(people, project):
    """Those of the people who may review the card."""
    own = project.kehra.members() if project.kehra else User.objects.none()
    near = [pk for pk in (project.made_by_id, project.adviser_id) if pk]
    reviewers = people.filter(pk__in=User.objects.holding("reviewer"), is_active=True)
    return reviewers.exclude(pk__in=near).exclude(pk__in=own.values("pk"))
