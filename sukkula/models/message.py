"""What Sukkula and the applicants write to each other, and what Sukkula writes to itself.

Two models, not one flag: no page, export or notice for applicants ever asks for a Note.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kehityspolku import duties, events
from kehrat import readers
from kehrat.models import Kehra, Membership, Project
from kehrat.rules import is_sukkula
from sukkula import rules


class Messages(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff read all, members those about their Kehrä's cards."""
        if is_sukkula(user):
            return self.filter(project__in=Project.objects.visible_to(user))
        return self.filter(project__kehra__in=Kehra.objects.joined_by(user))

    def readable(self, pairs):
        """Of (message, user) pairs those that may still be read, as keys."""
        people = {user.pk for _message, user in pairs}
        members, desk = Membership.objects.pairs(people), readers.staff(people)
        return {
            (m.pk, u.pk) for m, u in pairs if (m.project.kehra_id, u.pk) in members or u.pk in desk
        }

    def send(self, project, *, by, text, language):
        """Write to the other side about a card; it is told. PermissionDenied when not allowed."""
        if not rules.can_message(by, project):
            raise PermissionDenied
        with transaction.atomic():
            message = self.create(
                project=project,
                by=by,
                from_sukkula=is_sukkula(by),
                text=text,
                language=language,
            )
            events.record("message", message, by=by)
        return message


class Message(models.Model):
    """A message between a card's applicants and Sukkula."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_sukkula = models.BooleanField(_("from Sukkula"))
    text = models.TextField(_("message"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    at = models.DateTimeField(default=timezone.now)

    objects = Messages.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index("project", "at", name="message_thread")]

    def __str__(self):
        return f"{self.project} {self.at:%Y-%m-%d}"

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    def get_absolute_url(self):
        return reverse("sukkula:messages", args=[self.project_id])

    def waits_for(self, event):
        """It waits to be read by the other side: the card's editors, or the adviser; Sukkula's
        leads when none of them can be reached."""
        return receivers(self.project, from_sukkula=self.from_sukkula)


def receivers(project, *, from_sukkula):
    """Who a message about a card reaches."""
    if not from_sukkula:
        return project.desk()
    coordinators = project.kehra.coordinators() if project.kehra else []
    people = dict.fromkeys([*coordinators, *project.named_editors()])
    return duties.or_sukkula(people) if project.kehra else list(people)


def mailed(project, *, by):
    """Whom mail of a message that `by` writes about a card reaches."""
    people = receivers(project, from_sukkula=is_sukkula(by))
    return [person for person in people if person.is_reachable and person != by]


class Notes(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever."""
        return self.all() if is_sukkula(user) else self.none()

    def write(self, project, *, by, text):
        """Keep an internal note on a card. Nobody is told."""
        if not rules.can_note(by, project):
            raise PermissionDenied
        return self.create(project=project, by=by, text=text)


class Note(models.Model):
    """Sukkula's internal note on a card."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("internal note"), max_length=4000)
    at = models.DateTimeField(default=timezone.now)

    objects = Notes.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self):
        return f"{self.project} {self.at:%Y-%m-%d}"
