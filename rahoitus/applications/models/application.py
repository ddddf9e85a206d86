"""Applications: who sees them, and their verbs."""

from decimal import Decimal
from operator import attrgetter

import pghistory
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kehityspolku import grants, moments, money
from kehityspolku.events import clock, verbs
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, hold, lock, step, steps_of
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import Event
from kehrat.groups import readers
from kehrat.groups.circles import together
from kehrat.models import Kehra, Membership, Project
from kehrat.projects.circles import both_sides, desk, team
from kehrat.projects.path import Place
from rahoitus.applications import (
    alterations,
    asked_elsewhere,
    budget,
    carry_over,
    deciding,
    rules,
    sending,
    unusual,
    wanted,
)
from rahoitus.applications.circles import answerers, both_sides_and_funder, officials
from rahoitus.applications.models.budget import Budget
from rahoitus.applications.models.decision import Decision, DecisionYear, altered, as_they_count
from rahoitus.applications.models.lines import CostLine, FundingLine
from rahoitus.calls.models import Call, Part
from rahoitus.sources.models import SourceOfficial

NO = Decision.Kind.DECLINED


class Applications(models.QuerySet):
    def visible_to(self, user):
        """The Kehrä's members, Sukkula, and the source's officials from the sending on."""
        if not user.is_authenticated:
            return self.none()
        if user.is_sukkula:
            return self
        mine = Kehra.objects.joined_by(user)
        sources = grants.held(user, "rahoitus.decide_source")
        return self.filter(
            Q(project__kehra__in=mine) | Q(self.model.REACHED_FUNDER, call__source__in=sources)
        )

    def readable(self, pairs):
        """Of (application, user) pairs those that may still be read, as keys."""
        deciding = SourceOfficial.objects.pairs({user.pk for _application, user in pairs})
        return readers.of_kehra(
            pairs,
            Membership.objects,
            kehra_of=lambda a: a.project.kehra_id,
            others=lambda a, user: a.is_sent and (a.call.source_id, user.pk) in deciding,
        )

    @verb("open_application", waits_for=team, tells=both_sides)
    def open(self, project, call, *, by, override=""):
        """Open an application of an approved card to a call; the one there is, unless it has ended
        without money: then it can be applied for again.

        The card's facts are carried over: what it is for, its dates, its costs.
        `override`: why it is opened although the call does not seem to fit.
        PermissionDenied unless `rules.can_open`; ValidationError for a card not approved.
        """
        check(rules.can_open, by, project)
        if not project.is_fundable:
            raise ValidationError(_("Applications are opened for approved cards."))
        with transaction.atomic():
            hold(project)
            application, made = self.standing().get_or_create(
                project=project, call=call, defaults={"override": override}
            )
            if made:
                if not application.is_for_record:  # of a past decision nobody asks what it cost
                    carry_over.fill(application)
                facts = {**application.closing(), "for_record": application.is_for_record}
                record("open_application", application, by=by, override=override, **facts)
        return application

    def standing(self):
        """Those that have not ended without money."""
        return self.exclude(state__in=self.model.ENDED_WITHOUT)

    def supplied(self):
        """Those whose applicants have supplied what the funder asked for."""
        given = Event.objects.filter(
            target_type=ContentType.objects.get_for_model(self.model),
            target_id=OuterRef("pk"),
            verb__in=["supply", "supply_for"],
            at__gte=OuterRef("state_since"),
        )
        return self.filter(Exists(given), state=self.model.State.SUPPLEMENT)

    def asking(self):
        """Granted ones whose applicants ask for a change that Sukkula takes to the funder: of the
        budget, of the last day or of the purpose. With `asked_at`, since when the first waits."""
        kind = ContentType.objects.get_for_model(self.model)
        told = Event.objects.filter(target_type=kind)
        later = told.filter(target_id=OuterRef("target_id"), pk__gt=OuterRef("pk"))
        answered = later.filter(verb__in=["agree_alteration", "refuse_alteration"])
        asked = told.filter(verb__in=["ask_alteration", "ask_alteration_for"])
        asked = asked.filter(~Exists(answered), target_id=OuterRef("pk"))
        amendments = apps.get_model("rahoitus.Amendment").objects.open()
        amended = amendments.filter(application=OuterRef("pk"))
        first = Least(
            Subquery(asked.order_by("at").values("at")[:1]),
            Subquery(amended.values("asked_at")[:1]),
        )
        granted = self.filter(state=self.model.State.GRANTED)
        return granted.annotate(asked_at=first).exclude(asked_at=None)

    def undecided(self):
        """Those that can still bring money."""
        return self.filter(state__in=self.model.UNDECIDED)

    def with_day(self):
        """With the `day` by which each counts: its decision's; where nobody told it, the first of
        the first year that its money is for.
        """
        years = DecisionYear.objects.filter(
            decision__application=OuterRef("pk"), decision__corrected_by=None
        )
        first = Subquery(years.order_by("year").values("year")[:1])
        new_year = Func(first, 1, 1, function="make_date", output_field=models.DateField())
        return self.annotate(day=Coalesce("decided_on", new_year))

    def granted(self):
        """Granted ones, closed ones too."""
        return self.filter(state__in=[self.model.State.GRANTED, self.model.State.CLOSED])


