import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from kehityspolku import events, moments, money
from kehityspolku.models import Notice
from kehityspolku.models.line import LineField
from kehityspolku.steps import Outdated, StateField, lock, step
from kehrat import rules

from . import project_version
from .duty import Duty
from .idea import Idea
from .kehra import Kehra
from .organisation import Organisation
from .place import District, FinnishOrder, SubArea, Unaccent
from .project_audience import audience, co_editors, desk, team, waits_for
from .project_set import Projects
from .project_text import card_of, freeze, missing, store


def lines(label):
    """A list of texts, one a line on the card."""
    return ArrayField(models.TextField(), verbose_name=label, default=list, blank=True)


@pghistory.track(exclude=["signatory", "signatory_role"])
class Project(models.Model):
    """A project and its card in Helka's format. The card's content goes in and out as a `Card`."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("card", "draft")
        SUBMITTED = "submitted", pgettext_lazy("card", "submitted")
        IN_REVIEW = "in_review", pgettext_lazy("card", "in Sukkula's review")
        CHANGES_REQUESTED = "changes_requested", pgettext_lazy("card", "changes requested")
        APPROVED = "approved", pgettext_lazy("card", "approved")
        REJECTED = "rejected", pgettext_lazy("card", "rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("card", "withdrawn")
        RUNNING = "running", pgettext_lazy("card", "running")
        ENDED = "ended", pgettext_lazy("card", "ended")
        TAKEN_IN = "taken_in", pgettext_lazy("card", "taken into the approved card")

    PUBLIC = [State.APPROVED, State.RUNNING, State.ENDED]
    OPEN_TEXT = [State.DRAFT, State.CHANGES_REQUESTED]
    ON_THE_WAY = [*OPEN_TEXT, State.SUBMITTED, State.IN_REVIEW]
    FUNDABLE = [State.APPROVED, State.RUNNING]
    WITH_ADVISER = [
        *(State.IN_REVIEW, State.CHANGES_REQUESTED),
        *(State.APPROVED, State.RUNNING),
    ]
    ANSWERED = [State.SUBMITTED, State.IN_REVIEW]  # an answer of Sukkula's is waited for
    TONES = {
        State.DRAFT: "quiet",
        State.SUBMITTED: "wait",
        State.IN_REVIEW: "wait",
        State.CHANGES_REQUESTED: "warn",
        State.APPROVED: "good",
        State.RUNNING: "good",
        State.REJECTED: "bad",
        State.WITHDRAWN: "quiet",
        State.ENDED: "quiet",
        State.TAKEN_IN: "quiet",
    }

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    idea = models.OneToOneField(
        Idea, null=True, blank=True, on_delete=models.PROTECT, related_name="project"
    )
    revises = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    priority = models.ForeignKey(
        "kehrat.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = StateField(choices=State, default=State.DRAFT, max_length=20)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    shared = models.BooleanField(_("Sukkula may read the draft"), default=False)
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="advised_projects",
    )
    promised_on = models.DateField(_("an answer promised by"), null=True, blank=True)
    applicant = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    applicant_name = models.TextField(_("applicant"), blank=True)
    business_id = models.TextField(_("business ID"), blank=True)
    signatory = models.TextField(_("who signs for the applicant"), blank=True)
    signatory_role = models.TextField(_("role of the one who signs"), blank=True)
    granted = money.EurosField(_("granted"), default=0)

    title = LineField(_("title"), max_length=200)
    title_line = models.CharField(_("title line as received"), max_length=400, blank=True)
    stated_state = models.CharField(_("state as stated"), max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    description = models.TextField(_("description"), blank=True)
    goals = lines(_("goals"))
    purpose = models.TextField(_("how it serves Helka's purpose"), blank=True)
    benefits = models.TextField(_("benefits to the city and region"), blank=True)
    results = lines(_("expected results"))
    legacy_least = lines(_("what lives on, at least"))
    legacy_best = lines(_("what lives on, at best"))
    evaluation = lines(_("evaluation"))
    lessons_good = models.TextField(_("what worked"), blank=True)
    lessons_improve = models.TextField(_("what to improve"), blank=True)
    all_districts = models.BooleanField(_("the whole of Helsinki"), default=False)
    districts = models.ManyToManyField(District, blank=True, related_name="projects")
    sub_areas = models.ManyToManyField(SubArea, blank=True, related_name="projects")
    target_areas = lines(_("target areas as written"))
    actors = models.TextField(_("actors"), blank=True)
    partners = lines(_("partners"))
    remainder = models.TextField(_("text that was not understood"), blank=True)

    objects = Projects.as_manager()
    followable = True

    class Meta:
        ordering = ["-state_since", "-pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        permissions = [("review_project", "Reviews the card"), ("edit_project", "Edits the card")]
        indexes = [
            GinIndex(OpClass(Unaccent(F("title")), "gin_trgm_ops"), name="project_title_trgm"),
            models.Index(fields=["-state_since", "-id"], name="project_list"),
            models.Index(fields=["state", "state_since"], name="project_state"),
            models.Index(FinnishOrder("title"), "id", name="project_title"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__gte=0), name="project_granted_not_negative"
            ),
            models.UniqueConstraint(
                "revises",
                condition=Q(state__in=["draft", "changes_requested", "submitted", "in_review"]),
                name="project_one_open_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_in") | Q(revises__isnull=False),
                name="project_taken_in_revises",
            ),
            models.CheckConstraint(
                condition=Q(revises=None) | ~Q(state__in=["approved", "running", "ended"]),
                name="project_version_is_not_public",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:project", args=[self.pk])

    @property
    def is_open_text(self):
        return self.state in self.OPEN_TEXT

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_under_review(self):
        """Sukkula reads it, or waits for the changes that it asked for."""
        return self.state in {self.State.IN_REVIEW, self.State.CHANGES_REQUESTED}

    @property
    def is_fundable(self):
        """Applications can be opened for it."""
        return self.state in self.FUNDABLE

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    @property
    def waits_for_answer(self):
        """Sukkula has it and has promised an answer."""
        return self.state in self.ANSWERED and self.promised_on is not None

    @property
    def is_late(self):
        """Sukkula has not answered by the day it promised."""
        return self.waits_for_answer and self.promised_on < moments.today()

    @property
    def is_public(self):
        """Everyone may read the card."""
        return self.state in self.PUBLIC

    takes_comments = is_public  # public cards are spoken of

    @property
    def rests(self):
        """Rejected or withdrawn."""
        return self.state in {self.State.REJECTED, self.State.WITHDRAWN}

    @property
    def takes_co_editors(self):
        return not self.rests and self.state != self.State.TAKEN_IN

    @property
    def has_ended(self):
        return self.state == self.State.ENDED

    def within(self):
        return [self.kehra] if self.kehra else []

    waits_for, audience, desk, team = waits_for, audience, desk, team
    named_editors = co_editors

    def notice_kind(self, event):
        if event.verb in {"approve", "reject", "screen_out"}:
            return Notice.Kind.DECISION
        return Notice.Kind.PROJECT

    def tell_supporters(self, verb, by):
        """Tell those who supported the idea it began with, if any, how it goes."""
        if self.idea:
            events.record(verb, self.idea, by=by)

    def card(self):
        """The card's content as a `Card`, the shape of import, print and revisions."""
        return card_of(self)

    @transaction.atomic
    def write(self, card, *, by, seen):
        """Save what an editor wrote over the card whose mark was `seen` (see `Card.mark`).

        Raises PermissionDenied; Outdated when somebody has saved another text meanwhile.
        """
        lock(self)
        if not rules.can_edit(by, self):
            raise PermissionDenied
        if self.card().mark() != seen:
            raise Outdated
        self.apply(card)

    @transaction.atomic
    def apply(self, card):
        """Store the content of a `Card` in place of what there was."""
        store(self, card)

    def missing(self):
        """What a card lacks before it can be submitted: names of its fields."""
        return missing(self)

    def asked_for(self):
        """Total of the budget rows in euros, Decimal; None when no amount is stated."""
        rows = [row for row in self.budget.all() if not row.total]
        amounts = [row.amount for row in rows if row.amount is not None]
        return sum(amounts) if amounts else None

    @step(State.DRAFT, to=State.SUBMITTED, allow=rules.can_submit)
    def submit(self, *, by):
        """Send the card to Sukkula, frozen as submitted. ValidationError while something lacks."""
        if self.missing():
            raise ValidationError(
                gettext("The card is not ready yet."), params={"lacks": self.missing()}
            )
        freeze(self, "submitted", by)
        self.adviser = Duty.objects.adviser_for(self)
        self.promised_on = moments.in_days(settings.ANSWER_DAYS)

    @step(State.DRAFT, to=None, allow=rules.can_share)
    def share(self, *, by, with_sukkula=True):
        """Let Sukkula's people read the draft, or no more."""
        self.shared = with_sukkula
        return {"with_sukkula": with_sukkula}

    @step(State.SUBMITTED, to=State.IN_REVIEW, allow=rules.can_take)
    def take(self, *, by):
        """Become the card's adviser, maybe in another's place, and begin Sukkula's review."""
        before, self.adviser = self.adviser_id, by
        return {"before": before} if before not in (None, by.pk) else {}

    @step(State.SUBMITTED, to=State.REJECTED, allow=rules.can_take)
    def screen_out(self, *, by, reason, language=""):
        """Turn the card down before a review, with a reason that the applicants read."""
        self.adviser = by
        return {"reason": reason, "language": language}

    @step(State.SUBMITTED, State.IN_REVIEW, to=None, allow=rules.can_take)
    def promise(self, *, by, day, reason):
        """Promise an answer by another day, and say to the applicants why."""
        before, self.promised_on = self.promised_on, day
        return {"was": before and before.isoformat(), "day": day.isoformat(), "reason": reason}

    @step(State.SUBMITTED, *WITH_ADVISER, to=None, allow=rules.can_take)
    def assign(self, *, by, adviser):
        """Give the card to an adviser, who is told, as is the one before."""
        if not adviser.is_sukkula:
            raise PermissionDenied
        before, self.adviser = self.adviser_id, adviser
        return {"before": before} if before else {}

    @step(*WITH_ADVISER, to=None, allow=rules.can_take)
    def take_over(self, *, by):
        """Become the adviser in another's place, who is told."""
        before, self.adviser = self.adviser_id, by
        return {"before": before}

    @step(State.IN_REVIEW, to=State.CHANGES_REQUESTED, allow=rules.can_review)
    def ask_changes(self, *, by, message="", changes=None, language=""):
        """Open the text to the applicants again, saying what to change.

        `changes`: {name of a field: words}, each to be answered and settled by itself;
        `language`: of the words, the card's own unless told.
        """
        changes = changes or {}
        if not (message or changes):
            raise ValidationError(gettext("Say what to change."))
        self.change_requests.ask(self, by=by, changes=changes, language=language)
        told = {"changes": list(changes.items()), "language": language}
        return {"message": message, **{name: value for name, value in told.items() if value}}

    @step(State.CHANGES_REQUESTED, to=State.IN_REVIEW, allow=rules.can_resubmit)
    def resubmit(self, *, by, message=""):
        """Give the changed card back to Sukkula, frozen."""
        freeze(self, "submitted", by)
        self.promised_on = moments.in_days(settings.ANSWER_DAYS_AGAIN)
        return {"message": message, **self.change_requests.tally()}

    def approved_as(self, **facts):
        """The state that approving leads to: a new version goes into the card it revises."""
        return self.State.TAKEN_IN if self.revises_id else self.State.APPROVED

    @step(State.IN_REVIEW, to=GET_STATE(approved_as), allow=rules.can_review)
    def approve(self, *, by, reason="", language=""):
        """Approve the card, frozen: it is public and routable; a version goes into its card."""
        freeze(self, "approved", by)
        left = self.change_requests.close(self, by=by)
        if self.revises:
            project_version.take_in(self, by=by)
        self.tell_supporters("idea_approved", by)
        return {"reason": reason, "language": language, **left}

    @step(State.IN_REVIEW, to=State.REJECTED, allow=rules.can_review)
    def reject(self, *, by, reason, language=""):
        """Reject the card with a reason that the applicants read."""
        left = self.change_requests.close(self, by=by)
        return {"reason": reason, "language": language, **left}

    @step(
        State.DRAFT,
        State.SUBMITTED,
        State.IN_REVIEW,
        State.CHANGES_REQUESTED,
        to=State.WITHDRAWN,
        allow=rules.can_withdraw,
    )
    def withdraw(self, *, by):
        """Take the card back."""
        return self.change_requests.close(self, by=by)

    @step(State.REJECTED, State.WITHDRAWN, to=State.DRAFT, allow=rules.can_reopen)
    def reopen(self, *, by, reason):
        """Let the applicants write again, for a reason."""
        project_version.refuse_second(self)
        self.version += 1
        return {"reason": reason}

    @step(State.APPROVED, State.RUNNING, to=State.RUNNING, allow=rules.can_note_grant)
    def note_grant(self, *, by, amount, source):
        """A funder granted money: the project runs. `amount` in euros, None when not stated."""
        self.granted += amount or 0
        self.tell_supporters("idea_granted", by)
        return {"amount": str(amount) if amount is not None else None, "source": source}

    @step(State.RUNNING, to=State.ENDED, allow=rules.can_end)
    def end(self, *, by):
        """End the project; its lessons are asked for, a new version on the way is withdrawn."""
        project_version.close_version(self, by=by)
        self.tell_supporters("idea_ended", by)

    @step(State.ENDED, to=None, allow=rules.can_tell_lessons)
    def tell_lessons(self, *, by, good, improve):
        """Write what worked and what to improve, now that the project has ended."""
        self.lessons_good, self.lessons_improve = good, improve
