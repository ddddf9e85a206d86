"""Invitations to a Kehrä: a link for many, a mail to one. The database can't tell their secret."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import broker, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, hold, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.models import Notice
from kehityspolku.people.circles import person
from kehrat.coordination import rules
from kehrat.groups import rules as group_rules
from kehrat.groups.circles import coordinators_or_leads
from kehrat.groups.models import Kehra, Membership

DAYS = 14  # how long an invitation is good, unless told
MONTHLY = 5  # invitations that one address gets in 30 days, from all Kehrät together


DAY = timedelta(days=1)
MAILS = 3  # to one invitation's address: at first, the reminder, one by hand


class InviteRefused(Exception):
    """An invitation that is not mailed: the address takes none, or has got enough of them."""


def fingerprint(text):
    """What is kept of a secret or of an address: it is recognised again and not read back."""
    return hashlib.sha256(text.encode()).hexdigest()


def hand_mail():
    """Wake the worker after commit to send what waits; if it is away, the clock finds the rows."""
    transaction.on_commit(partial(broker.hand, "kehrat.tasks.send_invites"))


def token_of(seed):
    """The secret of an invitation's address: its seed, made with the portal's own key."""
    secret = salted_hmac("kehrat.invite", seed, algorithm="sha256").digest()
    return urlsafe_b64encode(secret).decode().rstrip("=")


class ShutAddress(models.Model):
    """An address that wants no invitations from the portal; only its fingerprint is kept."""

    fingerprint = models.CharField(max_length=64, unique=True)
    shut_on = models.DateField(default=moments.today)

    def __str__(self):
        return self.fingerprint


class Invites(models.QuerySet):
    def visible_to(self, user):
        """Those of the Kehrät where the person invites."""
        if group_rules.is_sukkula(user):
            return self
        return self.filter(kehra__in=Kehra.objects.coordinated_by(user))

    def open(self):
        """Those that can be used now: a link ends with the account of who made it."""
        found = self.filter(state=self.model.State.OPEN, expires_at__gt=moments.now())
        return found.exclude(kind=self.model.Kind.LINK, made_by__is_active=False)

    def by_token(self, token):
        """The invitation of a link, or None."""
        mark = fingerprint(token)
        invite = self.select_related("kehra", "made_by").filter(mark=mark).first()
        return invite if invite and constant_time_compare(invite.mark, mark) else None

    def make_link(self, kehra, *, by, days=DAYS, most=None):
        """A link that many can use, `most` people at most (None: any number)."""
        with transaction.atomic():
            self._may(kehra, by)
            invite = self.model(kehra=kehra, made_by=by, kind=self.model.Kind.LINK, most=most)
            return invite.begin(days)

    def invite(self, kehra, *, by, address, language="fi", greeting=""):
        """Mail an invitation to one address; one that waits there already is given back.

        InviteRefused when the address wants none or has got enough of them; nothing is then mailed.
        """
        address = address.strip().lower()
        with transaction.atomic():
            self._may(kehra, by)
            for old in self.filter(kehra=kehra, address=address, state=self.model.State.OPEN):
                if old.is_open:
                    return old
                old.expire_invite(by=None)
            self._bearable(address)
            invite = self.model(
                kehra=kehra,
                made_by=by,
                kind=self.model.Kind.EMAIL,
                address=address,
                address_mark=fingerprint(address),
                language=language,
                greeting=greeting,
                most=1,
                mail_at=moments.now(),
            )
            hand_mail()
            return invite.begin(DAYS)

    def _may(self, kehra, by):
        check(rules.can_invite, by, kehra)
        hold(kehra)
        if not kehra.is_joinable:
            raise WrongState(kehra)

    def _bearable(self, address):
        mark = fingerprint(address)
        lately = self.model._default_manager.filter(
            address_mark=mark, made_at__gt=moments.now() - timedelta(days=30)
        )
        if ShutAddress.objects.filter(fingerprint=mark).exists() or lately.count() >= MONTHLY:
            raise InviteRefused


class Invite(models.Model):
    """An invitation to join a Kehrä at once. `mail_at`: when its mail is to leave, if it is."""

    notice_kind = Notice.Kind.GROUP

    class Kind(models.TextChoices):
        LINK = "link", _("link")
        EMAIL = "email", _("by e-mail")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("invitation", "waits")
        USED = "used", pgettext_lazy("invitation", "used")
        DECLINED = "declined", pgettext_lazy("invitation", "declined")
        REVOKED = "revoked", pgettext_lazy("invitation", "revoked")
        EXPIRED = "expired", pgettext_lazy("invitation", "expired")

    guarded_by = "kehra"

    kehra = models.ForeignKey("kehrat.Kehra", on_delete=models.PROTECT, related_name="invites")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invites"
    )
    kind = models.CharField(max_length=5, choices=Kind)
    state = StateField(choices=State, default=State.OPEN, max_length=8)
    seed = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, unique=True)
    most = models.PositiveSmallIntegerField(_("how many can join by it"), null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=moments.now)
    expires_at = models.DateTimeField()
    address = models.EmailField(_("e-mail address"), blank=True)
    address_mark = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(
        _("language of the message"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    greeting = models.TextField(_("greeting"), blank=True, max_length=1000)
    mail_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    mails = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = Invites.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(most=None) | Q(uses__lte=F("most")), name="invite_within_its_number"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invite_ends_after_start"
            ),
            models.UniqueConstraint(
                "kehra",
                "address",
                condition=Q(state="open", kind="email"),
                name="invite_waits_once",
            ),
        ]
        indexes = [
            models.Index("mail_at", condition=Q(mail_at__isnull=False), name="invite_mail_waiting")
        ]

    def __str__(self):
        return str(self.kehra)

    def get_absolute_url(self):
        return reverse("kehrat:invite", args=[self.token])

    def about(self):
        return self.kehra

    @verb("make_invite")
    def begin(self, days):
        """Give it its secret and its last day, and keep it."""
        self.seed = secrets.token_hex(32)
        self.mark = fingerprint(self.token)
        self.expires_at = moments.end_of(moments.in_days(days))
        self.save(force_insert=True)
        record("make_invite", self, by=self.made_by, kind=self.kind)
        return self

    @property
    def token(self):
        """The secret of its address, made of the seed with the portal's own key."""
        return token_of(self.seed)

    @property
    def url(self):
        """Its whole address, in the active language."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def inviter_is_public(self):
        """The name of who made it shows to everyone on the Kehrä's page."""
        shown = self.kehra.memberships.active().coordinators()
        return shown.filter(user=self.made_by_id, name_public=True).exists()

    @property
    def shown_state(self):
        late = self.state == self.State.OPEN and not self.is_open
        return (self.State.EXPIRED if late else self.State(self.state)).label

    @property
    def tone(self):
        return "wait" if self.is_open else "good" if self.state == self.State.USED else "quiet"

    @property
    def mail_failed(self):
        """It could never be delivered."""
        return self.kind == self.Kind.EMAIL and not (self.mail_at or self.mails)

    @property
    def is_open(self):
        if self.kind == self.Kind.LINK and self.made_by and not self.made_by.is_active:
            return False
        return self.state == self.State.OPEN and self.expires_at > moments.now()

    @property
    def can_be_sent_again(self):
        """By hand: a mail a day old at least, until the address has got enough of them."""
        sent_long_ago = self.sent_at and self.sent_at < moments.now() - DAY
        return bool(sent_long_ago and self.mails < MAILS and self.address)

    def lets_in(self, user):
        """One who was removed comes back by a mail alone, sent to that person since.

        What had been mailed before that was revoked then.
        """
        removed = self.kehra.removed_lately(user)
        return not removed or (
            self.address == user.email.lower() and moments.day_of(self.made_at) >= removed.ended_on
        )

    @verb("accept_invite", of="kehrat.Membership", tells=coordinators_or_leads)
    def accept(self, *, by, actor_type, organisation="", note=""):
        """Be a member at once; a member already stays one, and the invitation stays unused.

        WrongState when it is over, or is not for this person.
        """
        with transaction.atomic():
            lock(self)
            mine = self.kehra.membership_of(by)
            if mine and mine.state == Membership.State.ACTIVE:
                return mine
            if not (self.is_open and self.kehra.is_joinable and self.lets_in(by)):
                raise WrongState(self)
            membership, _new = Membership.objects.enter(
                self.kehra,
                by=by,
                actor_type=actor_type,
                organisation=organisation,
                note=note,
                invite=self,
            )
            self.uses += 1
            if self.uses == self.most:
                self.state = self.State.USED
            self.mail_at = None
            self.save()
            record("accept_invite", membership, by=by, **membership.part())
            membership.welcome()
        return membership

    def accept_or_ask(self, *, by, **part):
        """Accept; if it has ended meanwhile, ask to join."""
        try:
            return self.accept(by=by, **part)
        except WrongState:
            return self.kehra.join(by=by, **part)

    @verb("decline_invite", tells=person("made_by"))
    def decline(self, *, for_good=False):
        """Whoever got the mail says no, without an account; `for_good`: to all others too."""
        with transaction.atomic():
            lock(self)
            if self.kind != self.Kind.EMAIL:
                raise WrongState(self)
            if for_good:
                ShutAddress.objects.get_or_create(fingerprint=self.address_mark)
            if self.state == self.State.OPEN:
                self.state, self.mail_at = self.State.DECLINED, None
                self.save()
                record("decline_invite", self)

    def note_mailed(self):
        """Its mail has left. Not saved."""
        self.mail_at, self.sent_at, self.tries = None, moments.now(), 0
        self.mails += 1

    @verb(sign_of_life=False, reminds=(State.OPEN,))
    def remind_invited(self):
        """Mail it a second time, once; returns whether it was now. Within a transaction."""
        if not record("remind_invited", self, once=f"invite-reminder:{self.pk}"):
            return False
        self.reminded_at = self.mail_at = moments.now()
        self.save(update_fields=["reminded_at", "mail_at"])
        hand_mail()
        return True

    @step(State.OPEN, to=State.REVOKED, allow=rules.can_change_invite)
    def revoke_invite(self, *, by):
        """Nobody can join by it any more."""
        self.mail_at = None

    @step(State.OPEN, State.EXPIRED, to=State.OPEN, allow=rules.can_change_invite)
    def send_again(self, *, by):
        """Mail it once more, good for the usual time from now; no other reminder follows."""
        shut = ShutAddress.objects.filter(fingerprint=self.address_mark)
        if not self.can_be_sent_again or shut.exists():
            raise WrongState(self)
        self.mail_at = self.reminded_at = moments.now()
        hand_mail()
        self.expires_at = moments.end_of(moments.in_days(DAYS))

    @step(
        State.OPEN,
        to=State.EXPIRED,
        allow=group_rules.by_the_clock,
        sign_of_life=False,
        reminds=(State.OPEN,),
    )
    def expire_invite(self, *, by=None):
        """The clock: its last day has gone by."""
        if self.is_open:
            raise WrongState(self)
        self.mail_at = None
