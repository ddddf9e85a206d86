from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.events.record import record
from kehityspolku.events.steps import check, hold, lock
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import Upload, Uploads
from kehityspolku.people.circles import person
from kehityspolku.text import inner_quotes
from kehrat.groups.models import Kehra
from kehrat.projects import rules
from kehrat.projects.models.project import Project

MOST = 20  # files of one card
COPIED = ("name", "kind", "size", "sha256", "width", "height", "has_scripts", "state", "scanned_at")
COPIED += ("title", "alt", "members_only")


class Attachments(Uploads):
    def visible_to(self, user):
        """Files of the cards one sees; those for members only to members, Sukkula and whoever
        reviews the card; what may not be read yet to members and Sukkula."""
        projects = Project.objects.visible_to(user)
        if user.is_authenticated and user.is_sukkula:
            return self.filter(project__in=projects)
        team = Q(project__kehra__in=Kehra.objects.joined_by(user))
        shown = Q(state__in=self.model.OPEN)
        everyones = shown & Q(members_only=False)
        if user.is_authenticated and user.is_reviewer:
            asked = Project.objects.reviewed_by(user).values("pk")
            everyones |= shown & Q(project__in=asked)
        return self.filter(everyones | team, project__in=projects)

    def public(self):
        """Those that everyone may read."""
        return self.open().filter(members_only=False, project__state__in=Project.PUBLIC)

    @verb("add_attachment")
    @transaction.atomic
    def add(self, project, taken, *, by, members_only=True):
        """Attach what `uploads.take` gave; its title is its name until told otherwise.

        A picture stays with members until its words are given. PermissionDenied; ValidationError
        in words for a kind not taken any more, for one too many, for what the card has already.
        """
        lock(project)
        check(rules.can_attach, by, project)
        if problem := self._problem(project, taken, by):
            raise ValidationError(problem)
        title = taken.name.rpartition(".")[0].replace("_", " ")
        hidden = members_only or taken.kind == Upload.Kind.PICTURE
        made = self.keep(taken, by=by, project=project, title=title, members_only=hidden)
        record("add_attachment", made, by=by, title=title)
        return made

    @transaction.atomic
    def copy_to(self, project, *, by):
        """Attach these files to another card too, each a copy with its own words."""
        for one in self.select_related(None):
            told = {name: getattr(one, name) for name in COPIED}
            made = self.model(project=project, by=by, **told)
            with one.file.open() as bytes_:
                made.file.save(one.name, File(bytes_), save=False)
            made.save()
            record("add_attachment", made, by=by, title=made.title)

    def _beside(self, project):
        """The card's files; of a new version's also those it will be taken in beside."""
        own = self.filter(project=project)
        kept = self.filter(project=project.revises_id).exclude(sha256__in=own.values("sha256"))
        return own | kept if project.revises_id else own

    def _problem(self, project, taken, by):
        """Why the file is not attached, "" when it is."""
        if taken.kind != Upload.Kind.PICTURE and not rules.can_edit(by, project):
            return gettext("The card is approved: pictures can be added, other files no more.")
        others = list(self._beside(project).values_list("sha256", "title"))
        if same := next((title for sha256, title in others if sha256 == taken.sha256), None):
            return gettext("The card has this file already: “%(title)s”.") % {
                "title": inner_quotes(same)
            }
        if len(others) >= MOST:
            return gettext("The card has %(n)s files, which is the most. Remove one first.") % {
                "n": len(others)
            }
        return ""


class Attachment(Upload):
    """A document or a picture of a project's card."""

    notice_kind = Kind.DECISION

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="attachments")
    title = LineField(_("title"), max_length=160)
    alt = LineField(_("what the picture shows"), max_length=300, blank=True)
    members_only = models.BooleanField(_("for members and Sukkula only"), default=True)

    objects = Attachments.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("file of a card")
        verbose_name_plural = _("files of cards")
        constraints = [
            *Upload.Meta.constraints,
            models.UniqueConstraint("project", "sha256", name="attachment_once_per_card"),
            models.CheckConstraint(
                condition=~Q(kind="picture", alt="", members_only=False),
                name="attachment_no_public_picture_without_words",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:attachments", args=[self.project_id])

    @property
    def lacks_words(self):
        """A picture of which nobody has told yet what it shows."""
        return self.is_picture and not self.alt

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    def facts(self):
        """What a frozen card tells of it."""
        return {
            "title": self.title,
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "members_only": self.members_only,
        }

    @verb("change_attachment")
    @transaction.atomic
    def change(self, *, by, title, alt="", members_only):
        """Tell its title, what it shows, and who may read it. PermissionDenied."""
        self._open_to(by)
        self.title, self.alt, self.members_only = (
            title,
            alt if self.is_picture else "",
            members_only,
        )
        self.save()
        record("change_attachment", self, by=by, title=title, members_only=members_only)

    @verb("remove_attachment")
    @transaction.atomic
    def remove(self, *, by):
        """Remove it for good, file and all; the history tells that it was there."""
        self._open_to(by)
        record("remove_attachment", self, by=by, title=self.title, sha256=self.sha256)
        self.forget_file()
        self.delete()

    def _open_to(self, by):
        """Hold the card, whose state decides, and the file; PermissionDenied."""
        hold(self.project)
        lock(self)
        self.project.refresh_from_db(fields=["state"])
        check(rules.can_change_attachment, by, self)

    @verb("attachment_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who attached it that it was removed."""
        record("attachment_infected", self, title=self.title, virus=self.virus)
