"""The mail of answers: to people who may have no account, so no notices; sent after commit."""

from datetime import timedelta

from django.conf import settings
from django.template import loader
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events import outbox
from kehityspolku.events.mail import Letter
from kehrat.enquiries.models import Enquiry, Reply


def deliver():
    """Send the answers that wait; those who answer hear of what came back. How many were sent."""
    rows = Reply.objects.select_related("enquiry__kehra")
    return outbox.deliver(rows, message, lambda reply: reply.enquiry.answer_came_back())


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
