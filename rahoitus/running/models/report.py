"""What a project tells of a grant: interim reports, claims, the final report, the use report."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, marks, moments
from kehityspolku.events import clock
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehrat.groups import readers
from kehrat.groups.models import Membership
from kehrat.projects.circles import both_sides, desk, team
from rahoitus.applications.models.application import Application
from rahoitus.calls.models.reporting import ReportDue
from rahoitus.running import proofs, rules
from rahoitus.running.followed import followed_by
from rahoitus.running.standing import refuse_closed
from rahoitus.sources.models import SourceOfficial

MOST = 60  # of one grant
TEXTS = ("results", "worked", "improve", "risks")


class GrantReports(models.QuerySet):
    def visible_to(self, user):
        """The Kehrä's members and Sukkula; the source's officials once it has gone there."""
        if not user.is_authenticated:
            return self.none()
        sources = grants.held(user, "rahoitus.decide_source")
        inside = Q(application__project__in=followed_by(user))
        delivered = Q(state=self.model.State.DELIVERED, application__call__source__in=sources)
        return self.filter(inside | delivered)

    def readable(self, pairs):
        """Of (report, user) pairs those that may still be read, as keys."""
        pairs = list(pairs)
        deciding = SourceOfficial.objects.pairs({user.pk for _report, user in pairs})
        return readers.of_kehra(
            pairs,
            Membership.objects,
            kehra_of=lambda found: found.application.project.kehra_id,
            others=lambda found, user: (
                found.state == GrantReport.State.DELIVERED
                and (found.application.call.source_id, user.pk) in deciding
            ),
        )

    def unsent(self):
        """Those that their project is to write."""
        return self.filter(state__in=GrantReport.OPEN_TEXT)

    @verb("agree_report", tells=both_sides)
    @transaction.atomic
    def agree(self, application, *, by, kind, due_on, starts_on=None, ends_on=None):
        """Agree that a grant is reported or claimed by a day. PermissionDenied by rule; WrongState
        for what is not granted; ValidationError for what is agreed already, or one too many."""
        lock(application)
        check(rules.can_agree_report, by, application)
        refuse_closed(application)
        there = self.filter(application=application)
        if there.count() >= MOST:
            raise ValidationError(gettext("The grant has too many reports already."))
        if there.filter(kind=kind, due_on=due_on).exists():
            raise ValidationError({"due_on": gettext("This is agreed already.")})
        days = {"due_on": due_on, "starts_on": starts_on, "ends_on": ends_on}
        made = self.create(application=application, kind=kind, **days)
        record("agree_report", made, by=by, day=moments.iso(due_on), kind=kind)
        return made

    @transaction.atomic
    def agree_of_call(self, application):
        """Make those of the timetable that the grant is held to, unless it has some; returns how
        many there are now. The clock does it, once the money is granted.
        """
        lock(application)
        if application.state != Application.State.GRANTED or application.reports.exists():
            return 0
        days = {name: getattr(application, name) for name in ("starts_on", "decided_on")}
        days["ends_on"] = application.last_day_of_work
        asked = application.held_to.reports.all()
        due = {(row.kind, day) for row in asked for day in row.days(**days)}
        for kind, day in sorted(due, key=lambda told: told[::-1])[:MOST]:
            made = self.create(application=application, kind=kind, due_on=day)
            record("agree_report", made, day=moments.iso(day), kind=kind)
        return min(len(due), MOST)


def of_standing_grants(rows, _now):
    """Of reports or payments those whose grant stands and is not closed."""
    return rows.filter(application__state=Application.State.GRANTED)


@pghistory.track(exclude=["figures"])
class GrantReport(models.Model):
    """A report of a grant or a claim of its money: its project tells it, Sukkula checks it."""

    Kind = ReportDue.Kind

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "to be written")
        SENT = "sent", pgettext_lazy("report", "in Sukkula's check")
        RETURNED = "returned", pgettext_lazy("report", "returned for changes")
        ACCEPTED = "accepted", pgettext_lazy("report", "accepted by Sukkula")
        DELIVERED = "delivered", pgettext_lazy("report", "sent to the funder")
        DROPPED = "dropped", pgettext_lazy("report", "not needed")

    OPEN_TEXT = [State.DRAFT, State.RETURNED]
    TOLD = [State.SENT, State.ACCEPTED, State.DELIVERED]  # its figures stay as they were sent
    TONES = {
        State.DRAFT: "quiet",
        State.SENT: "wait",
        State.RETURNED: "warn",
        State.ACCEPTED: "good",
        State.DELIVERED: "good",
        State.DROPPED: "quiet",
    }
    # What each kind has to tell before it is sent.
    NEEDED = {
        Kind.INTERIM: ("results",),
        Kind.FINAL: ("results", "worked", "improve"),
        Kind.USE: ("results",),
        Kind.CLAIM: (),
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=10, choices=ReportDue.Kind)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    due_on = models.DateField(_("given by"))
    state = StateField(choices=State, default=State.DRAFT, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    results = models.TextField(_("results against the goals"), blank=True)
    worked = models.TextField(_("what worked"), blank=True)
    improve = models.TextField(_("what to improve"), blank=True)
    risks = models.TextField(_("risks"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    figures = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    delivered_on = models.DateField(_("sent to the funder on"), null=True, blank=True)
    diary_number = LineField(_("diary number"), max_length=60, blank=True)

    objects = GrantReports.as_manager()
    keeps_states = True

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("report of a grant")
        verbose_name_plural = _("reports of grants")
        indexes = [models.Index("state", "due_on", name="grant_report_due")]
        constraints = [
            models.UniqueConstraint("application", "kind", "due_on", name="grant_report_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="grant_report_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_on__isnull=False),
                name="grant_report_delivered_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted", "delivered"])
                | Q(figures__isnull=False),
                name="grant_report_sent_has_figures",
            ),
        ]

    def __str__(self):
        return self.get_kind_display().capitalize()

    @property
    def title(self):
        """What it is and by when: of several of a kind, which."""
        return f"{self}, {moments.day_text(self.due_on)}"

    def get_absolute_url(self):
        return reverse("rahoitus:grant_report", args=[self.pk])

    @property
    def project(self):
        return self.application.project

    def about(self):
        return self.project

    def within(self):
        return [self.application, *self.application.within()]

    @property
    def tone(self):
        return self.TONES[self.state]

    @property
    def is_open_text(self):
        return self.state in self.OPEN_TEXT

    @property
    def is_late(self):
        return self.is_open_text and self.due_on < moments.today()

    @property
    def period(self):
        return moments.dates(self.starts_on, self.ends_on)

    def texts(self):
        """What it tells in words: {name: text}."""
        return {name: getattr(self, name) for name in TEXTS}

    def mark(self):
        return marks.mark(self.texts())

    def told(self):
        """Its figures: those that were sent, else as they stand today."""
        if self.state in self.TOLD:
            return proofs.of_sent(self)
        return proofs.of_claim(self) if self.is_claim else proofs.of(self.application)

    @property
    def is_claim(self):
        return self.kind == self.Kind.CLAIM

    @property
    def unpaid(self):
        """What of a claim the grant can pay and has not paid."""
        return (proofs.payable(self) or Decimal(0)) - self.payments.paid().euros()

    def above(self, figures):
        """(what of its `figures` the grant can pay, what is above the grant) of a claim that comes
        to more; None where it does not."""
        most = proofs.payable(self) if self.is_claim else None
        return None if most is None or figures.used <= most else (most, figures.used - most)

    def vouchers_to_claim(self):
        """What it claims, or would: approved vouchers of the grant, until its last day."""
        return self._to_claim(self.application.vouchers, "day")

    def hours_to_claim(self):
        """Likewise the hours of volunteer work."""
        return self._to_claim(self.application.hours, "on")

    def _to_claim(self, rows, day):
        if self.state in self.TOLD:
            return rows.filter(claim=self)
        until = {f"{day}__lte": self.ends_on} if self.ends_on else {}
        return rows.approved().filter(claim=None, **until)

    def lacking(self):
        """The names of the texts that it lacks before it can be sent."""
        return [name for name in self.NEEDED[self.kind] if not getattr(self, name)]

    @transaction.atomic
    def write(self, *, by, seen, **texts):
        """Store what was written over the texts whose mark was `seen`.

        Raises PermissionDenied by rule, WrongState once it is sent, marks.Outdated when somebody
        else has saved meanwhile.
        """
        lock(self)
        check(rules.can_write_report, by, self)
        refuse_closed(self.application)
        if not self.is_open_text:
            raise WrongState(self)
        marks.check(seen, self.mark())
        for name, text in texts.items():
            setattr(self, name, text)
        self.save(update_fields=list(texts))

    @step(
        State.DRAFT,
        State.RETURNED,
        to=State.SENT,
        allow=rules.can_write_report,
        waits_for=desk,
        tells=both_sides,
    )
    def send_report(self, *, by):
        """Give it to Sukkula, its figures as they are. ValidationError while it lacks a text."""
        if lacking := self.lacking():
            labels = [str(self._meta.get_field(name).verbose_name) for name in lacking]
            told = gettext("Write these first: %(names)s.")
            raise ValidationError(told % {"names": ", ".join(labels)})
        lock(self.application)
        refuse_closed(self.application)
        claimed = (self.vouchers_to_claim(), self.hours_to_claim()) if self.is_claim else ()
        for rows in claimed:  # nobody turns one of them down meanwhile
            list(rows.select_for_update(of=("self",)).values_list("pk"))
        told = self.told()
        if self.is_claim and not told.costs:
            raise ValidationError(gettext("Nothing is approved that is not claimed yet."))
        for rows in claimed:
            rows.update(claim=self)
        self.sent_by, self.figures = by, told.frozen()
        return self.facts()

    @step(
        State.SENT,
        to=State.RETURNED,
        allow=rules.can_check_report,
        waits_for=team,
        tells=both_sides,
    )
    def return_report(self, *, by, message):
        """Ask for changes, saying what to mend; what it claimed can be claimed again."""
        refuse_closed(self.application)
        for rows in (self.vouchers, self.hours):
            rows.update(claim=None)
        return {**self.facts(), "message": message}

    @step(State.SENT, to=State.ACCEPTED, allow=rules.can_check_report, tells=both_sides)
    def accept_report(self, *, by):
        """Sukkula finds it in order: of a claim what the grant can pay."""
        lock(self.application)
        if above := self.above(self.told()):
            return {**self.facts(), "payable": str(above[0]), "above": str(above[1])}
        return self.facts()

    @step(State.ACCEPTED, to=State.DELIVERED, allow=rules.can_check_report, tells=both_sides)
    def deliver_report(self, *, by, delivered_on, diary_number=""):
        """Record that it went to the funder in its own service."""
        moments.refuse_future(delivered_on, "delivered_on")
        self.delivered_on, self.diary_number = delivered_on, diary_number
        return {**self.facts(), "delivered_on": moments.iso(delivered_on)}

    @step(
        State.DRAFT,
        State.RETURNED,
        to=None,
        allow=rules.can_check_report,
        tells=both_sides,
    )
    def move_report(self, *, by, day, reason):
        """The funder waits until another day. ValidationError for a day that is taken."""
        others = GrantReport.objects.filter(application=self.application, kind=self.kind)
        if others.filter(due_on=day).exists():
            raise ValidationError({"day": gettext("This is agreed already.")})
        was, self.due_on = self.due_on, day
        return {**self.facts(), "was": moments.iso(was), "reason": reason}

    @step(State.DRAFT, to=State.DROPPED, allow=rules.can_check_report, tells=both_sides)
    def drop_report(self, *, by, reason):
        """The funder does not want it after all."""
        return {**self.facts(), "reason": reason}

    @verb(waits_for=team, sign_of_life=False, reminds=tuple(OPEN_TEXT))
    def report_near(self, *, mark):
        """Remind of its day, once for each mark; returns whether it was now."""
        once = f"report:{self.pk}:{mark}:{self.due_on}"
        return record("report_near", self, once=once, **self.facts()) is not None

    report_late = clock.reminder(
        {State.DRAFT: (1, team), State.RETURNED: (1, team)},
        name="report_late",
        since="due_on",
        again=desk,
        among=of_standing_grants,
    )
    still_waits = clock.reminder(
        {State.SENT: (7, desk), State.ACCEPTED: (7, desk)}, among=of_standing_grants
    )

    def facts(self):
        """As its events tell of it."""
        return {"kind": self.kind, "day": moments.iso(self.due_on)}
