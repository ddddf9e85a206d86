"""What of the signatories' approvals an application lacks."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rahoitus.applications import signatories
from rahoitus.sending.models import Approval


def not_approved(application):
    """A sentence of each signatory who declined it as it is now, and of approvals that are lacking:
    of two where two sign together, of one where anyone was asked."""
    yes = Approval.objects.counting(application)
    approved = {row.who for row in yes}
    asked = list(Approval.objects.filter(application=application))
    for row in asked:
        if row.answer == Approval.Answer.NO and row.is_current and row.who not in approved:
            told = {"name": row, "reason": row.reason}
            yield _("%(name)s declined to approve the application: “%(reason)s”.") % told
    needed = 2 if signatories.two_sign(application) else 1
    if len(yes) < needed and (asked or needed == 2):
        yield ngettext(
            "%(given)s signatory of %(needed)s has approved it as it is now.",
            "%(given)s signatories of %(needed)s have approved it as it is now.",
            len(yes),
        ) % {"given": len(yes), "needed": needed}
