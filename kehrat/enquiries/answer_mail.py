"""The mail of answers: to people who may have no account, so no notices; sent after commit."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template import loader
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events.mail import Letter
from kehrat.enquiries.models import Enquiry, Reply

BATCH = 20
MOST_TRIES = 12  # the last about three days after the first
log = logging.getLogger(__name__)


def deliver():
    """Send what waits; safe at the same time in many workers. Returns how many were sent."""
    sent = 0
    while batch := _deliver_batch():
        sent += sum(batch)
    return sent


def _deliver_batch():
    with transaction.atomic():
        waiting = Reply.objects.to_mail().select_for_update(skip_locked=True, of=("self",))
        batch = list(waiting.select_related("enquiry__kehra").order_by("mail_at")[:BATCH])
        sent = [_send(reply) for reply in batch]
        Reply.objects.bulk_update(batch, ["mail_at", "tries", "sent_at"])
    return sent


def _send(reply):
    """Send one; what fails is tried later, and told to those who answer when it is given up."""
    reply.tries += 1
    try:
        message(reply).send()
    except Exception as problem:  # a bad address or a server away must not stop the others
        log.warning("Answer %s was not sent: %s", reply.pk, problem)
        later = moments.now() + timedelta(minutes=2**reply.tries)
        reply.mail_at = None if reply.tries >= MOST_TRIES else later
        if not reply.mail_at:
            reply.enquiry.answer_came_back()
        return False
    reply.mail_at, reply.sent_at = None, moments.now()
    return True


def message(reply):
    """The answer with the link to go on, in the language of the message from outside."""
    enquiry = reply.enquiry
    with translation.override(enquiry.language):
        signed = type(reply).objects.listed().get(pk=reply.pk).signed
        context = {"enquiry": enquiry, "reply": reply, "signed": signed}
        context["url"] = f"{settings.SITE_URL}{enquiry.link}"
        text = loader.render_to_string("kehrat/mail/answer.txt", context).strip()
    subject, _break, body = text.partition("\n")
    return Letter(subject, body=body.strip() + "\n", to=[enquiry.email])


def came_back(address):
    """Mail to the address came back: who answered there in the last days is told."""
    lately = moments.now() - timedelta(days=7)
    answered = Enquiry.objects.filter(email__iexact=address, replies__sent_at__gte=lately)
    for enquiry in answered.distinct():
        enquiry.answer_came_back()
