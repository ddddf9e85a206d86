"""The mail of invitations: to people who may have no account, so no notices; sent after commit."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template import loader
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events.mail import Letter
from kehrat.coordination.models.invite import Invite, ShutAddress

BATCH = 20
MOST_TRIES = 12  # the last about three days after the first
REMIND_AFTER = timedelta(hours=24)
log = logging.getLogger(__name__)


def deliver():
    """Send what waits; safe at the same time in many workers. Returns how many were sent."""
    sent = 0
    while batch := _deliver_batch():
        sent += sum(batch)
    return sent


def _deliver_batch():
    with transaction.atomic():
        batch = list(
            Invite.objects.filter(mail_at__lte=moments.now())
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("kehra", "made_by")
            .order_by("mail_at")[:BATCH]
        )
        sent = [_send(invite) for invite in batch]
        Invite.objects.bulk_update(batch, ["mail_at", "tries", "mails", "sent_at"])
    return sent


def _send(invite):
    """Send one; what is over or unwanted meanwhile is let go, what fails is tried later."""
    shut = ShutAddress.objects.filter(fingerprint=invite.address_mark).exists()
    if shut or not (invite.is_open and invite.kehra.is_working):
        invite.mail_at = None
        return False
    invite.tries += 1
    try:
        message(invite).send()
    except Exception as problem:  # a bad address or a server away must not stop the others
        log.warning("Invitation %s was not sent: %s", invite.pk, problem)
        later = moments.now() + timedelta(minutes=2**invite.tries)
        invite.mail_at = None if invite.tries >= MOST_TRIES else later
        return False
    invite.note_mailed()
    return True


def message(invite):
    """The mail, in the language that the inviter chose; who sent it, why, and how to say no."""
    with translation.override(invite.language):
        no = f"{settings.SITE_URL}{reverse('kehrat:invite_decline', args=[invite.token])}"
        context = {"invite": invite, "kehra": invite.kehra, "url": invite.url, "no": no}
        text = loader.render_to_string("kehrat/mail/invitation.txt", context).strip()
    subject, _break, body = text.partition("\n")
    return Letter(
        subject,
        body=body.strip() + "\n",
        to=[invite.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{no}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def remind():
    """One reminder to each address that has not answered in a day; then silence. How many."""
    day_ago = moments.now() - REMIND_AFTER
    due = Invite.objects.open().filter(
        kind=Invite.Kind.EMAIL, mails=1, reminded_at=None, mail_at=None, sent_at__lte=day_ago
    )
    return sum(_remind(pk) for pk in due.values_list("pk", flat=True))


def _remind(pk):
    with transaction.atomic():
        invite = Invite.objects.select_for_update(of=("self",)).get(pk=pk)
        if invite.reminded_at or not invite.is_open:
            return False
        return invite.remind_invited()
