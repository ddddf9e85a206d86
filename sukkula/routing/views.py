"""Where to get funding: the adviser opens applications, the Kehrä reads why each call fits."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, check
from kehrat.projects.pieces import visible
from rahoitus.applications import rules as application_rules
from rahoitus.applications.models.application import Application
from sukkula import rules as sukkula_rules
from sukkula.review.acts import mail_goes_to
from sukkula.review.pieces import on_desk
from sukkula.routing.forms import RoutingForm
from sukkula.routing.routing import nearest, next_after_no, open_chosen, routes

ALL = "kaikki"  # in the address: those too that are not shown at first


def routing(request, pk):
    """Choose the calls to apply to."""
    project, user = on_desk(request, pk), request.user
    check(application_rules.can_open, user, project)
    if not project.is_fundable:
        raise WrongState(project)
    if project.adviser_id == user.pk:
        project.adviser = user  # whose roles are known
    found = routes(project, user)
    whole = request.method == "POST" or ALL in request.GET
    form = RoutingForm(request.POST or None, routes=found if whole else nearest(found))
    if request.method == "POST" and form.is_valid():
        opened = open_chosen(project, by=user, **form.cleaned_data)
        text = ngettext("%(n)s application is open.", "%(n)s applications are open.", len(opened))
        messages.success(request, text % {"n": len(opened)})
        return redirect("sukkula:routing", pk)
    context = {
        **summary(project, found),
        "form": form,
        "left_out": len(found) - len(form.routes),
        "routes": [route for route in form.routes if not route.is_past],
        "past": [route for route in form.routes if route.is_past],
        "told": mail_goes_to(Application(project=project), "open_application", user),
    }
    return render(request, "sukkula/routing/routing.html", context)


def funding(request, pk):
    """The Kehrä reads which calls fit its card and why."""
    project = visible(request, pk)
    if not sukkula_rules.can_read_routes(request.user, project):
        raise Http404
    found = routes(project, request.user)
    can_be = [route for route in found if route.application or not route.is_past]
    shown = can_be if ALL in request.GET else nearest(can_be)
    context = {"routes": shown, "left_out": len(can_be) - len(shown)}
    return render(request, "sukkula/routing/funding.html", summary(project, found) | context)


def summary(project, found):
    """The sentences on top: the card in short, how many calls fit, what to try after a no."""
    now = [route for route in found if not route.is_past]
    phases = list(project.phases.all())
    return {
        "project": project,
        "asked_for": project.asked_for(),
        "dates": moments.dates(
            min((p.starts for p in phases if p.starts), default=None),
            max((p.ends for p in phases if p.ends), default=None),
        ),
        "fitting": sum(route.match.fits for route in now),
        "not_fitting": sum(not route.match.fits for route in now),
        "after_no": next_after_no(found),
    }
