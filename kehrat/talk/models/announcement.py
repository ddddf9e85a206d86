import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, check, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership
from kehrat.groups.rules import is_sukkula
from kehrat.talk import rules


def addressees(announcement, event):
    """The members, and of what is for everyone the followers."""
    around = [] if announcement.members_only else circles.followers(announcement, event)
    return [*circles.members(announcement, event), *around]


class Announcements(models.QuerySet):
    def visible_to(self, user):
        """Public ones are everyone's, the others their members'; all are Sukkula's.

        What is withdrawn is its coordinators'; what moderators hid, its author's too.
        """
        if is_sukkula(user):
            return self
        told = Q(members_only=False) | Q(kehra__in=Kehra.objects.joined_by(user))
        shown = Q(hidden_at=None)
        if user.is_authenticated:
            shown |= Q(by=user)
        read = told & shown & Q(state__in=Announcement.READ)
        mine = Q(kehra__in=Kehra.objects.coordinated_by(user))
        return self.filter(read | mine, kehra__in=Kehra.objects.visible_to(user))

    def taken_away(self):
        """Those that everyone read before they were withdrawn or hidden."""
        gone = Q(state=Announcement.State.WITHDRAWN) | ~Q(hidden_at=None)
        return self.filter(gone, members_only=False, kehra__in=Kehra.objects.public())

    def current(self):
        """Those that the Kehrä's page shows."""
        return self.filter(state=Announcement.State.PUBLISHED, hidden_at=None)

    def readable(self, pairs):
        """Of (announcement, user) pairs those that may still be read, as keys."""
        pairs = [(a, user) for a, user in pairs if a and user.is_active and a.is_read]
        return readers.of_kehra(
            pairs, Membership.objects, others=lambda a, _user: not a.members_only
        )

    @verb(tells=addressees, news=True)
    @transaction.atomic
    def announce(self, kehra, *, by, **fields):
        """Publish news of a Kehrä and tell its members at once; PermissionDenied to others.

        `fields`: title, text, language, members_only.
        """
        check(rules.can_announce, by, kehra)
        announcement = self.create(kehra=kehra, by=by, **fields)
        record("announce", announcement, by=by)
        return announcement


@pghistory.track()
class Announcement(models.Model):
    """News of a Kehrä, to everyone or to its members."""

    group_at = "kehra_id"
    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        PUBLISHED = "published", pgettext_lazy("announcement", "published")
        ARCHIVED = "archived", pgettext_lazy("announcement", "in the archive")
        WITHDRAWN = "withdrawn", pgettext_lazy("announcement", "withdrawn")

    READ = [State.PUBLISHED, State.ARCHIVED]
    TONES = {State.PUBLISHED: "good", State.ARCHIVED: "quiet", State.WITHDRAWN: "quiet"}

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="announcements")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = LineField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=10_000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    members_only = models.BooleanField(_("to members only"), default=False)
    state = StateField(choices=State, default=State.PUBLISHED, max_length=10)
    at = models.DateTimeField(default=moments.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Announcements.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [models.Index(fields=["kehra", "-at", "-id"], name="announcement_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:announcement", args=[self.pk])

    @property
    def is_read(self):
        """Neither withdrawn nor hidden."""
        return self.state in self.READ and not self.hidden_at

    @property
    def takes_comments(self):
        """While it stands on the Kehrä's page."""
        return self.state == self.State.PUBLISHED and not self.hidden_at

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    def within(self):
        return [self.kehra]

    @step(State.PUBLISHED, to=None, allow=rules.can_edit_announcement)
    def edit_announcement(self, *, by, **fields):
        """Mend it: it is marked as edited, and its history keeps what it was."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.edited_at = moments.now()

    @step(State.PUBLISHED, to=State.ARCHIVED, allow=rules.can_edit_announcement)
    def archive_announcement(self, *, by):
        """Take it from the Kehrä's page into the archive, where it can be read."""

    @step(
        State.PUBLISHED,
        State.ARCHIVED,
        to=State.WITHDRAWN,
        allow=rules.can_edit_announcement,
    )
    def withdraw_announcement(self, *, by):
        """Take it from everyone but the coordinators."""

    @step(
        State.ARCHIVED,
        State.WITHDRAWN,
        to=State.PUBLISHED,
        allow=rules.can_edit_announcement,
    )
    def publish_again(self, *, by):
        """Put it back on the Kehrä's page; nobody is told anew."""
