"""The table of applications, and who sees them."""

from decimal import Decimal

import pghistory
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, moments, money
from kehityspolku.events import clock, verbs
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, hold, lock, steps_of
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehityspolku.models import Event
from kehrat.groups import readers
from kehrat.groups.circles import together
from kehrat.models import Kehra, Membership, Project
from kehrat.projects.circles import both_sides, desk, team
from kehrat.projects.path import Place
from rahoitus.applications import budget, carry_over, rules
from rahoitus.applications.models.application import states
from rahoitus.applications.models.application.altered import Altered
from rahoitus.applications.models.application.budgeted import Budgeted
from rahoitus.applications.models.application.checked import Checked
from rahoitus.applications.models.application.decided import Decided
from rahoitus.applications.models.application.kept import Kept
from rahoitus.applications.models.application.sent import Sent
from rahoitus.applications.models.application.supplemented import Supplemented
from rahoitus.applications.models.budget import Budget
from rahoitus.applications.models.decision import DecisionYear
from rahoitus.applications.models.lines import FundingLine
from rahoitus.calls.models import Call, Part
from rahoitus.sources.models import SourceOfficial


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
                project=project,
                call=call,
                defaults={"override": override, "for_record": call.status == "closed"},
            )
            if made:
                if not application.for_record:  # of a past decision nobody asks what it cost
                    carry_over.fill(application)
                facts = {**application.closing(), "for_record": application.for_record}
                record("open_application", application, by=by, override=override, **facts)
        return application

    def standing(self):
        """Those that have not ended without money."""
        return self.exclude(state__in=self.model.ENDED_WITHOUT)

    def supplied(self):
        """Those whose applicants have supplied what the funder asked for. With `supplied_at`, since
        when it waits to be forwarded."""
        given = Event.objects.filter(
            target_type=ContentType.objects.get_for_model(self.model),
            target_id=OuterRef("pk"),
            verb__in=["supply", "supply_for"],
            at__gte=OuterRef("state_since"),
        )
        asked = self.filter(state=self.model.State.SUPPLEMENT)
        first = Subquery(given.order_by("at").values("at")[:1])
        return asked.annotate(supplied_at=first).exclude(supplied_at=None)

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

    def differing(self):
        """Grants whose approved budget has another grant, `in_budget`, than they come to now."""
        holding = Budget.objects.filter(application=OuterRef("pk")).exclude(holds_from=None)
        holding = holding.order_by("-holds_from", "-pk").values("pk")[:1]
        lines = FundingLine.objects.filter(kind="grant", budget=OuterRef("holding"))
        grant = lines.order_by().values("budget").annotate(sum=Sum("amount")).values("sum")
        found = self.filter(state=self.model.State.GRANTED, amount__gt=0)
        found = found.annotate(holding=Subquery(holding)).exclude(holding=None)
        found = found.annotate(in_budget=Coalesce(Subquery(grant), Decimal(0)))
        return found.exclude(in_budget=F("amount"))

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
class Application(Checked, Sent, Supplemented, Decided, Altered, Budgeted, Kept):
    """A Kehrä's request for money from one call.

    Its columns, its text and what it tells of itself are here; its steps stand in the files beside,
    by behaviour, named in the order in which they are taken.
    """

    State, TONES = states.State, states.TONES
    UNSENT, UNDECIDED, OPEN_TEXT = states.UNSENT, states.UNDECIDED, states.OPEN_TEXT
    ENDED_WITHOUT, GRANTED_IN_VAIN = states.ENDED_WITHOUT, states.GRANTED_IN_VAIN
    SEEN_BY_FUNDER = states.SEEN_BY_FUNDER
    REACHED_FUNDER = Q(sent_at__isnull=False) | Q(recorded_afterwards=True)

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="applications")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    state = StateField(choices=states.State, default=states.State.PREPARING, max_length=20)
    state_since = models.DateTimeField(default=moments.now)
    opened_at = models.DateTimeField(default=moments.now)
    # Opened after the call had closed: only to record a decision made before.
    for_record = models.BooleanField(
        _("for recording a past decision"), default=False, db_default=False
    )
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
            return Place(None, granted=self.amount or Decimal(0), decided_on=self.decided_on)
        at_funder = self.is_sent or self.state == self.State.DECLINED
        return Place(
            "decision" if at_funder else "call",
            is_over=self.state in self.ENDED_WITHOUT,
            note=self.get_state_display(),
            since=self.settled_on,
            is_untold=self.is_of_untold_day,
        )

    @property
    def next_day(self):
        """The last day to send it, or to answer the funder; None where there is none."""
        unsent = self.state in self.UNSENT and not self.for_record
        return self.deadline if unsent else self.answer_by

    @property
    def is_open_text(self):
        return self.state in self.OPEN_TEXT

    @property
    def period(self):
        """What time the money is for, in words."""
        return moments.dates(self.starts_on, self.ends_on)

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

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
