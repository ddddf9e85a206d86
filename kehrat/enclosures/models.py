from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import Upload, Uploads
from kehityspolku.people.circles import person
from kehrat.enclosures import rules
from kehrat.groups.models import Kehra
from kehrat.meetings.models.meeting import Meeting
from kehrat.talk.models.announcement import Announcement

MOST = 10  # files of one announcement or meeting


class Enclosures(Uploads):
    def visible_to(self, user):
        """Files of what one may read; appendices of minutes once they are published; what may not
        be read yet, or belongs to a draft, to those who run the Kehrä."""
        meetings, news = Meeting.objects.visible_to(user), Announcement.objects.visible_to(user)
        read = Q(meeting__in=meetings) | Q(announcement__in=news)
        ready = Q(state__in=self.model.OPEN)
        ready &= Q(of_minutes=False) | Q(meeting__state=Meeting.State.HELD)
        runs = Kehra.objects.coordinated_by(user)
        mine = Q(meeting__kehra__in=runs) | Q(announcement__kehra__in=runs)
        return self.filter(read, ready | mine)

    @verb("enclose")
    @transaction.atomic
    def add(self, record_, taken, *, by, title="", alt="", of_minutes=False):
        """Add what `files.fields.take` gave to an announcement or a meeting; a picture says what it
        shows. PermissionDenied; ValidationError in words for one too many, or without words."""
        lock(record_)
        check(rules.can_enclose, by, record_)
        place = {"meeting" if isinstance(record_, Meeting) else "announcement": record_}
        others = self.filter(**place)
        if others.filter(sha256=taken.sha256).exists():
            raise ValidationError(gettext("This file is here already."))
        if others.count() >= MOST:
            told = gettext("There are %(n)s files, which is the most. Remove one first.")
            raise ValidationError(told % {"n": MOST})
        if taken.kind == Upload.Kind.PICTURE and not alt:
            raise ValidationError({"alt": gettext("Write what the picture shows.")})
        title = title or taken.name.rpartition(".")[0].replace("_", " ")
        made = self.keep(taken, by=by, title=title, alt=alt, of_minutes=of_minutes, **place)
        record("enclose", made, by=by, title=title)
        return made


class Enclosure(Upload):
    """A file or a picture of an announcement, of a meeting, or of its minutes: an appendix."""

    notice_kind = Kind.GROUP

    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="enclosures"
    )
    announcement = models.ForeignKey(
        Announcement, null=True, on_delete=models.PROTECT, related_name="enclosures"
    )
    of_minutes = models.BooleanField(_("an appendix of the minutes"), default=False)
    title = LineField(_("title"), max_length=160)
    alt = LineField(_("what the picture shows"), max_length=300, blank=True)

    objects = Enclosures.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("file of an announcement or a meeting")
        verbose_name_plural = _("files of announcements and meetings")
        constraints = [
            *Upload.Meta.constraints,
            models.CheckConstraint(
                condition=Q(meeting=None, announcement__isnull=False, of_minutes=False)
                | Q(meeting__isnull=False, announcement=None),
                name="enclosure_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(kind="picture", alt=""), name="enclosure_picture_has_words"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.about().get_absolute_url()

    @property
    def file_url(self):
        return reverse("kehrat:enclosure", args=[self.key])

    def about(self):
        return self.meeting or self.announcement

    @property
    def kehra(self):
        return self.about().kehra

    def within(self):
        return [self.about(), *self.about().within()]

    @property
    def stays(self):
        """An appendix of published minutes is part of them."""
        return self.of_minutes and self.meeting.state == Meeting.State.HELD

    @verb("remove_enclosure")
    @transaction.atomic
    def remove(self, *, by):
        """Remove it for good, file and all. PermissionDenied; WrongState of an appendix of minutes
        that are published."""
        lock(self.about())
        lock(self)
        check(rules.can_enclose, by, self)
        if self.stays:
            raise WrongState(self.meeting)
        record("remove_enclosure", self, by=by, title=self.title)
        self.forget_file()
        self.delete()

    @verb("enclosure_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who added it that it was removed."""
        record("enclosure_infected", self, title=self.title, virus=self.virus)
