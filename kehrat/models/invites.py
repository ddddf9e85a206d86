import hashlib
from base64 import urlsafe_b64encode
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from kehityspolku import broker, moments
from kehityspolku.steps import WrongState, hold
from kehrat import rules_member as rules

from .kehra import Kehra

DAYS = 14  # how long an invitation is good, unless told
MONTHLY = 5  # invitations that one address gets in 30 days, from all Kehrät together


class Shut(Exception):
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
        if rules.is_sukkula(user):
            return self
        return self.filter(kehra__in=Kehra.objects.coordinated_by(user))

    def open(self):
        """Those that can be used now."""
        return self.filter(state=self.model.State.OPEN, expires_at__gt=timezone.now())

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

        Shut when the address wants none or has got enough of them; nothing is then mailed.
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
                mail_at=timezone.now(),
            )
            hand_mail()
            return invite.begin(DAYS)

    def _may(self, kehra, by):
        if not rules.can_invite(by, kehra):
            raise PermissionDenied
        hold(kehra)
        if not kehra.is_working:
            raise WrongState(kehra)

    def _bearable(self, address):
        mark = fingerprint(address)
        lately = self.model._default_manager.filter(
            address_mark=mark, made_at__gt=timezone.now() - timedelta(days=30)
        )
        if ShutAddress.objects.filter(fingerprint=mark).exists() or lately.count() >= MONTHLY:
            raise Shut
