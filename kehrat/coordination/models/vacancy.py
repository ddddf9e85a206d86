"""A Kehrä without a coordinator, and offers to coordinate it."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events import clock
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehrat.coordination import rules
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership, begin_coordinating

CALL_AFTER = timedelta(days=30)  # without a coordinator, before the open call; then as long again


class Vacancies(models.QuerySet):
    def readable(self, pairs):
        """Of (vacancy, user) pairs those that may still be read, as keys: by the members."""
        return readers.of_kehra(pairs, Membership.objects)

    def standing(self):
        """Those not filled yet."""
        return self.exclude(state=Vacancy.State.FILLED)

    def of_working(self):
        """Of Kehrät that work now."""
        return self.filter(kehra__in=Kehra.objects.joinable())

    def with_offers(self):
        """Annotate `offer_count`, the offers that stand."""
        standing = Q(offers__state=Offer.State.OPEN)
        return self.annotate(offer_count=models.Count("offers", filter=standing))

    def begin(self, kehra):
        """The Kehrä has no coordinator from today on; the vacancy that stands, if one does."""
        return self.standing().get_or_create(kehra=kehra)[0]

    def fill(self, membership):
        """The member coordinates now: what stood is over, other offers pass. Within a verb."""
        for vacancy in self.standing():
            vacancy.state, vacancy.filled_on = Vacancy.State.FILLED, moments.today()
            vacancy.filled_by = membership
            vacancy.save()
            vacancy.offers.filter(membership=membership).lapse(Offer.State.CHOSEN)
            vacancy.offers.lapse(Offer.State.PASSED)


class Vacancy(models.Model):
    """A time when a Kehrä has no coordinator: since when, the open call, who filled it."""

    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("vacancy", "without a coordinator")
        CALLED = "called", pgettext_lazy("vacancy", "call for a coordinator")
        FILLED = "filled", pgettext_lazy("vacancy", "filled")

    guarded_by = "kehra"

    kehra = models.ForeignKey("kehrat.Kehra", on_delete=models.PROTECT, related_name="vacancies")
    state = StateField(choices=State, default=State.WAITING, max_length=10)
    since = models.DateField(default=moments.today)
    called_on = models.DateField(null=True)
    filled_on = models.DateField(null=True)
    filled_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="filled"
    )

    objects = Vacancies.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("vacancy of coordination")
        verbose_name_plural = _("vacancies of coordination")
        constraints = [
            models.UniqueConstraint(
                "kehra", condition=~Q(state="filled"), name="vacancy_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(called_on=None) | Q(called_on__gte=models.F("since")),
                name="vacancy_called_after_start",
            ),
        ]

    def __str__(self):
        return str(self.kehra)

    def about(self):
        return self.kehra

    @property
    def calls_on(self):
        """When the open call opens by itself."""
        return self.since + CALL_AFTER

    @property
    def steps_in_on(self):
        """When Sukkula is asked to step in, though nobody was chosen."""
        return self.called_on + CALL_AFTER

    @step(
        State.WAITING,
        to=State.CALLED,
        allow=rules.can_open_call,
        tells=circles.everyone,
        reminds=(State.WAITING,),
    )
    def open_call(self, *, by=None):
        """Any member may offer to coordinate from now on."""
        self.called_on = moments.today()
        return {"since": moments.iso(self.since)}

    @verb(waits_for=circles.sukkula, sign_of_life=False, reminds=(State.CALLED,))
    def step_in(self):
        """Ask Sukkula to step in, as nobody was chosen; once."""
        days = {"since": moments.iso(self.since), "called_on": moments.iso(self.called_on)}
        record("step_in", self, once=f"step-in:{self.pk}", **days)

    @verb("offer_to_coordinate", of="kehrat.Offer", waits_for=circles.sukkula)
    def offer(self, *, by, note=""):
        """A member offers to coordinate; again gives the offer there is."""
        with transaction.atomic():
            lock(self)
            check(rules.can_offer, by, self)
            if self.state != self.State.CALLED:
                raise WrongState(self)
            offer, made = self.offers.standing().get_or_create(
                vacancy=self,
                membership=Membership.objects.active().get(kehra=self.kehra, user=by),
                defaults={"note": note},
            )
            if made:
                record("offer_to_coordinate", offer, by=by)
        return offer


class Offers(models.QuerySet):
    def readable(self, pairs):
        """Of (offer, user) pairs those that may still be read, as keys: by the members."""
        pairs = list(pairs)
        models.prefetch_related_objects([offer for offer, _user in pairs], "vacancy")
        return readers.of_kehra(pairs, Membership.objects, kehra_of=lambda o: o.vacancy.kehra_id)

    def standing(self):
        return self.filter(state=Offer.State.OPEN)

    def shown(self):
        """Those that stand and the chosen one."""
        return self.filter(state__in=[Offer.State.OPEN, Offer.State.CHOSEN])

    def lapse(self, state="withdrawn"):
        """What stands ends, untold: in `state`."""
        self.standing().update(state=state)


class Offer(models.Model):
    """A member's offer to coordinate, while the open call is on."""

    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("offer", "offered")
        CHOSEN = "chosen", pgettext_lazy("offer", "chosen")
        PASSED = "passed", pgettext_lazy("offer", "another was chosen")
        WITHDRAWN = "withdrawn", pgettext_lazy("offer", "withdrawn")

    guarded_by = "kehra"

    vacancy = models.ForeignKey("kehrat.Vacancy", on_delete=models.CASCADE, related_name="offers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="offers")
    note = models.TextField(_("why me"), blank=True, max_length=2000)
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    made_on = models.DateField(default=moments.today)

    objects = Offers.as_manager()

    class Meta:
        ordering = ["made_on", "pk"]
        verbose_name = _("offer to coordinate")
        verbose_name_plural = _("offers to coordinate")
        constraints = [
            models.UniqueConstraint(
                "vacancy", "membership", condition=Q(state="open"), name="offer_stands_once"
            ),
        ]

    def __str__(self):
        return str(self.vacancy)

    @property
    def kehra(self):
        return self.vacancy.kehra

    def about(self):
        return self.kehra

    still_waits = clock.reminder({State.OPEN: (7, circles.sukkula)}, since="made_on")

    @step(State.OPEN, to=State.WITHDRAWN, allow=rules.can_withdraw_offer, tells=circles.leads)
    def withdraw_offer(self, *, by):
        """Take one's own offer back."""

    @step(
        State.OPEN,
        to=State.CHOSEN,
        allow=rules.can_choose_offer,
        tells=circles.everyone,
        hands_over=True,
    )
    def choose_offer(self, *, by):
        """Sukkula confirms the member as the coordinator; the call is over.

        WrongState when the person is a member no more.
        """
        lock(self.membership)
        if self.membership.state != Membership.State.ACTIVE:
            raise WrongState(self.membership)
        begin_coordinating(self.membership)
        self.membership.save()
