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
from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting

CONTENT = ("language", "text", "decisions", "attended", "names", "correction")


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
    names = models.TextField(_("who were there"), blank=True, max_length=4000)
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
                condition=pgtrigger.Q(old__state="published")
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__decisions__df=pgtrigger.F("new__decisions"))
                    | pgtrigger.Q(old__attended__df=pgtrigger.F("new__attended"))
                    | pgtrigger.Q(old__names__df=pgtrigger.F("new__names"))
                    | pgtrigger.Q(old__correction__df=pgtrigger.F("new__correction"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__state__df=pgtrigger.F("new__state"))
                ),
            )
        ]

    def __str__(self):
        return str(self.meeting)

    def get_absolute_url(self):
        return reverse("kehrat:minutes", args=[self.meeting_id, self.version])

    def mark(self):
        """A short mark of the content: it changes when the content does."""
        return marks.mark([getattr(self, name) for name in ("version", *CONTENT)])

    def freeze(self, *, by):
        """Publish this version; `Meeting.publish_minutes` calls it and tells."""
        self.state, self.published_at, self.by = self.State.PUBLISHED, moments.now(), by
        self.save()
