from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.models import User
from kehrat.models import Kehra
from sukkula import rules
from sukkula.panels import circles
from sukkula.panels.models.criteria import Criterion
from sukkula.panels.models.panel import Panel

GRANT = "kehrat.review_project"


class Reviews(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff see all but those of the own Kehrä's cards; a reviewer one's own, and
        those given where one's own is."""
        if not user.is_authenticated:
            return self.none()
        if rules.can_use_desk(user):
            return self.exclude(panel__project__kehra__in=Kehra.objects.joined_by(user))
        own = Review.objects.filter(reviewer=user)
        told = Q(state=Review.State.GIVEN, panel__in=own.given().values("panel"))
        return self.filter(Q(reviewer=user) | told)

    def given(self):
        return self.filter(state=Review.State.GIVEN)

    def unfinished(self):
        """Those that are waited for: whose reviewer is none any more counts as none."""
        return self.filter(state__in=Review.UNFINISHED).of_reviewers()

    def waiting_for(self, reviewer):
        """The reviewer's own that wait, by the day they are wanted."""
        mine = self.unfinished().filter(reviewer=reviewer, panel__state="open")
        return mine.order_by("panel__due_on", "pk").select_related("panel__project__kehra")

    def expected(self):
        """Those given, and those waited for."""
        return self.given() | self.unfinished()

    def of_reviewers(self):
        """Those of people who are reviewers today."""
        reviewers = User.objects.holding("reviewer").filter(is_active=True)
        return self.filter(reviewer__in=reviewers)


class Review(models.Model):
    """One reviewer's part of a panel: asked, open after a declaration, given.

    Its verbs alone write the grant by which the reviewer reads the card.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        OPEN = "open", _("being written")
        GIVEN = "given", _("given")
        CONFLICTED = "conflicted", _("conflict of interest")
        ABSTAINED = "abstained", _("abstained")
        DISMISSED = "dismissed", _("request withdrawn")

    UNFINISHED = [State.ASKED, State.OPEN]
    TONES = {State.ASKED: "wait", State.OPEN: "wait", State.GIVEN: "good"}

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews"
    )
    state = StateField(choices=State, default=State.ASKED, max_length=12)
    state_since = models.DateTimeField(default=moments.now)
    words = models.TextField(_("in a few words"), max_length=4000, blank=True)

    objects = Reviews.as_manager()

    class Meta:
        ordering = ["panel", "pk"]
        constraints = [models.UniqueConstraint("panel", "reviewer", name="review_once_in_a_panel")]

    def __str__(self):
        return str(self.panel)

    def get_absolute_url(self):
        return reverse("sukkula:score", args=[self.pk])

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

    @property
    def is_late(self):
        return self.state in self.UNFINISHED and self.panel.due_on < moments.today()

    @property
    def has_ended(self):
        return self.state not in self.UNFINISHED

    @verb(waits_for=circles.asked, sign_of_life=False, reminds=tuple(UNFINISHED))
    def review_due_near(self, *, mark):
        """Remind of the day the scores are wanted by, once for each mark; returns whether it was
        now."""
        once = f"review:{self.pk}:{mark}:{self.panel.due_on}"
        due = moments.iso(self.panel.due_on)
        return record("review_due_near", self, once=once, due_on=due) is not None

    @step(State.ASKED, to=State.OPEN, allow=rules.can_begin_review, tells=circles.adviser)
    def declare_free(self, *, by):
        """Declare that nothing ties one to the card; it opens."""
        grants.give(GRANT, self.reviewer, self.panel.project)

    @step(
        State.ASKED,
        State.OPEN,
        to=State.CONFLICTED,
        allow=rules.can_review_as_oneself,
        waits_for=circles.desk,
        tells=circles.adviser,
    )
    def declare_conflict(self, *, by, words):
        """Declare what ties one to the card; it closes, scores begun are removed."""
        return self.give_none(words)

    @step(
        State.ASKED,
        State.OPEN,
        to=State.ABSTAINED,
        allow=rules.can_review_as_oneself,
        waits_for=circles.desk,
        tells=circles.adviser,
    )
    def abstain(self, *, by, words):
        """Give no scores, for a reason that Sukkula reads."""
        return self.give_none(words)

    @step(
        State.ASKED,
        State.OPEN,
        to=State.DISMISSED,
        allow=rules.can_dismiss,
        tells=circles.reviewer,
    )
    def dismiss(self, *, by):
        """Sukkula needs the review no longer."""
        self.shut()

    @transaction.atomic
    def keep_scores(self, *, by, scores, words=""):
        """Keep what has been scored so far, for oneself: {criterion's pk: (0–5 or None, comment)}.

        PermissionDenied or WrongState as a step; nobody is told.
        """
        lock(self)
        check(rules.can_score, by, self)
        if self.state != self.State.OPEN:
            raise WrongState(self)
        self.write(scores, words)
        self.save(update_fields=["words"])

    @step(State.OPEN, to=State.GIVEN, allow=rules.can_score, tells=circles.adviser)
    def give_review(self, *, by, scores=None, words=""):
        """Give the scores for good, those kept where none are told.

        ValidationError names the criteria that have none.
        """
        if scores is not None:
            self.write(scores, words)
        wanted = self.panel.criteria.criteria.exclude(pk__in=self.scores.values("criterion"))
        if lacking := [str(criterion) for criterion in wanted]:
            raise ValidationError(
                gettext("Score these too, or choose “can't say”: %(names)s")
                % {"names": ", ".join(lacking)}
            )

    def write(self, scores, words):
        """Store the scores in place of those there were."""
        self.words = words
        known = self.panel.criteria.criteria.in_bulk(scores)
        self.scores.all().delete()
        self.scores.bulk_create(
            Score(review=self, criterion=known[pk], value=value, comment=comment)
            for pk, (value, comment) in scores.items()
            if pk in known
        )

    def give_none(self, words):
        """Close the card to the reviewer, for a reason; scores begun are removed. Not saved."""
        self.scores.all().delete()
        self.words = words
        self.shut()
        return {"words": words}

    def shut(self):
        """Close the card to the reviewer."""
        grants.take(GRANT, self.reviewer, self.panel.project)


class Score(models.Model):
    """A criterion scored from 0 to 5; without a value: the reviewer can't say."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["criterion__place"]
        constraints = [
            models.UniqueConstraint("review", "criterion", name="score_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__lte=5), name="score_from_0_to_5"
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.value}"
