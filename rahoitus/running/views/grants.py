"""A grant while its project runs: figures, reports, payments, and the ways to their proofs."""

from django.shortcuts import get_object_or_404, render

from rahoitus.applications import whole
from rahoitus.applications.models.application import Application
from rahoitus.running import proofs, rules
from rahoitus.running.costs_count import costs_count
from rahoitus.running.followed import followed_by
from rahoitus.running.history import with_reasons


def granted(request, pk):
    """The application that got money, if the reader follows its work from inside; else 404."""
    return whole.read(seen(request, pk))


def seen(request, pk):
    """The same without what belongs to it."""
    rows = Application.objects.granted().filter(project__in=followed_by(request.user))
    return get_object_or_404(rows.select_related(*Application.READ_WITH), pk=pk)


def paid_for(application):
    """Its payments, each with the milestone or the claim that it is for, all of them at hand."""
    milestones = {row.pk: row for row in application.project.milestones.all()}
    claims = {row.pk: row for row in application.reports.all()}
    payments = list(application.payments.all())
    for payment in payments:
        payment.milestone = milestones.get(payment.milestone_id)
        payment.claim = claims.get(payment.claim_id)
    return payments


def grant(request, pk):
    """The money of a grant side by side, its reports, its payments."""
    application = seen(request, pk)
    user, project = request.user, application.project
    whole.read(application, ([application], "payments", "reports"), ([project], "milestones"))
    is_open = application.state == Application.State.GRANTED
    context = {
        "application": application,
        "project": project,
        "figures": proofs.of(application),
        "counts": costs_count(application),
        "differs": application.differing_grant,
        "reports": application.reports.all(),
        "payments": with_reasons(paid_for(application)),
        "waiting": application.vouchers.waiting().count(),
        "can_agree": is_open and rules.can_agree_report(user, application),
        "can_bring": is_open and rules.can_bring_voucher(user, application),
        "works_on": rules.works_on(user, project),
    }
    return render(request, "rahoitus/running/grant.html", context)
