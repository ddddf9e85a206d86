"""What of grants is still awaited when they are closed or their project ends."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import money
from rahoitus.running import proofs
from rahoitus.running.models.payment import Payment
from rahoitus.running.models.report import GrantReport

IN_HANDLING = [GrantReport.State.SENT, GrantReport.State.RETURNED, GrantReport.State.ACCEPTED]


def awaited(grants):
    """A sentence for each thing that hangs on the grants: money, claims, reports. Of a past
    decision nobody has told what was paid."""
    for grant in grants:
        if not grant.recorded_afterwards:
            yield from of_grant(grant)


def of_grant(grant):
    paid = Payment.objects.filter(application=grant).paid().got().euros()
    if grant.amount and paid < grant.amount:
        told = {"sum": money.euros(grant.amount - paid), "call": grant.call}
        yield _("%(sum)s of the grant from “%(call)s” is not recorded as paid.") % told
    figures = proofs.of(grant)
    if figures.used and figures.to_return:  # where nothing is shown, nothing can be counted
        told = {"sum": money.euros(figures.to_return)}
        yield _("%(sum)s was paid and not used: it goes back to the funder.") % told
    reports = GrantReport.objects.filter(application=grant)
    claims = reports.filter(kind=GrantReport.Kind.CLAIM)
    if number := claims.filter(state__in=IN_HANDLING).count():
        yield ngettext(
            "%(n)s claim is still handled.", "%(n)s claims are still handled.", number
        ) % {"n": number}
    unpaid = [claim for claim in claims.filter(state="delivered") if claim.unpaid]
    if unpaid:
        told = {"n": len(unpaid), "sum": money.euros(sum(claim.unpaid for claim in unpaid))}
        yield (
            ngettext(
                "%(n)s claim sent to the funder is not paid: %(sum)s.",
                "%(n)s claims sent to the funder are not paid: %(sum)s.",
                len(unpaid),
            )
            % told
        )
    lacking = reports.unsent() | reports.exclude(kind="claim").filter(state__in=IN_HANDLING)
    if number := lacking.count():
        yield ngettext(
            "%(n)s report has not been sent to the funder.",
            "%(n)s reports have not been sent to the funder.",
            number,
        ) % {"n": number}
