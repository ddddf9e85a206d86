"""What stands behind a card's turn: the decision that waits, a message, scores, changes asked for.

The work list and the card's own page say the same; one query, however many cards there are. Of the
cards of the reader's own Kehrä neither decision nor scores are told.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehrat.models import ChangeRequest, Project
from sukkula.panels.models import Review
from sukkula.review.models import Message, Verdict


@dataclass
class Facts:
    """Of one card: counts, and when the applicants wrote what nobody has answered."""

    verdict: bool = False
    wrote_at: datetime | None = None
    asked: int = 0
    answered: int = 0
    reviewers: int = 0
    scores: int = 0
    due: date | None = None  # for the changes, of a card whose people have it to change

    @property
    def next(self):
        """What comes next, where one of these tells it; else none."""
        if self.verdict:
            return _("Announce the decision that waits, or take it back")
        if self.wrote_at:
            return _("Answer the applicants' message")
        if self.reviewers and self.scores == self.reviewers:
            return _("All scores are in: read them and decide")
        return ""

    @property
    def lines(self):
        """The facts in words."""
        if self.verdict:
            yield _("Decided, not announced yet")
        if self.wrote_at:
            yield _("The applicants wrote on %(day)s") % {
                "day": moments.day_text(day(self.wrote_at))
            }
        if self.reviewers:
            numbers = {"given": self.scores, "asked": self.reviewers}
            yield _("Scores: %(given)s of %(asked)s") % numbers
        if self.asked:
            words = _("Changes asked for: %(asked)s, answered: %(answered)s")
            yield words % {"asked": self.asked, "answered": self.answered}
        if self.due:
            told = {"day": moments.day_text(self.due)}
            late = self.due < moments.today()
            yield (
                _("Changes were wanted by %(day)s") if late else _("Changes wanted by %(day)s")
            ) % told


def day(moment):
    return moment.astimezone(moments.HELSINKI).date()


def of_cards(keys, user):
    """{card's pk: Facts} as the user may know them, in one query."""
    mine = {"project": OuterRef("pk")}
    reviews = expected().visible_to(user).filter(panel__project=OuterRef("pk"))
    cards = Project.objects.filter(pk__in=list(keys)).order_by()
    rows = cards.values(
        "pk",
        verdict=Exists(Verdict.objects.visible_to(user).pending().filter(**mine)),
        wrote_at=newest(Message.objects.unanswered().filter(**mine)),
        asked=number(ChangeRequest.objects.pending().filter(**mine)),
        answered=number(ChangeRequest.objects.pending().filter(answered_at__isnull=False, **mine)),
        reviewers=number(reviews, "panel__project"),
        scores=number(reviews.given(), "panel__project"),
        due=Case(When(state=Project.State.CHANGES_REQUESTED, then=F("changes_by"))),
    )
    return {row.pop("pk"): Facts(**row) for row in rows}


def number(rows, of="project"):
    """How many rows there are of the outer card."""
    counted = rows.order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def newest(messages):
    return Subquery(messages.order_by("-at").values("at")[:1])


def expected():
    """Reviews of cards in review that are given or will be: by those who may review today."""
    in_review = Project.State.IN_REVIEW
    return Review.objects.filter(panel__state="open", panel__project__state=in_review).expected()
