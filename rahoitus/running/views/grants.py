"""A grant while its project runs: figures, reports, payments, and the ways to their proofs."""

from django.shortcuts import get_object_or_404, render

from rahoitus.applications.models.application import Application
from rahoitus.running import proofs, rules
from rahoitus.running.costs_count import costs_count
from rahoitus.running.followed import followed_by
from rahoitus.running.history import with_reasons


def granted(request, pk):
    """The application that got money, if the reader follows its work from inside; else 404."""
    seen = Application.objects.granted().filter(project__in=followed_by(request.user))
    seen = seen.select_related("project__kehra", "project__adviser", "call__source")
    return get_object_or_404(
        seen.prefetch_related(*Application.LINES, "call__source__cost_models"), pk=pk
    )


def grant(request, pk):
    """The money of a grant side by side, its reports, its payments."""
    application = granted(request, pk)
    user, project = request.user, application.project
    is_open = application.state == Application.State.GRANTED
    payments = application.payments.select_related("milestone", "claim")
    context = {
        "application": application,
        "project": project,
        "figures": proofs.of(application),
        "counts": costs_count(application),
        "reports": application.reports.all(),
        "payments": with_reasons(payments),
        "waiting": application.vouchers.waiting().count(),
        "can_agree": is_open and rules.can_agree_report(user, application),
        "can_bring": is_open and rules.can_bring_voucher(user, application),
        "works_on": rules.works_on(user, project),
    }
    return render(request, "rahoitus/running/grant.html", context)
