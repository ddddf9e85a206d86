from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.mail import Letter
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehityspolku.models import Event
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership

CONFIRM_IN = timedelta(days=2)
KEPT = timedelta(days=365)


class Enquiries(models.QuerySet):
    def visible_to(self, user):
        """Those that came, to a Kehrä's coordinators; to Sukkula its own and those it was told of
        because the coordinators couldn't be reached."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(kehra__in=Kehra.objects.coordinated_by(user))
        if user.is_sukkula:
            kind = ContentType.objects.get_for_model(Enquiry)
            told = user.notices.filter(event__target_type=kind)
            mine |= Q(to_sukkula=True) | Q(pk__in=told.values("event__target_id"))
        return self.filter(mine, state=Enquiry.State.DELIVERED)

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
    """A message from outside to a Kehrä or to Sukkula, forgotten after a year."""

    group_at = "kehra_id"
    sign_of_life = False

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("enquiry", "waits for its sender")
        DELIVERED = "delivered", pgettext_lazy("enquiry", "delivered")

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
    made_at = models.DateTimeField(default=moments.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = Enquiries.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", delivered_at=None)
                | Q(state="delivered", delivered_at__isnull=False),
                name="enquiry_delivered_has_a_time",
            )
        ]

    def __str__(self):
        return _("Message from %(name)s") % {"name": self.name}

    def get_absolute_url(self):
        return reverse("kehrat:enquiry", args=[self.pk])

    @property
    def to(self):
        """Whom it was written to, as a name."""
        return self.kehra.name if self.kehra else "Sukkula"

    @property
    def reply_to(self):
        """Where the answer to its mail goes."""
        return [self.email]

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
        self.save()
        record("deliver_enquiry", self, by=by)


MAIL = "kehrat/mail/ask_to_confirm_enquiry.txt"
