from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import duties, moments
from kehityspolku.models import User
from kehityspolku.steps import StateField, WrongState, lock, step
from kehrat import readers
from kehrat import rules_member as rules

from . import roles
from .membership import Membership


class Offers(models.QuerySet):
    def readable(self, pairs):
        """Of (offer, user) pairs those that may still be read, as keys: by the members."""
        pairs = list(pairs)
        models.prefetch_related_objects([offer for offer, _user in pairs], "vacancy")
        return readers.of_kehra(pairs, Membership.objects, lambda o: o.vacancy.kehra_id)

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

    def notice_kind(self, event):
        return "group"

    def waits_for(self, event):
        """An offer waits for Sukkula."""
        return duties.sukkula() if event.verb == "offer_to_coordinate" else []

    def audience(self, event):
        """Sukkula hears who takes an offer back, all who was chosen."""
        leads = User.objects.holding("lead")
        match event.verb:
            case "choose_offer":
                return [*self.kehra.members(), *leads]
            case "withdraw_offer":
                return leads
        return []

    @step(State.OPEN, to=State.WITHDRAWN, allow=rules.can_withdraw_offer)
    def withdraw_offer(self, *, by):
        """Take one's own offer back."""

    @step(State.OPEN, to=State.CHOSEN, allow=rules.can_choose_offer)
    def choose_offer(self, *, by):
        """Sukkula confirms the member as the coordinator; the call is over.

        WrongState when the person is a member no more.
        """
        lock(self.membership)
        if self.membership.state != Membership.State.ACTIVE:
            raise WrongState(self.membership)
        roles.begin(self.membership)
        self.membership.save()
