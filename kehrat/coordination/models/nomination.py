"""Handing the coordination over: a member is asked, and answers."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.people.circles import person
from kehrat.coordination import rules
from kehrat.groups import circles, readers
from kehrat.groups import rules as group_rules
from kehrat.groups.models import Membership, begin_coordinating, end_coordinating

ANSWERED_IN = 14  # days that a nominee has


def answered_by():
    return moments.in_days(ANSWERED_IN)


who_is_nominated = person("nominee.user")
who_nominated = person("nominator.user")


class Nominations(models.QuerySet):
    def readable(self, pairs):
        """Of (nomination, user) pairs those that may still be read, as keys: by the members."""
        return readers.of_kehra(pairs, Membership.objects)

    def open(self):
        """Those that wait for the nominee and are not too old."""
        return self.filter(state=Nomination.State.OPEN, expires_on__gte=moments.today())

    @verb(waits_for=who_is_nominated)
    def nominate(self, nominee, *, by, note=""):
        """A coordinator asks a member (a Membership) to take the role over.

        Asking again gives the nomination there is. WrongState when the member is none any more.
        """
        with transaction.atomic():
            lock(nominee)
            check(rules.can_nominate, by, nominee)
            if nominee.state != Membership.State.ACTIVE:
                raise WrongState(nominee)
            for late in self.filter(nominee=nominee, expires_on__lt=moments.today()).waiting():
                late.lapse_nomination(by=None)
            mine = Membership.objects.active().get(kehra=nominee.kehra, user=by)
            nomination, made = self.waiting().get_or_create(
                kehra=nominee.kehra,
                nominee=nominee,
                defaults={"nominator": mine, "note": note},
            )
            if made:
                expires_on = moments.iso(nomination.expires_on)
                record("nominate", nomination, by=by, expires_on=expires_on)
        return nomination

    def waiting(self):
        return self.filter(state=Nomination.State.OPEN)

    def lapse(self, membership):
        """What the membership was asked or had asked of others falls."""
        for nomination in self.waiting().filter(Q(nominee=membership) | Q(nominator=membership)):
            nomination.lapse_nomination(by=None)


class Nomination(models.Model):
    """A coordinator's wish that a member takes the role over; the member answers."""

    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("nomination", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("nomination", "accepted")
        DECLINED = "declined", pgettext_lazy("nomination", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("nomination", "withdrawn")
        LAPSED = "lapsed", pgettext_lazy("nomination", "lapsed")

    guarded_by = "kehra"

    kehra = models.ForeignKey("kehrat.Kehra", on_delete=models.PROTECT, related_name="nominations")
    nominee = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="nominations")
    nominator = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="nominated")
    note = models.TextField(_("note to the person"), blank=True, max_length=2000)
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    made_on = models.DateField(default=moments.today)
    expires_on = models.DateField(default=answered_by)
    answered_on = models.DateField(null=True)

    objects = Nominations.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.UniqueConstraint(
                "nominee", condition=Q(state="open"), name="nomination_waits_once"
            ),
            models.CheckConstraint(
                condition=~Q(nominee=models.F("nominator")), name="nomination_is_of_another"
            ),
        ]

    def __str__(self):
        return str(self.kehra)

    def about(self):
        return self.kehra

    @property
    def is_late(self):
        return self.expires_on < moments.today()

    @step(
        State.OPEN,
        to=State.ACCEPTED,
        allow=rules.can_answer_nomination,
        tells=circles.members,
        hands_over=True,
    )
    def accept_nomination(self, *, by):
        """The role moves: the nominee coordinates, the nominator is a member.

        WrongState if late.
        """
        if self.is_late:
            raise WrongState(self)
        self.answered_on = moments.today()
        for membership in (self.nominee, self.nominator):
            lock(membership)
        self.state = self.State.ACCEPTED  # ours is answered: ending the role lapses the others
        self.save()
        begin_coordinating(self.nominee)
        self.nominee.save()
        if self.nominator.role == Membership.Role.COORDINATOR:
            end_coordinating(self.nominator)
            self.nominator.save()

    @step(
        State.OPEN,
        to=State.DECLINED,
        allow=rules.can_answer_nomination,
        waits_for=who_nominated,
    )
    def decline_nomination(self, *, by, note=""):
        """Not me, with a note if one likes."""
        self.answered_on = moments.today()
        return {"note": note}

    @step(
        State.OPEN,
        to=State.WITHDRAWN,
        allow=rules.can_withdraw_nomination,
        tells=who_is_nominated,
    )
    def withdraw_nomination(self, *, by):
        """Take the nomination back before it is answered."""

    @step(
        State.OPEN,
        to=State.LAPSED,
        allow=group_rules.by_the_clock,
        waits_for=who_nominated,
        tells=who_is_nominated,
        reminds=(State.OPEN,),
    )
    def lapse_nomination(self, *, by=None):
        """It got too old, or one of the two has gone."""
