"""What Sukkula asks to have changed on a card, one field at a time, and what its people answer."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, step
from kehityspolku.events.verbs import verb
from kehrat.cards.headings import HEADINGS
from kehrat.groups import rules as group_rules
from kehrat.groups.models import Kehra
from kehrat.projects import rules
from kehrat.projects.models.project import Project

APART = {"legacy", "lessons_good", "lessons_improve", "remainder", "title_line", "card"}
APART |= {"benefits_unstated", "legacy_unstated"}
FIELDS = ("", "title", *(name for name in HEADINGS if name not in APART))  # "": the whole card


class ChangeRequests(models.QuerySet):
    def visible_to(self, user):
        """The card's two sides: members of its Kehrä and Sukkula's staff; never the public."""
        if group_rules.is_sukkula(user):
            return self.filter(project__in=Project.objects.visible_to(user))
        return self.filter(project__kehra__in=Kehra.objects.joined_by(user))

    def pending(self):
        """Those not settled yet, answered or not."""
        return self.filter(state__in=self.model.PENDING)

    def unanswered(self):
        return self.filter(state=self.model.State.OPEN)

    def ask(self, project, *, by, changes, language=""):
        """Ask for `changes`, {name of a field, "" for the whole card: words}.

        One that was pending on the field is put away as asked again. Called by the card's own
        step, which has locked it. ValidationError: no such field, or no words.
        """
        if not (changes.keys() <= set(FIELDS) and all(changes.values())):
            raise ValidationError(gettext("Say of each part that you name what to change in it."))
        for earlier in self.pending().filter(project=project, field__in=changes):
            earlier.ask_again(by=by)
        asked = {"project": project, "by": by, "language": language or project.language}
        return self.bulk_create(self.model(field=f, words=w, **asked) for f, w in changes.items())

    @verb("close_changes", of="kehrat.Project")
    def close(self, project, *, by):
        """Put away what is not settled, for the card is decided on or withdrawn.

        Called by the card's own step, which has locked it. The history is told; returns what the
        step's event tells of it: {"left": fields} or {}.
        """
        left = self.pending().filter(project=project)
        if fields := list(left.values_list("field", flat=True)):
            left.update(state=self.model.State.CLOSED, settled_by=by, settled_at=moments.now())
            record("close_changes", project, by=by, fields=fields)
        return {"left": fields} if fields else {}

    def tally(self):
        """Which fields have an answer and which not, of what is not settled; {} when all is."""
        fields = {True: [], False: []}
        for asked in self.pending():
            fields[asked.is_open].append(asked.field)
        return (
            {"answered": fields[False], "unanswered": fields[True]} if any(fields.values()) else {}
        )


class ChangeRequest(models.Model):
    """A change that the adviser asks for in one field of a card, and its people's answer."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("change request", "waits for an answer")
        ANSWERED = "answered", pgettext_lazy("change request", "answered")
        RESOLVED = "resolved", pgettext_lazy("change request", "in order")
        REOPENED = "reopened", pgettext_lazy("change request", "asked again")
        CLOSED = "closed", pgettext_lazy("change request", "left as it was")

    PENDING = [State.OPEN, State.ANSWERED]
    TONES = {State.OPEN: "warn", State.ANSWERED: "wait", State.RESOLVED: "good"}

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="change_requests")
    field = models.CharField(max_length=20, blank=True)
    words = models.TextField(_("what to change"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")  # of words
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=moments.now)
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = ChangeRequests.as_manager()
    guarded_by = "project"  # whether it may be answered depends on the card's state

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "field"],
                condition=Q(state__in=["open", "answered"]),
                name="change_one_pending_of_field",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="change_has_words"),
            models.CheckConstraint(
                condition=(Q(answer="") & Q(answered_at=None))
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="change_answer_is_dated",
            ),
            models.CheckConstraint(
                condition=(Q(state="open") & Q(answer=""))
                | (Q(state="answered") & ~Q(answer=""))
                | Q(state__in=["resolved", "reopened", "closed"]),
                name="change_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered"], settled_at=None)
                | (~Q(state__in=["open", "answered"]) & Q(settled_at__isnull=False)),
                name="change_settled_is_dated",
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.field}"

    def get_absolute_url(self):
        return reverse("kehrat:project", args=[self.project_id])

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

    @property
    def is_open(self):
        """Not answered yet, nor settled."""
        return self.state == self.State.OPEN

    @property
    def is_pending(self):
        return self.state in self.PENDING

    @step(State.OPEN, State.ANSWERED, to=State.ANSWERED, allow=rules.can_answer_change)
    def answer_change(self, *, by, words):
        """Say what was done about it; said anew until the card is given back."""
        if not words:
            raise ValidationError(gettext("Write an answer."))
        self.answer, self.answered_by, self.answered_at = words, by, moments.now()
        return {"words": words}

    @step(State.OPEN, State.ANSWERED, to=State.RESOLVED, allow=rules.can_settle_change)
    def resolve_change(self, *, by):
        """Find it in order, answered in words or not."""
        self.settle(by)

    @step(State.OPEN, State.ANSWERED, to=State.REOPENED, allow=rules.can_settle_change)
    def ask_again(self, *, by):
        """Put it away for a new request on the same field (`ChangeRequests.ask`)."""
        self.settle(by)

    def settle(self, by):
        self.settled_by, self.settled_at = by, moments.now()
