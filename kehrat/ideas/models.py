from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku.models import Notice
from kehityspolku.models.line import LineField
from kehityspolku.steps import StateField, step
from kehrat import rules_idea as rules

from .idea_audience import TO_ANSWER, answering, audience
from .idea_merge import join, one_at_a_time, part
from .idea_set import Ideas, Words
from .kehra import Kehra
from .place import District, Unaccent
from .support import Support

UNDO = timedelta(days=14)  # within which a merge can be undone


class Idea(models.Model):
    """A resident's suggestion to a Kehrä; to a district that waits for one; else to Sukkula."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("idea", "open")
        TAKEN_UP = "taken_up", pgettext_lazy("idea", "taken up")
        MERGED = "merged", pgettext_lazy("idea", "merged")
        DECLINED = "declined", pgettext_lazy("idea", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("idea", "withdrawn")

    SUPPORTABLE = [State.OPEN, State.TAKEN_UP]
    TONES = {State.OPEN: "wait", State.TAKEN_UP: "good", State.DECLINED: "bad"}

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    priority = models.ForeignKey(
        "kehrat.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    title = LineField(_("title"), max_length=160)
    text = models.TextField(_("what would you like to see happen?"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    state_since = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    support_count = models.PositiveIntegerField(_("supporters"), default=0, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    paper_on = models.DateField(_("date on the paper"), null=True, blank=True)
    paper_source = LineField(_("where the paper came from"), max_length=160, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Ideas.as_manager()
    followable, followers_kind = True, Notice.Kind.IDEA

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.CheckConstraint(
                condition=Q(kehra=None) | Q(district=None), name="idea_of_a_kehra_or_a_district"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="idea_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into=None),
                name="idea_merged_has_where",
            ),
        ]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="idea_newest"),
            models.Index(fields=["-support_count", "-id"], name="idea_most_supported"),
            GinIndex(OpClass(Unaccent(F("title")), "gin_trgm_ops"), name="idea_title_trgm"),
            GinIndex(Words("language", "title", "text"), name="idea_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:idea", args=[self.pk])

    @property
    def place(self):
        """The Kehrä or the district it was suggested to; None: Sukkula."""
        return self.kehra or self.district

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

    @property
    def takes_support(self):
        return self.state in self.SUPPORTABLE

    @property
    def merge_is_fresh(self):
        """Whether its merge can still be undone."""
        return self.state == self.State.MERGED and timezone.now() - self.state_since < UNDO

    @property
    def takes_comments(self):
        """Unless it went into another, was withdrawn, or is hidden."""
        return self.state not in {self.State.MERGED, self.State.WITHDRAWN} and not self.hidden_at

    def about(self):
        return self.place or self

    def within(self):
        return [self.place] if self.place else []

    def notice_kind(self, event):
        return Notice.Kind.IDEA

    def waits_for(self, event):
        return answering(self) if event.verb in TO_ANSWER else []

    def audience(self, event):
        return audience(self, event)

    def support(self, *, by):
        """Support it, or the one it was merged into, once; returns which (see `Supports.give`)."""
        return Support.objects.give(self, by=by)

    @step(State.OPEN, to=State.TAKEN_UP, allow=rules.can_take_up)
    def take_up(self, *, by):
        """Turn the idea into a draft card, pre-filled; `idea.project` is the card."""
        begin = apps.get_model("kehrat", "Project").objects.begin
        fields = {"title": self.title, "description": self.text, "language": self.language}
        begin(self.kehra, by=by, idea=self, **fields)

    @step(State.OPEN, to=State.DECLINED, allow=rules.can_answer_idea)
    def decline_idea(self, *, by, reason):
        """Say no with a reason that the author and the supporters read."""
        self.reason = reason
        return {"reason": reason}

    @step(State.OPEN, to=State.WITHDRAWN, allow=rules.can_withdraw_idea)
    def withdraw_idea(self, *, by):
        """Take one's own idea back."""

    @step(State.OPEN, to=None, allow=rules.can_carry_idea)
    def carry(self, *, by, kehra):
        """Give an idea that waited to the Kehrä that now works in its district."""
        before, self.kehra, self.district = self.district, kehra, None
        return {"district": before.pk if before else None}

    @transaction.atomic
    def merge(self, *, by, into):
        """Merge it into another idea, or the one that was merged into: see `merge_into`."""
        one_at_a_time()
        self.merge_into(by=by, into=into)

    @step(State.OPEN, to=State.MERGED, allow=rules.can_answer_idea)
    def merge_into(self, *, by, into):
        """Join it to a like one, with its supporters, each counted once. Call `merge`.

        PermissionDenied when one does not answer for the other idea too; WrongState when it has
        been declined, withdrawn or hidden, or is this one.
        """
        return join(self, into, by)

    @transaction.atomic
    def undo_merge(self, *, by):
        """Take the merge back within UNDO: see `split`."""
        one_at_a_time()
        self.split(by=by)

    @step(State.MERGED, to=State.OPEN, allow=rules.can_undo_merge)
    def split(self, *, by):
        """Open it again; those who came with it leave the other idea. Call `undo_merge`.

        WrongState when the other has been merged further: that is to be undone first.
        """
        return part(self)
