"""The mail of invitations: to people who may have no account, so no notices; sent after commit."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template import loader
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events import outbox
from kehityspolku.events.mail import Letter
from kehrat.coordination.models.invite import Invite, ShutAddress

REMIND_AFTER = timedelta(hours=24)


def deliver():
    """Send the invitations that wait; what is over or unwanted meanwhile is let go. How many."""
    return outbox.deliver(Invite.objects.select_related("kehra", "made_by"), wanted)


def wanted(invite):
    shut = ShutAddress.objects.filter(fingerprint=invite.address_mark).exists()
    return message(invite) if invite.is_open and invite.kehra.is_joinable and not shut else None


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
