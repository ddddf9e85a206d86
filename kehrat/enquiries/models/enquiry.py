"""Messages from outside to a Kehrä or Sukkula, each with what is answered to it."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from kehityspolku import broker, moments
from kehityspolku.events import clock
from kehityspolku.events.mail import Letter
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, enter_state, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import Event
from kehrat.enquiries import rules
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership

CONFIRM_IN = timedelta(days=2)
KEPT = timedelta(days=365)


class Enquiries(models.QuerySet):
    def visible_to(self, user):
        """Those that came, to a Kehrä's coordinators; to Sukkula its own, those it was told of
        because the coordinators couldn't be reached, and those whose coordinators can't be now."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(kehra__in=Kehra.objects.coordinated_by(user))
        if user.is_sukkula:
            kind = ContentType.objects.get_for_model(Enquiry)
            told = user.notices.filter(event__target_type=kind)
            mine |= Q(to_sukkula=True) | Q(pk__in=told.values("event__target_id"))
            mine |= Q(kehra__in=Kehra.objects.unreached())
        return self.filter(mine).exclude(state=Enquiry.State.WAITING)

    def to_answer(self, user):
        """Those that wait for an answer of this person: not what Sukkula was merely told of."""
        own = Q(kehra__in=Kehra.objects.coordinated_by(user))
        if user.is_sukkula:
            own |= Q(to_sukkula=True) | Q(kehra__in=Kehra.objects.unreached())
        return self.filter(own, state=Enquiry.State.DELIVERED)

    def by_link(self, token):
        """The conversation that the link of its sender leads to, or none."""
        return self.filter(token=token).exclude(state=Enquiry.State.WAITING)

    def readable(self, pairs):
        """Of (enquiry, user) pairs those that may still be read, as keys."""
        return readers.of_kehra(pairs, Membership.objects.coordinators())

    def write(self, kehra, *, by=None, name, email, text, language):
        """Keep a message to a Kehrä (None: to Sukkula). A person who is signed in has a confirmed
        address, so it goes at once; anyone else's goes when they press the link they are mailed.
        """
        with transaction.atomic():
            facts = {"name": name, "email": email, "text": text, "language": language}
            made = self.create(kehra=kehra, **facts)
            if by:
                made.deliver(by=by)
        if not by:
            made.ask_to_confirm()
        return made

    def fresh(self):
        """Those that wait to be confirmed and still can be."""
        since = moments.now() - CONFIRM_IN
        return self.filter(state=Enquiry.State.WAITING, made_at__gte=since)

    def forget(self):
        """Delete what nobody confirmed in time, and what is a year old; returns how many."""
        now = moments.now()
        late = Q(state=Enquiry.State.WAITING, made_at__lt=now - CONFIRM_IN)
        old = self.filter(late | Q(made_at__lt=now - KEPT))
        with transaction.atomic():
            kind = ContentType.objects.get_for_model(Enquiry)
            keys = list(old.select_for_update().values_list("pk", flat=True))
            Event.objects.filter(target_type=kind, target_id__in=keys).delete()
            self.filter(pk__in=keys).delete()
        return len(keys)


