"""Messages and notes about a card; decisions that wait to be announced."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from kehityspolku import moments
from kehityspolku.events import clock, duties
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import verb
from kehrat.groups import readers
from kehrat.groups.rules import is_lead, is_sukkula
from kehrat.models import Absence, Kehra, Membership, Project
from kehrat.projects import circles
from sukkula import rules


def other_side(message, event):
    """Who is to read it: the card's editors, or the adviser; Sukkula's leads when none of them can
    be reached."""
    if not message.from_sukkula:
        return circles.desk(message, event)
    editors = [*circles.coordinators(message, event), *circles.co_editors(message, event)]
    people = dict.fromkeys(editors)
    return duties.or_sukkula(people) if message.project.kehra else list(people)


class Messages(models.QuerySet):
    def unanswered(self):
        """What applicants wrote and Sukkula has not answered, by a message or by a note of what was
        said otherwise."""
        later = {"project": OuterRef("project"), "at__gte": OuterRef("at")}
        answered = Exists(Message.objects.filter(from_sukkula=True, **later))
        return self.filter(~answered, ~Exists(Note.objects.filter(**later)), from_sukkula=False)

    def visible_to(self, user):
        """Sukkula's staff read all, members those about their Kehrä's cards."""
        if is_sukkula(user):
            return self.filter(project__in=Project.objects.visible_to(user))
        return self.filter(project__kehra__in=Kehra.objects.joined_by(user))

    def readable(self, pairs):
        """Of (message, user) pairs those that may still be read, as keys."""
        return readers.of_kehra(pairs, Membership.objects, kehra_of=lambda m: m.project.kehra_id)

    @verb("message", waits_for=other_side)
    def send(self, project, *, by, text, language):
        """Write to the other side about a card; it is told. PermissionDenied when not allowed."""
        check(rules.can_message, by, project)
        with transaction.atomic():
            message = self.create(
                project=project,
                by=by,
                from_sukkula=is_sukkula(by),
                text=text,
                language=language,
            )
            record("message", message, by=by)
        return message


class Message(models.Model):
    """A message between a card's applicants and Sukkula."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_sukkula = models.BooleanField(_("from Sukkula"))
    text = models.TextField(_("message"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    at = models.DateTimeField(default=moments.now)

    objects = Messages.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index("project", "at", name="message_thread")]

    def __str__(self):
        return f"{self.project} {self.at:%Y-%m-%d}"

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    def get_absolute_url(self):
        return reverse("sukkula:messages", args=[self.project_id])


def of_others(rows, user):
    """Of what Sukkula keeps to itself about cards, what is not of the person's own Kehrät."""
    return rows.exclude(project__kehra__in=Kehra.objects.joined_by(user))


def mailed(project, *, by):
    """Whom mail of a message that `by` writes about a card reaches."""
    people = other_side(Message(project=project, from_sukkula=is_sukkula(by)), None)
    return [person for person in people if person.is_reachable and person != by]


class Notes(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever; not those of a card of one's own Kehrä."""
        return of_others(self, user) if is_sukkula(user) else self.none()

    def write(self, project, *, by, text):
        """Keep an internal note on a card. Nobody is told."""
        check(rules.can_note, by, project)
        return self.create(project=project, by=by, text=text)


class Note(models.Model):
    """Sukkula's internal note on a card."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("internal note"), max_length=4000)
    at = models.DateTimeField(default=moments.now)

    objects = Notes.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self):
        return f"{self.project} {self.at:%Y-%m-%d}"


class Verdicts(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever; not those of a card of one's own Kehrä."""
        return of_others(self, user) if is_sukkula(user) else self.none()

    def of(self, user, own=None):
        """Those that the user may announce or take back: a lead all, an adviser the own cards' and
        those of an absent one whom the user stands in for (`own`: their keys, if they are known).
        """
        seen = self.visible_to(user)
        if is_lead(user):
            return seen
        return seen.filter(project__adviser__in=own or Absence.objects.answers_for(user))

    def pending(self):
        return self.filter(announced_at=None, withdrawn_at=None)

    def readable(self, pairs):
        """Of (verdict, user) pairs those that may still be read, as keys: as `visible_to`."""
        people = {user.pk for _verdict, user in pairs}
        desk, own = readers.of_sukkula(people), Membership.objects.pairs(people)
        return {
            (verdict.pk, user.pk)
            for verdict, user in pairs
            if user.pk in desk and (verdict.project.kehra_id, user.pk) not in own
        }

    @verb("decide_later", waits_for=circles.desk)
    def decide(self, project, *, by, outcome, reason="", language="fi"):
        """Decide on a card in review without saying so yet; outside Sukkula nothing shows.

        `language`: of the reason.

        PermissionDenied unless its adviser or a lead decides; WrongState when the card is not in
        review or a decision on it waits already.
        """
        with transaction.atomic():
            lock(project)
            check(rules.can_decide, by, project)
            if project.state != Project.State.IN_REVIEW:
                raise WrongState(project)
            self.refuse_second(project)
            facts = {"outcome": outcome, "reason": reason, "language": language}
            verdict = self.create(project=project, decided_by=by, **facts)
            record("decide_later", verdict, by=by)
        return verdict

    def words_before(self, project, outcome):
        """What was written for a decision of this kind that was taken back or became void."""
        last = self.filter(project=project).exclude(withdrawn_at=None).last()
        return {"reason": last.reason} if last and last.outcome == outcome else {}

    def refuse_second(self, project):
        """Raises WrongState when a decision on the card waits already."""
        if waiting := self.filter(project=project).pending().first():
            raise WrongState(waiting)


class Verdict(models.Model):
    """A decision on a card that waits to be announced, or did. It is never rewritten.

    It waits only while its card is in review: when the card leaves the review in another way
    (changes are asked for, its people withdraw it), the database voids it (migration
    0004_verdicts).
    """

    class Outcome(models.TextChoices):  # named as the card's own verbs
        APPROVE = "approve", pgettext_lazy("verdict", "approve")
        REJECT = "reject", pgettext_lazy("verdict", "reject")

    TONES = {"approve": "good", "reject": "bad"}
    guarded_by = "project"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="verdicts")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(default=moments.now)
    announced_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_void = models.BooleanField(default=False)  # withdrawn by the card's leaving the review

    objects = Verdicts.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(
                fields=["decided_at", "id"],
                condition=Q(announced_at=None, withdrawn_at=None),
                name="verdict_waits",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                "project",
                condition=Q(announced_at=None, withdrawn_at=None),
                name="verdict_pending_once_on_a_card",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="reject", reason=""), name="verdict_rejects_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(withdrawn_at=None), name="verdict_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(is_void=False) | Q(withdrawn_at__isnull=False),
                name="verdict_void_has_ended",
            ),
        ]

    def __str__(self):
        return str(self.project)

    def get_absolute_url(self):
        return reverse("sukkula:review", args=[self.project_id])

    def get_state_display(self):
        if self.announced_at:
            return pgettext("verdict", "announced")
        if self.is_void:
            return pgettext("verdict", "void, for the card left the review")
        waits = pgettext("verdict", "waits to be announced")
        return pgettext("verdict", "taken back") if self.withdrawn_at else waits

    @property
    def tone(self):
        return self.TONES[self.outcome]

    @property
    def is_pending(self):
        return self.announced_at is None and self.withdrawn_at is None

    @property
    def matters(self):
        """The desk tells of it on its card: it waits, or was voided and no answer came since."""
        answered = [*Project.PUBLIC, Project.State.REJECTED, Project.State.TAKEN_IN]
        return self.is_pending or (self.is_void and self.project.state not in answered)

    still_waits = clock.reminder(
        dict.fromkeys(Outcome.values, (7, circles.desk)),
        field="outcome",
        since="decided_at",
        among=lambda verdicts, now: verdicts.filter(announced_at=None, withdrawn_at=None),
    )

    @transaction.atomic
    def announce(self, *, by):
        """Approve or reject the card as was decided: its people are told as of any decision.

        PermissionDenied; WrongState when it waits no more.
        """
        lock(self)
        check(rules.can_announce, by, self)
        if not self.is_pending:
            raise WrongState(self)
        self.announced_at = moments.now()  # before the card's step, which would void it
        self.save()
        getattr(self.project, self.outcome)(by=by, reason=self.reason, language=self.language)

    @verb("take_back_decision", waits_for=circles.desk)
    @transaction.atomic
    def take_back(self, *, by):
        """Undo the decision before it is announced, as if it had not been made."""
        lock(self)
        check(rules.can_announce, by, self)
        if not self.is_pending:
            raise WrongState(self)
        self.withdrawn_at = moments.now()
        self.save()
        record("take_back_decision", self, by=by)
