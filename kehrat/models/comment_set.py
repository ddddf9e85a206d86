"""Comments as a set: who sees and still may read them, how one is written, who hears of it."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kehityspolku import events, follows
from kehityspolku.models import User
from kehityspolku.steps import WrongState, lock
from kehrat import rules_talk as rules
from kehrat.rules import is_sukkula

from .announcement import Announcement
from .discussion import Discussion
from .idea import Idea
from .kehra import Kehra
from .project import Project


class Gone(WrongState):
    """Too late: the time to edit is over, or what one speaks of is no longer there."""

    def __init__(self, record, told):
        Exception.__init__(self, told)
        self.record = record


class Comments(models.QuerySet):
    def shown(self):
        """What everyone who reads the discussion reads."""
        return self.filter(state="shown", hidden_at=None)

    def visible_to(self, user):
        """What is said of what one may see; hidden ones to their authors and moderators."""
        of = [
            Q(discussion__idea__in=Idea.objects.visible_to(user)),
            Q(discussion__announcement__in=Announcement.objects.visible_to(user)),
            Q(discussion__project__in=Project.objects.visible_to(user)),
        ]
        found = self.filter(Q(*of, _connector=Q.OR), state="shown")
        if is_sukkula(user):
            return found
        led = Kehra.objects.coordinated_by(user)
        places = [Q(**{f"discussion__{kind}__kehra__in": led}) for kind in Discussion.KINDS]
        mine = [Q(by=user)] if user.is_authenticated else []
        return found.filter(Q(Q(hidden_at=None), *mine, *places, _connector=Q.OR))

    def readable(self, pairs):
        """Of (comment, user) pairs those still readable, as keys; always in as many queries."""
        pairs = [(c, user) for c, user in pairs if c and c.is_shown and user.is_active]
        things = [f"discussion__{kind}" for kind in Discussion.KINDS]
        models.prefetch_related_objects([c for c, _user in pairs], *things)
        news = {(c.discussion.announcement, user) for c, user in pairs}
        told = Announcement.objects.readable((a, user) for a, user in news if a)
        return {(c.pk, user.pk) for c, user in pairs if c.is_open_to(user, told)}

    @transaction.atomic
    def write(self, thing, *, by, text, language, parent=None):
        """Say something of a thing, or answer a comment; an answer to an answer joins its thread.

        PermissionDenied when not allowed; Gone when no comments are taken any more
        or what one answers was taken away meanwhile.
        """
        if by.is_authenticated and not thing.takes_comments:
            raise Gone(thing, _("New comments are not taken here any more."))
        if not rules.can_comment(by, thing):
            raise PermissionDenied
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
        events.record("comment", comment, by=by)
        return comment


def audience(comment):
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
