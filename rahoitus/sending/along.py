"""What else ends when an application or its grant ends, in words: told before anyone does it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments
from rahoitus.sending.models import OPEN_FOR

ENDING = {
    "withdraw_application",
    "withdraw_application_for",
    "turn_down",
    "turn_down_for",
    "lapse",
}


def along(application):
    """A sentence for each thing that its end takes along."""
    if application.state in application.UNSENT:
        yield from of_unsent(application)
    if application.is_granted:
        yield from of_grant(application)
    if application.supplements.open().exists():
        yield _("What the funder asked for besides is no longer answered.")


def of_unsent(application):
    asked = application.approvals.filter(answer="", asked_at__gt=moments.now() - OPEN_FOR)
    if number := asked.count():
        told = ngettext(
            "The link of %(n)s signatory stops working.",
            "The links of %(n)s signatories stop working.",
            number,
        )
        yield told % {"n": number}
    if number := application.remarks.unsettled().count():
        told = ngettext(
            "%(n)s remark of Sukkula's stays unsettled.",
            "%(n)s remarks of Sukkula's stay unsettled.",
            number,
        )
        yield told % {"n": number}


def of_grant(application):
    if application.is_asking:
        yield _("The change that was asked for is no longer taken to the funder.")
    if number := application.reports.unsent().count():
        told = ngettext(
            "%(n)s report or claim is no longer waited for.",
            "%(n)s reports and claims are no longer waited for.",
            number,
        )
        yield told % {"n": number}
    if number := application.payments.standing().filter(paid_on=None).count():
        told = ngettext(
            "%(n)s payment that was to come is no longer waited for.",
            "%(n)s payments that were to come are no longer waited for.",
            number,
        )
        yield told % {"n": number}
    number = application.vouchers.waiting().count() + application.hours.waiting().count()
    if number:
        told = ngettext(
            "%(n)s voucher or entry of volunteer work stays unapproved.",
            "%(n)s vouchers and entries of volunteer work stay unapproved.",
            number,
        )
        yield told % {"n": number}
