import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import marks, moments
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.lines import LineField
from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting
from kehrat.places.text_search import FinnishOrder

OFFICES = ("chair", "secretary", "scrutineers")
BLOCS = ("residents", "organisations", "public_bodies")  # of those who were there
CONTENT = ("language", "text", "decisions", "attended", "names", "correction", *OFFICES, *BLOCS)

VOTES = re.compile(r"\s*\((\d{1,5})\s*[–-]\s*(\d{1,5})(?:\s*[–-]\s*(\d{1,5}))?\)\.?$")


@dataclass(frozen=True)
class Paragraph:
    """A decision with its number and its votes (for, against, blank), None without a vote."""

    number: int
    text: str
    votes: tuple | None = None


def paragraph(number, text):
    """The decision of one line, whose votes may stand at its end: "(12–3–1)"."""
    if not (found := VOTES.search(text)) or not found.start():
        return Paragraph(number, text)
    return Paragraph(number, text[: found.start()], tuple(int(n or 0) for n in found.groups()))


def changed(name):
    """The column is written otherwise than it was."""
    return pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})


# Of published minutes, no column of these changes.
FROZEN = reduce(or_, map(changed, ("version", "state", *CONTENT[1:])))


class MinutesOf(models.QuerySet):
    def drafts(self):
        return self.filter(state=Minutes.State.DRAFT)

    def published(self):
        """Newest version first."""
        return self.filter(state=Minutes.State.PUBLISHED).order_by("-version")

    def visible_to(self, user):
        """Published ones of the meetings one may see."""
        return self.published().filter(meeting__in=Meeting.objects.visible_to(user))

    @transaction.atomic
    def write(self, meeting, *, by, seen, **content):
        """Save the draft over the text whose mark was `seen`; the first saving makes the draft.

        PermissionDenied; WrongState of a cancelled meeting; Outdated when somebody has saved
        another text meanwhile.
        """
        lock(meeting)
        check(rules.can_run_meeting, by, meeting)
        if meeting.state == Meeting.State.CANCELLED:
            raise WrongState(meeting)
        draft = self.begun(meeting)
        marks.check(seen, draft.mark())
        for name, value in content.items():
            setattr(draft, name, value)
        draft.by = by
        draft.save()
        return draft

    def begun(self, meeting):
        """The draft there is, else a new one, unsaved: empty, or from the last version."""
        if draft := meeting.minutes.drafts().first():
            return draft
        last = meeting.minutes.published().first()
        if not last:
            return Minutes(meeting=meeting, language=meeting.language)
        same = {name: getattr(last, name) for name in CONTENT if name != "correction"}
        return Minutes(meeting=meeting, version=last.version + 1, **same)


@pghistory.track()
class Minutes(models.Model):
    """The minutes of a meeting, one version: a draft, then published and frozen."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "draft")
        PUBLISHED = "published", pgettext_lazy("minutes", "published")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    text = models.TextField(_("what was talked about"), max_length=30_000)
    decisions = ArrayField(
        models.TextField(), verbose_name=_("decisions"), default=list, blank=True
    )
    attended = models.PositiveIntegerField(_("how many were there"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("residents there"), null=True, blank=True)
    organisations = models.PositiveIntegerField(
        _("of associations, schools and companies there"), null=True, blank=True
    )
    public_bodies = models.PositiveIntegerField(_("of public bodies there"), null=True, blank=True)
    names = models.TextField(_("who were there"), blank=True, max_length=4000)
    chair = LineField(_("chair"), blank=True, db_default="", max_length=120)
    secretary = LineField(_("secretary"), blank=True, db_default="", max_length=120)
    scrutineers = LineField(_("scrutineers"), blank=True, db_default="", max_length=300)
    correction = models.TextField(_("what was corrected"), blank=True, max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = MinutesOf.as_manager()

    class Meta:
        ordering = ["meeting", "version"]
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.UniqueConstraint("meeting", "version", name="minutes_version_once"),
            models.UniqueConstraint(
                "meeting", condition=Q(state="draft"), name="minutes_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="minutes_published_have_a_date",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="published") & FROZEN,
            )
        ]

    def __str__(self):
        return str(self.meeting)

    def get_absolute_url(self):
        return reverse("kehrat:minutes", args=[self.meeting_id, self.version])

    def mark(self):
        """A short mark of the content: it changes when the content does."""
        return marks.mark([getattr(self, name) for name in ("version", *CONTENT)])

    @property
    def paragraphs(self):
        """The decisions as numbered paragraphs: number, text, and the votes if there was a vote."""
        return [paragraph(number, text) for number, text in enumerate(self.decisions, start=1)]

    @property
    def blocs(self):
        """How many there were of each bloc, where that was counted: [(key, number)]."""
        told = {name: getattr(self, name) for name in BLOCS}
        return {name: number for name, number in told.items() if number is not None}

    @property
    def offices(self):
        """Who led, wrote and checked, where that was told: [(office, name)]."""
        told = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in OFFICES]
        return [(office, name) for office, name in told if name]

    def named_in_text(self):
        """Members whose whole name stands in what everyone will read, in the order of the names."""
        words = "\n".join([self.text, *self.decisions]).casefold()
        members = self.meeting.kehra.members().order_by(FinnishOrder("name"), "pk")
        return [str(user) for user in members if user.name and user.name.casefold() in words]

    def freeze(self, *, by):
        """Publish this version; `Meeting.publish_minutes` calls it and tells."""
        self.state, self.published_at, self.by = self.State.PUBLISHED, moments.now(), by
        self.save()