@pghistory.track()
class Application(models.Model):
    """A Kehrä's request for money from one call."""

    class State(models.TextChoices):
        PREPARING = "preparing", pgettext_lazy("application", "in preparation")
        IN_CHECK = "in_check", pgettext_lazy("application", "in Sukkula's check")
        RETURNED = "returned", pgettext_lazy("application", "returned for changes")
        CHECKED = "checked", pgettext_lazy("application", "checked")
        SENT = "sent", pgettext_lazy("application", "sent to the funder")
        SUPPLEMENT = "supplement_requested", pgettext_lazy("application", "supplement requested")
        GRANTED = "granted", pgettext_lazy("application", "granted")
        DECLINED = "declined", pgettext_lazy("application", "declined")
        CLOSED = "closed", pgettext_lazy("application", "closed")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
        EXPIRED = "expired", pgettext_lazy("application", "expired")
        TURNED_DOWN = "turned_down", pgettext_lazy("application", "grant turned down")
        LAPSED = "lapsed", pgettext_lazy("application", "grant lapsed")

    UNSENT = [State.PREPARING, State.RETURNED, State.IN_CHECK, State.CHECKED]
    UNDECIDED = [*UNSENT, State.SENT, State.SUPPLEMENT]
    OPEN_TEXT = [State.PREPARING, State.RETURNED]
    GRANTED_IN_VAIN = [State.TURNED_DOWN, State.LAPSED]
    ENDED_WITHOUT = [State.DECLINED, State.WITHDRAWN, State.EXPIRED, *GRANTED_IN_VAIN]  # money
    TONES = {
        State.PREPARING: "quiet",
        State.IN_CHECK: "wait",
        State.RETURNED: "warn",
        State.CHECKED: "wait",
        State.SENT: "wait",
        State.SUPPLEMENT: "warn",
        State.GRANTED: "good",
        State.DECLINED: "bad",
        State.CLOSED: "good",
        State.WITHDRAWN: "quiet",
        State.EXPIRED: "bad",
        State.TURNED_DOWN: "quiet",
        State.LAPSED: "bad",
    }
    REACHED_FUNDER = Q(sent_at__isnull=False) | Q(recorded_afterwards=True)
    # The funder's officials read which steps led to these.
    SEEN_BY_FUNDER = [
        State.SENT,
        State.SUPPLEMENT,
        State.GRANTED,
        State.DECLINED,
        State.CLOSED,
        State.WITHDRAWN,
        *GRANTED_IN_VAIN,
    ]

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="applications")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    state = StateField(choices=State, default=State.PREPARING, max_length=20)
    state_since = models.DateTimeField(default=moments.now)
    opened_at = models.DateTimeField(default=moments.now)
    override = models.TextField(_("why opened although it does not seem to fit"), blank=True)
    cost_model = models.CharField(_("cost model"), max_length=10, default="actual")
    summary = models.TextField(_("what the money is for"), blank=True, max_length=4000)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    part = models.ForeignKey(
        Part,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
        verbose_name=_("part of the call"),
    )
    late_until = models.DateField(_("may be sent late until"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    diary_number = LineField(_("diary number"), max_length=60, blank=True)
    # What the decisions that stand come to: `settle` alone writes these two.
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    amount = money.EurosField(_("granted, €"), null=True, blank=True)
    conditions = models.TextField(blank=True)  # these two are the decisions' own now; the
    reason = models.TextField(blank=True)  # columns go when no running code writes them
    recorded_afterwards = models.BooleanField(_("recorded afterwards"), default=False)

    _held_to = (None, None)  # the moment of sending, and the call by its rules of then
    SAID_WITH = ("call__source",)
    READ_WITH = ("call__source", "project__kehra", "project__adviser")
    LINES = (
        "budgets__costs__partner__organisation",
        "budgets__funding",
    )  # to read with it, where its money is told

    objects = Applications.as_manager()

    class Meta:
        ordering = ["-state_since", "-pk"]
        verbose_name = _("funding application")
        verbose_name_plural = _("funding applications")
        indexes = [models.Index(fields=["-state_since", "-id"], name="application_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "call"],
                condition=~Q(
                    state__in=["declined", "withdrawn", "expired", "turned_down", "lapsed"]
                ),
                name="application_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "closed"])
                | Q(amount__isnull=False)
                | Q(recorded_afterwards=True),
                name="application_grant_has_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="application_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="application_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.project} – {self.call}"

    def get_absolute_url(self):
        return reverse("rahoitus:application", args=[self.pk])

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    @property
    def place(self):
        """Where it stands on the path line that is its own."""
        if self.state in {self.State.GRANTED, self.State.CLOSED}:
            return Place(None, granted=self.amount or Decimal(0))
        at_funder = self.is_sent or self.state == self.State.DECLINED
        return Place(
            "decision" if at_funder else "call",
            is_over=self.state in self.ENDED_WITHOUT,
            note=self.get_state_display(),
            since=self.settled_on,
            is_untold=self.is_of_untold_day,
        )

    @property
    def settled_on(self):
        """The day that brought it where it is: of the funder's decision or request, or of its
        sending, else of its step; of a past decision whose day nobody told that of its recording.
        """
        if self.state in self.GRANTED_IN_VAIN:
            return as_they_count(self.decisions.all())[-1].decided_on
        if self.state == self.State.SENT:
            return moments.day_of(self.sent_at)
        if self.state == self.State.SUPPLEMENT and (asked := self.asked_more):
            return asked.asked_on
        decided = self.state in (self.State.GRANTED, self.State.DECLINED)
        day = (decided or self.recorded_afterwards) and self.decided_on
        return day or moments.day_of(self.state_since)

    @property
    def is_of_untold_day(self):
        """A past decision of which nobody told the day."""
        return self.recorded_afterwards and not self.decided_on

    @property
    def next_day(self):
        """The last day to send it, or to answer the funder; None where there is none."""
        unsent = self.state in self.UNSENT and not self.is_for_record
        return self.deadline if unsent else self.answer_by

    @property
    def is_open_text(self):
        return self.state in self.OPEN_TEXT

    @property
    def is_granted(self):
        """It has money, or had until it was closed."""
        return self.state in (self.State.GRANTED, self.State.CLOSED)

    @property
    def is_sent(self):
        """It has reached the funder; of a past decision nobody may know when."""
        return self.sent_at is not None or self.recorded_afterwards

    @property
    def period(self):
        """What time the money is for, in words."""
        return moments.dates(self.starts_on, self.ends_on)

    @property
    def deadline(self):
        """The last day to send it; None when the call is open all year."""
        return self.late_until or self.call.last_day

    def closing(self):
        """Its last day and last moment, as an event keeps them."""
        last = sending.last_moment(self)
        return {"closes_on": moments.iso(self.deadline), "closes_at": moments.iso(last)}

    @property
    def is_for_record(self):
        """Opened after the call had closed: only to record a decision made before."""
        closes = self.call.closes_at
        return bool(closes and not self.late_until and self.opened_at > closes)

    @property
    def held_to(self):
        """The call with the rules it is held to: today's until it is sent, those of then after,
        looked for once."""
        if not self.sent_at:
            return self.call
        if self._held_to[0] != self.sent_at:
            self._held_to = self.sent_at, self.call.rules_at(self.sent_at)
        return self._held_to[1]

    @property
    def model(self):
        """The source's cost model that it counts by; None: costs as they are."""
        return self.call.model_of(self.cost_model)

    @property
    def asked_budget(self):
        """The budget that it asks for; None of a past decision: nobody asks what that had cost."""
        return next((b for b in self.budgets.all() if b.kind == Budget.Kind.ASKED), None)

    @property
    def budget_now(self):
        """The budget that holds, by the funder's days: the approved one or the last change of it;
        None before any is approved."""
        holding = [b for b in self.budgets.all() if b.holds_from]
        return max(holding, key=attrgetter("holds_from", "pk"), default=None)

    @property
    def budget_differs(self):
        """The budget that holds has another grant than the decisions come to."""
        now = self.budget_now
        return bool(now) and budget.of_budget(now, self).asked != self.amount

    def hold_asked(self):
        """The budget that it asks for, made if there is none yet."""
        return self.asked_budget or self.budgets.create(kind=Budget.Kind.ASKED)

    @property
    def costs(self):
        """The cost lines that it asks for."""
        return self.asked_budget.costs if self.asked_budget else CostLine.objects.none()

    @property
    def funding(self):
        """The funding plan that it asks with."""
        return self.asked_budget.funding if self.asked_budget else FundingLine.objects.none()

    def named_partners(self):
        """Its partners as a list, each with its organisation."""
        found = list(self.partners.all())
        models.prefetch_related_objects(found, "organisation")
        return found

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    @property
    def answer_by(self):
        """By when the funder wants the answer to what it has asked for; None where it has not
        said, or asks for nothing."""
        asked = self.state == self.State.SUPPLEMENT and self.asked_more
        return asked.answer_by if asked else None

    @property
    def asked_more(self):
        """What the funder has asked for besides and has not got; None for nothing."""
        return next((asked for asked in self.supplements.all() if not asked.forwarded_on), None)

    @property
    def is_supplied(self):
        """The applicants have supplied what the funder asked for; it is to be forwarded."""
        asked = self.state == self.State.SUPPLEMENT
        return asked and Application.objects.supplied().filter(pk=self.pk).exists()

    @property
    def is_asking(self):
        """The applicants ask for a change; it is to be taken to the funder."""
        granted = self.state == self.State.GRANTED
        return granted and Application.objects.asking().filter(pk=self.pk).exists()

    def budget(self):
        """The sums as `budget.Budget`: costs, flat rate, plan, shares, and what does not fit, also
        beside what other funders are asked for.
        """
        sums = budget.of(self)
        if self.state in self.UNSENT:
            asked_elsewhere.tell(self, sums)
        return sums

    def happened(self):
        """Its events and those of its card by which stations of a path begin or end, as a list,
        oldest first."""
        kinds = ContentType.objects.get_for_models(self, self.project)
        own = Q(target_type=kinds[self], target_id=self.pk)
        path = Q(verbs.events_of(verbs.where(verbs.on_path, Project)), target_id=self.project_id)
        return list(Event.objects.filter(own | path).order_by("at", "pk"))

    def history(self, happened=None, *, for_funder=False):
        """What has happened to the application, newest first: of what `happened`, if that is at
        hand.

        `for_funder`: what its officials read of it.
        """
        kind = ContentType.objects.get_for_model(self)
        found = self.happened() if happened is None else happened
        found = [event for event in reversed(found) if event.target_type_id == kind.pk]
        if for_funder:
            steps = steps_of(type(self)).items()
            seen = {name for name, step in steps if step.to in self.SEEN_BY_FUNDER}
            found = [event for event in found if event.verb in seen]
        for event in found:
            event.target, event.about = self, self.project
        return found

    @verb("edit_with_note", tells=both_sides)
    @transaction.atomic
    def write(self, *, by, costs, funding, partners=None, note="", **fields):
        """Store what was written; `costs` and `funding` are lines in place of those there were,
        `partners` names in place of those there were, unless they are left as they are.

        An adviser who writes says why in a note, told to the coordinators.
        Raises WrongState when the text is no longer open, PermissionDenied by rule.
        """
        lock(self)
        if not self.is_open_text:
            raise WrongState(self)
        check(rules.can_edit, by, self)
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()
        asked = self.hold_asked()
        asked.fill((), ())
        if partners is not None:
            self.partners.keep(self, partners)
        costs = self.partners.of_these(costs, self)
        asked.fill(budget.priced(costs, self.call, self.model), funding)
        if note:
            record("edit_with_note", self, by=by, note=note)

    @verb(
        waits_for=together(team, desk),
        tells=both_sides,
        sign_of_life=False,
        deadline=True,
        reminds=tuple(UNSENT),
    )
    def deadline_near(self, *, once, days):
        """Remind of the last day to send it; returns whether it was now."""
        facts = {"days": days, **self.closing()}
        return record("deadline_near", self, once=once, **facts) is not None

    @verb(waits_for=desk, sign_of_life=False)
    def change_waits(self, *, once, days):
        """Remind of a change that the applicants ask for; returns whether it was now."""
        return record("change_waits", self, once=once, days=days) is not None

    @verb(waits_for=together(team, desk), tells=both_sides, sign_of_life=False)
    def appeal_near(self, decision, *, once, days):
        """Remind of the last day to appeal against a decision; returns whether it was now."""
        facts = {"kind": decision.kind, "days": days, "appeal_by": moments.iso(decision.appeal_by)}
        return record("appeal_near", self, once=once, **facts) is not None

    @verb(tells=team, sign_of_life=False)
    def rules_changed(self, *, by, why):
        """Tell those who prepare it that the call's rules changed, and why."""
        record("rules_changed", self, by=by, why=why)

    still_waits = clock.reminder(
        {
            State.PREPARING: (30, team),
            State.RETURNED: (14, team),
            State.IN_CHECK: (7, desk),
            State.CHECKED: (7, desk),
            State.SENT: (90, desk),
            State.SUPPLEMENT: (14, together(team, desk)),
            State.GRANTED: (365, desk),
        },
        again=desk,
    )

    @step(
        State.PREPARING,
        State.RETURNED,
        to=State.IN_CHECK,
        allow=rules.can_ask_check,
        waits_for=desk,
        tells=both_sides,
    )
    def ask_check(self, *, by):
        """Ask Sukkula to check. ValidationError as of `ready_to_check`."""
        return self.ready_to_check()

    @step(
        State.PREPARING,
        State.RETURNED,
        to=State.IN_CHECK,
        allow=rules.can_act_for,
        tells=both_sides,
    )
    def ask_check_for(self, *, by, reason):
        """Take it into the check in the applicants' place, for a reason that they are told.

        ValidationError as of `ready_to_check`.
        """
        return {"reason": reason} | self.ready_to_check()

    def ready_to_check(self):
        """The facts of its check. ValidationError while the budget does not balance or fit, or what
        the call wants is missing.
        """
        if problems := [*self.budget().problems, *wanted.missing(self)]:
            raise ValidationError(problems)
        return self.closing()

    @step(
        State.IN_CHECK,
        State.CHECKED,
        to=State.RETURNED,
        allow=rules.can_check,
        waits_for=team,
        tells=both_sides,
    )
    def send_back(self, *, by, message):
        """Return the application to the applicants, saying what to mend."""
        return {"message": message}

    @step(
        State.IN_CHECK,
        to=State.CHECKED,
        allow=rules.can_check,
        tells=both_sides,
    )
    def mark_checked(self, *, by):
        """Sukkula finds the application ready for the funder. ValidationError while it has remarks
        of its own on it that are not closed."""
        if number := self.remarks.open().count():
            told = ngettext(
                "%(n)s remark is open: close it, or return the application with it.",
                "%(n)s remarks are open: close them, or return the application with them.",
                number,
            )
            raise ValidationError(told % {"n": number})

    @step(
        State.CHECKED,
        State.EXPIRED,
        to=State.SENT,
        allow=rules.can_check,
        waits_for=officials,
        tells=both_sides_and_funder,
        station="decision",
        ends_station="call",
        dated="sent_at",
    )
    def record_sent(self, *, by, diary_number="", sent_on=None, sent_time=None, because=""):
        """Record that the application went to the funder in its own service, today or before.

        It is judged by when it went, not by when that is told. `sent_time`: the time in Helsinki,
        where it is known. ValidationError when it is not past, when a day outside the call's own
        comes without a reason, and of an expired one that did not go in time.
        """
        sent = sending.moment(sent_on or moments.today(), sent_time)
        if self.state == self.State.EXPIRED:
            self.refuse_second()
            sending.refuse_late(self, sent)
        unusual.refuse_sent(self, sent, because)
        self.sent_at, self.diary_number = sent, diary_number
        self.hold_asked().freeze(self.model)
        return {"diary_number": diary_number, "sent_at": moments.iso(sent), "because": because}

    @step(
        State.SENT,
        to=State.SUPPLEMENT,
        allow=rules.can_request_supplement,
        waits_for=team,
        tells=both_sides,
    )
    def request_supplement(self, *, by, message, asked_on=None, answer_by=None):
        """The funder asks for more: on which day, today unless told, and by when it wants it.

        ValidationError for days out of order.
        """
        asked = self.supplements.ask(self, asked_on, answer_by)
        return {"message": message, **asked.facts()}

    @step(
        State.SUPPLEMENT,
        to=None,
        allow=rules.can_request_supplement,
        waits_for=team,
        tells=both_sides,
    )
    def move_supplement(self, *, by, answer_by, reason):
        """The funder waits for the answer until another day."""
        return {**self.supplements.standing(self).move(answer_by), "reason": reason}

    @step(
        State.SUPPLEMENT,
        to=None,
        allow=rules.can_ask_check,
        waits_for=desk,
        tells=both_sides,
    )
    def supply(self, *, by, message):
        """The applicants give what was asked; Sukkula forwards it."""
        return {"message": message}

    @step(State.SUPPLEMENT, to=None, allow=rules.can_act_for, tells=both_sides)
    def supply_for(self, *, by, message):
        """Write down what the applicants gave in another way, such as by telephone."""
        return {"message": message}

    @step(
        State.SUPPLEMENT,
        to=State.SENT,
        allow=rules.can_check,
        waits_for=officials,
        tells=both_sides_and_funder,
    )
    def forward(self, *, by, forwarded_on=None, because=""):
        """Record that the supplement went to the funder, today or before.

        After the day by which it was wanted only with the reason why it went late.
        """
        asked = self.supplements.standing(self)
        facts = asked.forward(forwarded_on)
        unusual.refuse_unexplained(unusual.late_answer(asked), because)
        return {**facts, "because": because}

    @verb(waits_for=answerers, sign_of_life=False, reminds=(State.SUPPLEMENT,))
    def supplement_due(self, *, once, day, days):
        """Remind of the day by which the funder wants the answer, so many days before it, or after
        when they are less than none; returns whether it was now."""
        facts = {"answer_by": moments.iso(day), "days": days, "supplied": self.is_supplied}
        return record("supplement_due", self, once=once, **facts) is not None

    @step(
        State.SENT,
        to=State.GRANTED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
        station="work",
        ends_station="decision",
        dated="decided_on",
    )
    def grant(self, *, by, amount, decided_on, **told):
        """Record the funder's yes: euros, date, and what else it tells. The project runs.

        `told`: see `deciding.yes`. An unusual sum or day (rahoitus/applications/unusual.py) needs a
        reason, else ValidationError.
        """
        return deciding.yes(self, by=by, amount=amount, decided_on=decided_on, **told)

    @step(
        State.DECLINED,
        to=State.GRANTED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
        station="work",
        ends_station="decision",
        dated="decided_on",
    )
    def grant_after_all(self, *, by, amount, decided_on, reason, **told):
        """Record a yes that came in the place of a no, after an appeal or for another `reason`.

        As `grant`; ValidationError too when the call has been applied to again meanwhile.
        """
        self.refuse_second()
        told |= {"reason": reason}
        return deciding.yes(self, by=by, amount=amount, decided_on=decided_on, **told)

    @step(
        State.SENT,
        State.SUPPLEMENT,
        to=State.DECLINED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        ends_station="decision",
        dated="decided_on",
    )
    def decline(self, *, by, decided_on, reason, diary_number="", appeal_by=None):
        """Record the funder's no with its reason, also while it waits for a supplement.

        ValidationError for a day before the sending: a no has no sum to be unsure of.
        """
        unusual.refuse_order(self, decided_on)
        self.diary_number = diary_number or self.diary_number
        told = {"reason": reason, "diary_number": diary_number, "appeal_by": appeal_by}
        return self.decisions.write(self, NO, by=by, decided_on=decided_on, **told)

    @step(
        State.PREPARING,
        to=State.GRANTED,
        allow=rules.can_record_past,
        tells=both_sides,
        public=True,
        station="work",
        ends_station="decision",
        dated="decided_on",
    )
    def record_past(
        self,
        *,
        by,
        decided_on=None,
        amount=None,
        years=(),
        sent_on=None,
        because="",
        conditions="",
        **given,
    ):
        """Record a yes given before the portal, on a closed call, with what is known of it.

        The day, the sum and each year's sum may be unknown. `given`: starts_on, ends_on (what the
        money is for), diary_number. An unusual sum or day needs a reason, as in `grant`.
        ValidationError if not even a year is known.
        """
        if not (decided_on or years):
            raise ValidationError(
                {"years": _("Write the day of the decision, or at least a year.")}
            )
        deciding.fill_past(self, sent_on, given)
        told = {"because": because, "conditions": conditions, "years": years}
        return deciding.past_yes(self, by=by, amount=amount, decided_on=decided_on, **told)

    @step(
        State.PREPARING,
        to=State.DECLINED,
        allow=rules.can_record_past,
        tells=both_sides,
        ends_station="decision",
        dated="decided_on",
    )
    def record_past_no(
        self, *, by, decided_on=None, reason="", sent_on=None, because="", diary_number=""
    ):
        """Record a no given before the portal, on a closed call; day and reason may be unknown."""
        deciding.fill_past(self, sent_on, {"diary_number": diary_number})
        unusual.refuse(self, None, decided_on, because)
        told = {"reason": reason, "because": because, "diary_number": diary_number}
        told |= {"decided_on": decided_on, "recorded_afterwards": True}
        return self.decisions.write(self, NO, by=by, **told)

    @step(
        State.GRANTED,
        State.CLOSED,
        to=None,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def change_decision(self, *, by, kind, decided_on, reason, amount=None, **told):
        """Record that the funder changed what it had decided: a new sum, so much less, so much to
        be paid back, or all taken back. `kind`: one of Decision.CHANGES; `told`: what else it says.

        ValidationError when more would go than is granted, or an unusual sum lacks its reason.
        """
        told |= {"reason": reason, "amount": amount}
        return deciding.change(self, kind, by=by, decided_on=decided_on, **told)

    @step(
        State.GRANTED,
        to=State.TURNED_DOWN,
        allow=rules.can_ask_check,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def turn_down(self, *, by, decided_on, reason, **told):
        """The applicant does not take the grant: nothing of it counts any more.

        A day before the decision needs a reason, as in `grant`.
        """
        told |= {"decided_on": decided_on, "reason": reason}
        return deciding.end(self, Decision.Kind.TURNED_DOWN, by=by, **told)

    @step(
        State.GRANTED,
        to=State.TURNED_DOWN,
        allow=rules.can_act_for,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def turn_down_for(self, *, by, decided_on, reason, **told):
        """Record in the applicants' place that they do not take the grant. As `turn_down`."""
        told |= {"decided_on": decided_on, "reason": reason}
        return deciding.end(self, Decision.Kind.TURNED_DOWN, by=by, **told)

    @step(
        State.GRANTED,
        to=State.LAPSED,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def lapse(self, *, by, decided_on, reason, **told):
        """Record that the grant has lapsed, because the work was not begun. As `turn_down`."""
        told |= {"decided_on": decided_on, "reason": reason}
        return deciding.end(self, Decision.Kind.LAPSED, by=by, **told)

    @step(State.GRANTED, to=None, allow=rules.can_ask_check, waits_for=desk, tells=both_sides)
    def ask_alteration(self, *, by, reason, ends_on=None, purpose=""):
        """Ask for another last day, another purpose or both; Sukkula asks the funder.

        ValidationError for neither, and for a last day before the first.
        """
        return alterations.asked(self, ends_on, purpose, reason)

    @step(State.GRANTED, to=None, allow=rules.can_act_for, tells=both_sides)
    def ask_alteration_for(self, *, by, reason, ends_on=None, purpose=""):
        """Write down what the applicants asked to have changed. As `ask_alteration`."""
        return alterations.asked(self, ends_on, purpose, reason)

    @step(
        State.GRANTED,
        to=None,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
        public=True,
    )
    def agree_alteration(self, *, by, decided_on, ends_on=None, purpose="", because="", **told):
        """Record that the funder agreed to another last day or purpose; `told`: what else it says.

        A day that is out of order or beyond the call's own rules needs a reason, as in `grant`.
        """
        alterations.refuse(self, ends_on, purpose, decided_on=decided_on, because=because)
        told |= {"ends_on": ends_on, "purpose": purpose, "because": because}
        told |= {"decided_on": decided_on}
        return self.decisions.write(self, Decision.Kind.ALTERED, by=by, **told)

    @step(
        State.GRANTED,
        to=None,
        allow=rules.can_decide,
        tells=both_sides_and_funder,
        kind=Kind.DECISION,
    )
    def refuse_alteration(self, *, by, decided_on, reason, because="", **told):
        """Record that the funder did not agree to what was asked."""
        unusual.refuse_change(self, None, decided_on, because)
        told |= {"decided_on": decided_on, "reason": reason, "because": because}
        return self.decisions.write(self, Decision.Kind.UNALTERED, by=by, **told)

    def altered(self, name):
        """What the last alteration that stands says of its `ends_on` or `purpose`; else None."""
        return altered(self.decisions.all(), name)

    @property
    def last_day_of_work(self):
        """The day on which the work ends, as the funder has agreed to it by now."""
        return self.altered("ends_on") or self.ends_on

    def tell_project(self, before, *, by):
        """Let the card know of another sum than before."""
        if self.amount != before:
            source = self.call.source.slug
            self.project.change_grant(by=by, before=before, amount=self.amount, source=source)

    @step(
        State.GRANTED,
        to=State.CLOSED,
        allow=rules.can_check,
        tells=both_sides,
    )
    def close(self, *, by):
        """Close the application when all is reported and paid."""

    @step(State.GRANTED, to=None, allow=rules.can_check, tells=both_sides)
    def give_budget(self, *, by, costs, funding, holds_from, reason):
        """Write the budget that the funder approved, in place of the one that held until then.

        ValidationError when it doesn't equal the plan or asks another sum than was granted.
        """
        moments.refuse_future(holds_from)
        lines = budget.fitting(costs, funding, self)
        self.budgets.approve(self, *lines, holds_from=holds_from)
        return {"day": moments.iso(holds_from), "reason": reason}

    @step(State.GRANTED, to=None, allow=rules.can_write, waits_for=desk, tells=both_sides)
    def ask_amendment(self, *, by, costs, funding, reason):
        """Ask the funder, through Sukkula, to approve another budget for the same grant.

        ValidationError when nothing is approved yet, when another change waits, and for lines that
        do not balance or have another grant.
        """
        made = self.amendments.ask(self, *budget.fitting(costs, funding, self), reason, by=by)
        return {"number": made.budget.number, "reason": reason}

    @step(State.GRANTED, to=None, allow=rules.can_decide, tells=both_sides_and_funder)
    def approve_amendment(self, *, by, decided_on, diary_number="", words=""):
        """Record that the funder approved the change that waits: its budget holds from that day."""
        amendment = self.amendments.waiting(self, decided_on)
        budget.fitting(*amendment.budget.rows(), self)
        given = {"decided_on": decided_on, "diary_number": diary_number, "words": words}
        return amendment.settle("approved", **given)

    @step(State.GRANTED, to=None, allow=rules.can_decide, tells=both_sides_and_funder)
    def refuse_amendment(self, *, by, decided_on, reason, diary_number=""):
        """Record that the funder refused it: the budget before it holds on."""
        amendment = self.amendments.waiting(self, decided_on)
        given = {"decided_on": decided_on, "diary_number": diary_number, "words": reason}
        return amendment.settle("refused", **given)

    @step(State.GRANTED, to=None, allow=rules.can_ask_check, tells=both_sides)
    def take_back_amendment(self, *, by):
        """The applicants no longer ask for it."""
        return self.amendments.waiting(self).settle("taken_back")

    @step(
        *UNDECIDED,
        to=State.WITHDRAWN,
        allow=rules.can_ask_check,
        tells=both_sides_and_funder,
    )
    def withdraw_application(self, *, by):
        """Take the application back."""

    @step(
        *UNDECIDED,
        to=State.WITHDRAWN,
        allow=rules.can_act_for,
        tells=both_sides_and_funder,
    )
    def withdraw_application_for(self, *, by, reason):
        """Take it back in the applicants' place, for a reason that they are told."""
        return {"reason": reason}

    @step(
        *UNSENT,
        to=State.EXPIRED,
        allow=rules.can_expire,
        waits_for=together(team, desk),
        tells=both_sides,
        sign_of_life=False,
        reminds=tuple(UNSENT),
    )
    def expire(self, *, by=None):
        """The call closed before the application was sent."""

    @step(
        State.EXPIRED,
        to=State.PREPARING,
        allow=rules.can_reopen,
        waits_for=together(team, desk),
        tells=both_sides,
    )
    def reopen(self, *, by, reason, late_until):
        """Let an expired application be sent late, when the funder has agreed to it.

        ValidationError when the call has been applied to again meanwhile.
        """
        self.refuse_second()
        if late_until < moments.today():
            raise ValidationError({"late_until": _("Write a date that is today or later.")})
        self.late_until = late_until
        return {"reason": reason, "late_until": moments.iso(late_until)}

    def refuse_second(self):
        """ValidationError when another application of the card to the call stands."""
        hold(self.project)
        if type(self).objects.standing().filter(project=self.project, call=self.call).exists():
            raise ValidationError(_("The call has been applied to again: go on with that one."))
