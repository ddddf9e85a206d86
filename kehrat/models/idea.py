from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField

from kehityspolku import events, follows
from kehityspolku.models import Notice
from kehityspolku.steps import step
from kehrat import rules

from .kehra import Kehra


class Ideas(models.QuerySet):
    def visible_to(self, user):
        """Ideas are public."""
        return self

    def suggest(self, kehra, *, by, title, text, language):
        """A signed-in person suggests an idea to a Kehrä; PermissionDenied to others."""
        if not rules.can_suggest(by, kehra):
            raise PermissionDenied
        idea = self.create(kehra=kehra, by=by, title=title, text=text, language=language)
        events.record("suggest", idea, by=by)
        return idea


class Idea(models.Model):
    """A resident's suggestion to a Kehrä."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("idea", "open")
        TAKEN_UP = "taken_up", pgettext_lazy("idea", "taken up")

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="ideas")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what would you like to see happen?"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    state = FSMField(choices=State, default=State.OPEN, max_length=10)
    made_at = models.DateTimeField(default=timezone.now)

    objects = Ideas.as_manager()
    followable, followers_kind = True, Notice.Kind.IDEA

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:idea", args=[self.pk])

    def about(self):
        return self.kehra

    def within(self):
        return [self.kehra]

    def audience(self, event):
        """The Kehrä's coordinators of a new one, its writer of what came of it; followers."""
        if event.verb == "take_up":
            return [*([self.by] if self.by else []), *follows.followers(self)]
        around = follows.followers(self.kehra, *self.kehra.districts())
        return [*self.kehra.coordinators(), *around]

    def notice_kind(self, event):
        return Notice.Kind.IDEA

    @step(State.OPEN, to=State.TAKEN_UP, allow=rules.can_take_up)
    def take_up(self, *, by):
        """Turn the idea into a draft card of the Kehrä, pre-filled; `idea.project` is the card."""
        self.kehra.projects.begin(
            self.kehra, by=by, title=self.title, description=self.text, idea=self
        )
