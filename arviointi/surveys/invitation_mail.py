"""The mail of invitations to answer: to people who may have no account; sent after commit."""

import logging
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.template import loader
from django.urls import reverse
from django.utils import translation

from arviointi.surveys.invitations import Invitation, hand_mail
from kehityspolku import moments
from kehityspolku.events.mail import Letter

BATCH = 50
MOST_BATCHES = 10  # of one run: the clock goes on a minute later
MOST_TRIES = 8  # the last about four hours after the first
MAILS = 3  # to one person: at first, two reminders
REMIND_AFTER = timedelta(days=5)
log = logging.getLogger(__name__)


def deliver():
    """Send what waits, so many at most; safe at the same time in many workers. How many were."""
    sent = 0
    for _n in range(MOST_BATCHES):
        batch = list(
            Invitation.objects.filter(mail_at__lte=moments.now())
            .select_related("survey__kehra", "survey__project")
            .order_by("mail_at")[:BATCH]
        )
        sent += sum(_send(invitation) for invitation in batch)
        if len(batch) < BATCH:
            break
    return sent


def _send(invitation):
    """Send one; what is over or unwanted meanwhile is let go, what fails is tried later.

    It is written down as sent before it leaves. A worker that is killed in between leaves at most
    one letter unsent, which the reminder makes good; nobody gets the same letter twice.
    """
    if not (invitation.survey.is_open and invitation.address):
        invitation.let_go()
        return False
    if not invitation.claim():  # another worker, an answer or a refusal was faster
        return False
    try:
        message(invitation).send()
    except Exception as problem:  # a bad address or a server away must not stop the others
        log.warning("Invitation %s was not sent: %s", invitation.pk, type(problem).__name__)
        later = moments.now() + timedelta(minutes=2 ** (invitation.tries + 1))
        invitation.give_back(None if invitation.tries + 1 >= MOST_TRIES else later)
        return False
    return True


def message(invitation):
    """The mail: whose survey, why to this address, how it is answered and how one says no."""
    survey = invitation.survey
    with translation.override(invitation.language):
        no = f"{settings.SITE_URL}{reverse('arviointi:no_more', args=[invitation.token])}"
        context = {
            "survey": survey,
            "invitation": invitation,
            "last": invitation.mails + 1 >= MAILS,
            "no": no,
        }
        text = loader.render_to_string("arviointi/mail/invitation.txt", context).strip()
    subject, _break, body = text.partition("\n")
    return Letter(
        subject,
        body=body.strip() + "\n",
        to=[invitation.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": message_id(invitation),
            "List-Unsubscribe": f"<{no}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def message_id(invitation):
    """The same for the same letter: where a server took it and still reported a failure, a mailbox
    keeps one of the two."""
    told = sha256(f"{invitation.mark} {invitation.mails}".encode()).hexdigest()[:32]
    return f"<{told}@{urlsplit(settings.SITE_URL).hostname}>"


def remind():
    """Let a reminder leave to those who have not answered five days after the last mail, twice."""
    due = Invitation.objects.reached().filter(
        survey__state="open",
        mails__lt=MAILS,
        mail_at=None,
        done=False,
        declined=False,
        sent_at__lte=moments.now() - REMIND_AFTER,
    )
    if due.update(mail_at=moments.now()):
        hand_mail()