class Enquiry(models.Model):
    """A message from outside to a Kehrä or to Sukkula, forgotten with its answers after a year.

    Its sender reads and writes on by a link; nobody sees the other's address.
    """

    group_at = "kehra_id"
    sign_of_life = False

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("enquiry", "waits for its sender")
        DELIVERED = "delivered", pgettext_lazy("enquiry", "waits for an answer")
        ANSWERED = "answered", pgettext_lazy("enquiry", "answered")
        CLOSED = "closed", pgettext_lazy("enquiry", "closed")

    CAME = [State.DELIVERED, State.ANSWERED, State.CLOSED]
    TONES = {State.DELIVERED: "wait", State.ANSWERED: "good"}
    notice_kind = Kind.GROUP

    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.CASCADE, related_name="enquiries"
    )
    to_sukkula = models.BooleanField(default=False)
    name = LineField(max_length=120)
    email = models.EmailField()
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    state = StateField(choices=State, default=State.WAITING, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    made_at = models.DateTimeField(default=moments.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = Enquiries.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", delivered_at=None)
                | Q(state__in=["delivered", "answered", "closed"], delivered_at__isnull=False),
                name="enquiry_came_at_a_time",
            )
        ]
        indexes = [models.Index("state", "state_since", name="enquiry_state")]

    def __str__(self):
        return _("Message from %(name)s") % {"name": self.name}

    def get_absolute_url(self):
        return reverse("kehrat:enquiry", args=[self.pk])

    @property
    def to(self):
        """Whom it was written to, as a name."""
        return self.kehra.name if self.kehra else "Sukkula"

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

    @property
    def link(self):
        """The address at which its sender reads and writes on, in the active language."""
        return reverse("kehrat:enquiry_thread", args=[self.token])

    def conversation(self):
        """Its answers and what its sender wrote again, in order."""
        replies = list(self.replies.listed())
        for reply in replies:
            reply.enquiry = self
        return replies

    def within(self):
        return [self.kehra] if self.kehra else []

    def ask_to_confirm(self):
        """Mail the link to the sender. The mail holds nothing of what was written, so that it
        cannot be used to write to others. OSError when it could not be sent.
        """
        with override(self.language):
            path = reverse("kehrat:enquiry_confirm", args=[self.token])
            context = {"enquiry": self, "url": f"{settings.SITE_URL}{path}"}
            subject, body = loader.render_to_string(MAIL, context).strip().split("\n", 1)
        Letter(subject, body.strip(), to=[self.email]).send()

    @verb("deliver_enquiry", waits_for=circles.team)
    @transaction.atomic
    def deliver(self, *, by=None):
        """Give it to those it was written to, once; WrongState when it was, or is too late."""
        still = Enquiry.objects.select_for_update(of=("self",)).fresh().filter(pk=self.pk)
        if not still.exists():
            raise WrongState(self)
        self.to_sukkula = not (self.kehra and self.kehra.is_reachable)
        self.state, self.delivered_at = self.State.DELIVERED, moments.now()
        self.state_since = self.delivered_at
        self.save()
        record("deliver_enquiry", self, by=by)

    @step(
        *CAME,
        to=State.ANSWERED,
        allow=rules.can_answer,
        tells=circles.coordinators_or_leads,
        sign_of_life=True,
    )
    def answer_enquiry(self, *, by, text, language, seen=None):
        """Answer: the sender gets it by mail, the others who answer hear who did.

        `seen`: how many answers the writer had read; WrongState when there are others since.
        """
        if seen is not None and seen != self.replies.count():
            raise WrongState(self, SOMEBODY_WROTE)
        for_sukkula = self.to_sukkula and by.is_sukkula or not self.kehra
        facts = {"text": text, "language": language, "for_sukkula": for_sukkula}
        self.replies.create(by=by, mail_at=moments.now(), **facts)
        hand_mail()

    @step(
        State.DELIVERED,
        State.ANSWERED,
        to=State.CLOSED,
        allow=rules.can_close,
        tells=circles.coordinators_or_leads,
    )
    def close_enquiry(self, *, by):
        """It needs no answer, or no more; its sender can still write again."""

    @verb("write_again", waits_for=circles.team)
    @transaction.atomic
    def write_again(self, *, text, language):
        """Its sender writes again, by the link: it waits for an answer anew."""
        lock(self)
        if self.state not in self.CAME:
            raise WrongState(self)
        before = self.state
        self.replies.create(from_outside=True, text=text, language=language)
        self.state = self.State.DELIVERED
        if before != self.state:
            enter_state(self, before)
        self.save()
        record("write_again", self)

    @verb("answer_came_back", waits_for=circles.team)
    def answer_came_back(self):
        """Tell who answers that mail to the sender doesn't arrive."""
        record("answer_came_back", self)

    still_waits = clock.reminder({State.DELIVERED: (3, circles.team)}, again=circles.sukkula)


MAIL = "kehrat/mail/ask_to_confirm_enquiry.txt"
SOMEBODY_WROTE = gettext_lazy(
    "Somebody wrote here meanwhile. Read it above, and send yours if it is still needed."
)


def hand_mail():
    """Wake the worker after commit to send what waits; if it is away, the clock finds the rows."""
    transaction.on_commit(partial(broker.hand, "kehrat.tasks.send_answers"))
