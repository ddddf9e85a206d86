from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kehityspolku.models import Notice
from kehityspolku.steps import StateField, step
from kehrat import rules_talk as rules

from .comment_set import Comments, Gone, audience
from .discussion import Discussion

EDITABLE = timedelta(minutes=15)  # so long an author may mend a comment


@pghistory.track()
class Comment(models.Model):
    """What a person says of an idea, an announcement or a public project, or answers to another."""

    class State(models.TextChoices):
        SHOWN = "shown", pgettext_lazy("comment", "shown")
        REMOVED = "removed", pgettext_lazy("comment", "removed by its author")

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    text = models.TextField(gettext_lazy("comment"), max_length=4000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    state = StateField(choices=State, default=State.SHOWN, max_length=10)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Comments.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = gettext_lazy("comment")
        verbose_name_plural = gettext_lazy("comments")
        indexes = [
            models.Index(fields=["discussion", "-at", "-id"], name="comment_threads"),
            models.Index(fields=["parent", "at", "id"], name="comment_replies"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="removed") | ~Q(text=""), name="comment_says_something"
            )
        ]

    def __str__(self):
        return " ".join(self.text.split())[:60]

    def get_absolute_url(self):
        return f"{reverse('kehrat:comment', args=[self.pk])}#c{self.pk}"

    @property
    def thing(self):
        """The idea, announcement or project spoken of."""
        return self.discussion.thing

    @property
    def kehra(self):
        return self.thing.kehra

    @property
    def title(self):
        return self.thing.title

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN and not self.hidden_at

    @property
    def editable_until(self):
        return self.at + EDITABLE

    @property
    def is_fresh(self):
        """Its author may still mend it."""
        return timezone.now() < self.editable_until

    def is_open_to(self, user, told):
        """Whether its thing is still read by the user; `told`: readable announcements' keys."""
        if self.discussion.announcement_id:
            return (self.discussion.announcement_id, user.pk) in told
        if self.discussion.idea_id:
            return not self.thing.hidden_at
        return self.thing.takes_comments

    def within(self):
        return [self.thing, *([self.kehra] if self.kehra else [])]

    def notice_kind(self, event):
        return Notice.Kind.COMMENT

    def audience(self, event):
        """Of what is done to a comment later nobody hears."""
        return audience(self) if event.verb == "comment" else []

    @step(State.SHOWN, to=None, allow=rules.can_edit_comment)
    def edit_comment(self, *, by, text, language):
        """Mend what one said, for 15 minutes; Gone after that. Its history keeps what it was."""
        if not self.is_fresh:
            told = _("A comment can be edited for 15 minutes. You can write a new one.")
            raise Gone(self, told)
        self.text, self.language, self.edited_at = text, language, timezone.now()

    @step(State.SHOWN, to=State.REMOVED, allow=rules.can_remove_comment)
    def remove_comment(self, *, by):
        """Take back what one said; its place stays if others have answered."""
        self.text = ""
        self.discussion.recount(without=self)
