"""Progress reports for officials: order one, watch it being made, download it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arviointi.indicators.words import WORDS
from arviointi.reports import areas, build, progress, prose
from arviointi.reports import goals as outcomes
from arviointi.reports.forms import GoalForm, ReportForm
from arviointi.reports.models import Goal
from kehityspolku.events import happened
from kehityspolku.models import Report, ReportFile
from kehityspolku.web import paging, pieces
from kehityspolku.web.limits import limited

HAPPENED = 20  # events of goals that their page tells


@limited("order")
def report_list(request):
    """One's reports, and the form that orders the next."""
    if not (request.user.is_official or request.user.is_sukkula):
        raise PermissionDenied
    wanted = {"language": get_language(), "area": request.GET.get("area", "")}
    form = ReportForm(request.POST or None, user=request.user, **wanted)
    preview, reached = None, []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        values["area"] = areas.find(values["area"])
        if "preview" not in request.POST:
            report = build.order_city(**values, by=request.user)
            told = _("The report is being made. You get a notice when it is ready.")
            messages.success(request, told)
            return redirect(report)
        period = values["area"], values["first"], values["last"]
        preview, reached = progress.gather(*period), outcomes.outcomes(*period)
    mine = visible(request).select_related("by").prefetch_related("files")
    shown, newer_url, older_url = paging.page(mine, request, key="ordered_at")
    context = {
        "form": form,
        "areas": form.fields["area"].choices,
        "preview": preview,
        "prose": prose.summary(preview, reached) if preview else [],
        "reached": reached,
        "words": WORDS,
        "reports": shown,
        "newer_url": newer_url,
        "older_url": older_url,
    }
    return render(request, "arviointi/reports/list.html", context)


def goals(request):
    """The goals of one's areas, and the form that sets one: an official's own doing."""
    if not (request.user.is_official or request.user.is_sukkula):
        raise PermissionDenied
    form = GoalForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        goal = form.save(by=request.user)
        given_up = _("The goal is given up: %(goal)s, %(area)s.")
        kept = _("The goal is set: %(goal)s, %(area)s.")
        told = {"goal": goal, "area": goal.place}
        messages.success(request, (given_up if goal.target is None else kept) % told)
        return redirect("arviointi:goals")
    choices = form.fields["area"].choices
    names = {key: name for _label, options in choices for key, name in options}
    standing = Goal.objects.standing(names).select_related("set_by").order_by("-year", "-pk")
    shown, newer_url, older_url = paging.page(standing, request, key="year")
    events = happened.last_of(Goal.objects.filter(area__in=names), HAPPENED)
    for goal in (*shown, *(event.target for event in events)):
        goal.place = names[goal.area]
    context = {
        "form": form,
        "areas": choices,
        "goals": shown,
        "happened": events,
        "newer_url": newer_url,
        "older_url": older_url,
    }
    return render(request, "arviointi/reports/goals.html", context)


def visible(request):
    """The progress reports that one sees: one's own and, for an official, all of one's areas; what
    other apps have made has pages of its own."""
    reports, user = Report.objects.filter(kind=build.CITY), request.user
    if not user.is_authenticated or user.is_sukkula:
        return reports.visible_to(user)
    shared = Q(params__area__in=areas.shared_with(user) if user.is_official else [])
    return reports.filter(Q(by=user) | shared)


def report(request, pk):
    """How far a report is; its files with their hashes when it is ready."""
    context = {"report": get_object_or_404(visible(request), pk=pk)}
    page, piece = "arviointi/reports/report.html", "arviointi/reports/report.html#progress"
    return pieces.answer(request, page, piece, context)


def report_file(request, pk, name):
    """A file of a report, for those who see the report."""
    if not name.isprintable():
        raise Http404
    file = get_object_or_404(ReportFile, report__in=visible(request), report=pk, name=name)
    return FileResponse(file.file.open(), as_attachment=True, filename=file.name)
