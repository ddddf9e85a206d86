"""Comments, and the discussion that a thing has of them."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kehityspolku import moments
from kehityspolku.events import follows
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.models import User
from kehrat.groups.models import Kehra
from kehrat.groups.rules import is_sukkula
from kehrat.ideas.models import Idea
from kehrat.projects.models import Project
from kehrat.talk import rules
from kehrat.talk.models.announcement import Announcement

EDITABLE = timedelta(minutes=15)  # so long an author may mend a comment


def one_of(*names):
    """The condition that exactly one of these foreign keys is set."""
    each = [Q(**{f"{other}__isnull": other != name for other in names}) for name in names]
    return Q(*each, _connector=Q.OR)


def kind_of(record):
    """Of which of its KINDS the one thing of the record is."""
    return next(kind for kind in record.KINDS if getattr(record, f"{kind}_id"))


def thing_of(record):
    return getattr(record, kind_of(record))


class Discussions(models.QuerySet):
    def of(self, thing):
        """The discussion of an idea, announcement or project; begun if there is none."""
        return self.get_or_create(**{thing._meta.model_name: thing})[0]


class Discussion(models.Model):
    """What is said of one thing: its row keeps the count and, locked, lets one write at a time."""

    KINDS = ("idea", "announcement", "project")

    idea = models.OneToOneField(Idea, null=True, on_delete=models.CASCADE)
    announcement = models.OneToOneField(Announcement, null=True, on_delete=models.CASCADE)
    project = models.OneToOneField(Project, null=True, on_delete=models.CASCADE)
    count = models.PositiveIntegerField(default=0)

    objects = Discussions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("idea", "announcement", "project"), name="discussion_of_one_thing"
            )
        ]

    def __str__(self):
        return str(self.thing)

    kind, thing = property(kind_of), property(thing_of)  # what is spoken of

    def recount(self, without=None):
        """Keep how many comments are shown, but for one that is about to go."""
        lock(self)
        shown = self.comments.shown().exclude(pk=without and without.pk)
        self.count = shown.count()
        self.save(update_fields=["count"])


def address(thing):
    """The page of what is said of an idea, announcement or project."""
    return reverse(f"kehrat:{thing._meta.model_name}_comments", args=[thing.pk])


class Gone(WrongState):
    """Too late: the time to edit is over, or what one speaks of is no longer there."""

    def __init__(self, record, told):
        Exception.__init__(self, told)
        self.record = record


def listeners(comment, _event):
    """Whose thing it is, those who speak in the thread, who follow it, if they may read it."""
    thing = comment.thing
    people = [*authors(thing), *speakers(comment), *follows.followers(thing)]
    seen = type(comment).objects.readable((comment, person) for person in people)
    return [person for person in people if (comment.pk, person.pk) in seen]


def authors(thing):
    """Whose thing it is: an idea's or announcement's author, a project's coordinators."""
    if not isinstance(thing, Project):
        return [thing.by] if thing.by else []
    return list(thing.kehra.coordinators()) if thing.kehra else [p for p in [thing.adviser] if p]


def speakers(comment):
    """Those whose comments stand in the thread that a comment joins."""
    root = comment.parent_id
    thread = type(comment).objects.shown().filter(Q(pk=root) | Q(parent=root) & ~Q(parent=None))
    return list(User.objects.filter(comments__in=thread).distinct()) if root else []


def _of_what_is_seen(user):
    """The condition that a comment is on a page that the person may see."""
    return (
        Q(discussion__idea__in=Idea.objects.visible_to(user))
        | Q(discussion__announcement__in=Announcement.objects.visible_to(user))
        | Q(discussion__project__in=Project.objects.visible_to(user))
    )


class Comments(models.QuerySet):
    def shown(self):
        """What everyone who reads the discussion reads."""
        return self.filter(state="shown", hidden_at=None)

    def visible_to(self, user):
        """What is said of what one may see; hidden ones to their authors and moderators."""
        found = self.filter(_of_what_is_seen(user), state="shown")
        if is_sukkula(user):
            return found
        led = Kehra.objects.coordinated_by(user)
        places = [Q(**{f"discussion__{kind}__kehra__in": led}) for kind in Discussion.KINDS]
        mine = [Q(by=user)] if user.is_authenticated else []
        return found.filter(Q(Q(hidden_at=None), *mine, *places, _connector=Q.OR))

    def taken_away(self):
        """Those that moderators hid on pages that everyone reads."""
        return self.filter(_of_what_is_seen(AnonymousUser())).exclude(hidden_at=None)

    def readable(self, pairs):
        """Of (comment, user) pairs those still readable, as keys; always in as many queries."""
        pairs = [(c, user) for c, user in pairs if c and c.is_shown and user.is_active]
        things = [f"discussion__{kind}" for kind in Discussion.KINDS]
        models.prefetch_related_objects([c for c, _user in pairs], *things)
        news = {(c.discussion.announcement, user) for c, user in pairs}
        told = Announcement.objects.readable((a, user) for a, user in news if a)
        return {(c.pk, user.pk) for c, user in pairs if c.is_open_to(user, told)}

    @verb("comment", tells=listeners)
    @transaction.atomic
    def write(self, thing, *, by, text, language, parent=None):
        """Say something of a thing, or answer a comment; an answer to an answer joins its thread.

        PermissionDenied when not allowed; Gone when no comments are taken any more
        or what one answers was taken away meanwhile.
        """
        if by.is_authenticated and not thing.takes_comments:
            raise Gone(thing, _("New comments are not taken here any more."))
        check(rules.can_comment, by, thing)
        discussion = Discussion.objects.of(thing)
        if parent:
            lock(parent)  # before its discussion, as everyone does
            if parent.discussion_id != discussion.pk:
                raise PermissionDenied
            if not parent.is_shown:
                raise Gone(parent, _("The comment that you answer is no longer there."))
            parent = parent.parent or parent
        lock(discussion)
        comment = self.create(
            discussion=discussion, parent=parent, by=by, text=text, language=language
        )
        discussion.recount()
        record("comment", comment, by=by)
        return comment


@pghistory.track()
class Comment(models.Model):
    """What a person says of an idea, an announcement or a public project, or answers to another."""

    group_at = "thing.kehra_id"
    notice_kind, sign_of_life = Kind.COMMENT, False

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
    at = models.DateTimeField(default=moments.now)
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
        return moments.now() < self.editable_until

    def is_open_to(self, user, told):
        """Whether its thing is still read by the user; `told`: readable announcements' keys."""
        if self.discussion.announcement_id:
            return (self.discussion.announcement_id, user.pk) in told
        if self.discussion.idea_id:
            return not self.thing.hidden_at
        return self.thing.takes_comments

    def within(self):
        return [self.thing, *([self.kehra] if self.kehra else [])]

    @step(State.SHOWN, to=None, allow=rules.can_edit_comment)
    def edit_comment(self, *, by, text, language):
        """Mend what one said, for 15 minutes; Gone after that. Its history keeps what it was."""
        if not self.is_fresh:
            told = _("A comment can be edited for 15 minutes. You can write a new one.")
            raise Gone(self, told)
        self.text, self.language, self.edited_at = text, language, moments.now()

    @step(State.SHOWN, to=State.REMOVED, allow=rules.can_remove_comment)
    def remove_comment(self, *, by):
        """Take back what one said; its place stays if others have answered."""
        self.text = ""
        self.discussion.recount(without=self)
