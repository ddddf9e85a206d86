"""A discussion as its page shows it: threads in their order, each with what the reader may do."""

from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from kehityspolku.models import User
from kehityspolku.web import paging
from kehrat.groups.rules import is_coordinator, is_sukkula
from kehrat.talk import rules
from kehrat.talk.models.case import Case, Flag
from kehrat.talk.models.comment import Comment, Discussion, address

SIZE = 20  # threads on a page
ANSWERS = 10  # answers shown below each; the thread's own page has them all


@dataclass
class Reader:
    """Who reads a thing's discussion, and what that gives; asked once for all its comments."""

    user: object
    thing: object
    moderates: bool
    speaks: bool

    @classmethod
    def of(cls, user, thing):
        moderates = is_sukkula(user) or is_coordinator(user, thing.kehra)
        return cls(user, thing, moderates, speaks=rules.can_comment(user, thing))

    @cached_property
    def team(self):
        """Keys of those who coordinate the thing's Kehrä."""
        kehra = self.thing.kehra
        return set(kehra.coordinators().values_list("pk", flat=True)) if kehra else set()

    @cached_property
    def staff(self):
        """Keys of Sukkula's people."""
        return set(User.objects.of_sukkula().values_list("pk", flat=True))

    def dress(self, comment):
        """Tell the comment how it is shown: whose, hidden from whom, and what can be done."""
        own = comment.by_id is not None and comment.by_id == self.user.pk
        comment.role = self.role(comment.by_id)
        comment.removed = comment.state == comment.State.REMOVED
        comment.covered = bool(comment.hidden_at) and not own and not self.moderates
        comment.can = self.acts(comment, own) if not comment.removed else set()
        return comment

    def reports(self, comments):
        """The comments with when the reader reported each, if that waits: `reported_at`."""
        own = Flag.objects.filter(
            by=self.user.pk or 0, closed_at=None, case__comment=OuterRef("pk")
        )
        return comments.annotate(reported_at=Subquery(own.values("at")[:1]))

    def role(self, author):
        if author in self.team:
            return "coordinator"
        return "sukkula" if author in self.staff else ""

    def acts(self, comment, own):
        """What the reader may do with a comment, as names."""
        shown = not comment.hidden_at
        acts = {
            "edit": own and shown and comment.is_fresh,
            "remove": own,
            "reply": self.speaks and shown,
            "flag": not own and not self.moderates and shown,
            "moderate": self.moderates and not own,
        }
        return {name for name, may in acts.items() if may}


def conversation(request, thing):
    """The newest threads of a thing's discussion, oldest of them first, with its count."""
    reader = Reader.of(request.user, thing)
    flags = flagging(reader, thing)
    roots, newer, older = paging.page(reader.reports(threads(thing)), request, key="at", size=SIZE)
    discussion = roots[0].discussion if roots else discussion_of(thing)
    roots.reverse()
    answers = answers_of(roots, reader) if roots else {}
    for root in roots:
        reader.dress(root).answers = answers.get(root.pk, [])
    return SimpleNamespace(
        thing=thing,
        discussion=discussion,
        url=address(thing),
        count=discussion.count,
        threads=roots,
        newer_url=newer,
        older_url=older,
        speaks=reader.speaks,
        flagging=flags,
        reported_at=flags == "flag" and Case.objects.waits_of(request.user, thing),
    )


def flagging(reader, thing):
    """What the reader can do against the thing itself: "flag", "moderate" or nothing."""
    if not hasattr(thing, "hidden_at") or rules.is_author(reader.user, thing):
        return ""
    return "moderate" if reader.moderates else "flag"


def discussion_of(thing):
    """The thing's discussion, not stored before somebody speaks."""
    key = {thing._meta.model_name: thing}
    return Discussion.objects.filter(**key).first() or Discussion(**key)


def threads(thing):
    """The comments that begin threads; of those taken back, the ones that were answered."""
    rows = Comment.objects.filter(**{f"discussion__{thing._meta.model_name}": thing}, parent=None)
    answered = Comment.objects.filter(parent=OuterRef("pk"), state=Comment.State.SHOWN)
    return rows.filter(Q(state=Comment.State.SHOWN) | Exists(answered)).select_related(
        "by", "discussion"
    )


def answers_of(roots, reader):
    """{thread's pk: its newest answers, oldest first}, each with `many`, how many there are."""
    rows = Comment.objects.filter(parent__in=roots, state=Comment.State.SHOWN)
    rows = (
        reader.reports(rows)
        .select_related("by")
        .annotate(
            place=Window(RowNumber(), partition_by=F("parent"), order_by=["-at", "-pk"]),
            many=Window(Count("pk"), partition_by=F("parent")),
        )
    )
    found = {}
    for answer in rows.filter(place__lte=ANSWERS).order_by("at", "pk"):
        found.setdefault(answer.parent_id, []).append(reader.dress(answer))
    return found


def thread(request, comment):
    """One thread whole, its answers by pages, as `conversation` gives many."""
    root = comment.parent or comment
    reader = Reader.of(request.user, comment.thing)
    rows = root.replies.filter(state=Comment.State.SHOWN).select_related("by")
    rows = reader.reports(rows)
    answers, newer, older = paging.page(rows, request, key="at")
    reader.dress(root).answers = [reader.dress(answer) for answer in reversed(answers)]
    return SimpleNamespace(
        thing=comment.thing,
        url=address(comment.thing),
        threads=[root],
        newer_url=newer,
        older_url=older,
        speaks=reader.speaks,
    )
