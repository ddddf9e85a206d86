"""Pages of a grant's reports and claims."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import WrongState, check
from kehityspolku.models import Draft
from kehityspolku.web import acts, downloads, drafts, kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications.models.application import Application
from rahoitus.running import rules
from rahoitus.running.acts import BOTH, REPORT
from rahoitus.running.forms.reports import AgreeForm, WriteForm
from rahoitus.running.history import history, to_change
from rahoitus.running.models.report import TEXTS, GrantReport
from rahoitus.running.views.grants import granted

PAGE = "rahoitus:grant_report_write"


def visible(request, pk):
    """The report, if the reader may see it; else 404."""
    seen = GrantReport.objects.visible_to(request.user).select_related(
        "application__project__kehra", "application__project__adviser", "application__call__source"
    )
    rows = (*Application.LINES, "call__source__cost_models")
    return get_object_or_404(seen.prefetch_related(*(f"application__{r}" for r in rows)), pk=pk)


@keeps_typed
def agree(request, pk):
    """Agree on a report or a claim."""
    application = granted(request, pk)
    check(rules.can_agree_report, request.user, application)
    if application.state != Application.State.GRANTED and request.method != "POST":
        raise WrongState(application)
    form = AgreeForm(kept_form.given(request))
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, **form.cleaned_data}
        try:
            sent_once.make(request, GrantReport.objects.agree, application, **given)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("It is agreed."))
            return redirect("rahoitus:grant", pk)
    context = {
        "application": application,
        "project": application.project,
        "form": form,
        "question": _("Agree on a report or a claim"),
        "button": _("Agree on it"),
        "tells": BOTH,
        "about": application.call,
        "back": reverse("rahoitus:grant", args=[pk]),
    }
    return render(request, "rahoitus/running/add.html", context)


def told(report):
    """What the page and the document show of a report."""
    texts = [
        (report._meta.get_field(name).verbose_name, text) for name, text in report.texts().items()
    ]
    figures = report.told()
    return {
        "report": report,
        "application": report.application,
        "project": report.project,
        "figures": figures,
        "above": report.above(figures),
        "texts": [(label, text) for label, text in texts if text],
    }


def report(request, pk):
    """A report: its texts, its figures, each a way to its proofs, what can be done to it."""
    report = visible(request, pk)
    can_write = rules.can_write_report(request.user, report)
    follows = rules.can_follow(request.user, report.project)
    happened = history(report) if follows else []
    context = told(report) | {
        "acts": acts.open_acts(REPORT, report, request.user),
        "can_write": can_write and report.is_open_text,
        "follows": follows,
        "history": happened,
        "returned": to_change(report, happened),
        "lacking": [report._meta.get_field(name).verbose_name for name in report.lacking()],
    }
    return render(request, "rahoitus/running/report.html", context)


def report_pdf(request, pk):
    """The report as a document for the funder's own service."""
    report = visible(request, pk)
    context = told(report) | {"title": str(report), "today": moments.today()}
    name = file_name("pdf", report.get_kind_display(), report.pk)
    return downloads.pdf(request, "rahoitus/pdf/grant_report.html", context, name)


@keeps_typed
def write(request, pk):
    """Write what it tells; what is typed is kept as one types, until it is saved."""
    report = visible(request, pk)
    check(rules.can_write_report, request.user, report)
    if not report.is_open_text and request.method != "POST":
        raise WrongState(report)
    own = Draft.objects.on(request.user, PAGE, report)
    if request.method == "POST" and "discard" in request.POST:
        own.filter(form=drafts.opened(request).form).delete()
        return redirect(request.path)
    here, again = drafts.opened(request, PAGE, report), kept_form.again(request)
    if request.method == "GET":
        here.show(drafts.chosen_first(request, own))
    typed = again or (here.shown and here.shown.data())
    initial = {name: typed.get(name, "") for name in (*TEXTS, "seen")} if typed else None
    form = WriteForm(request.POST or None, report=report, initial=initial)
    if request.method == "POST" and form.is_valid() and saved(request, report, form):
        Draft.objects.done_with(request.user, here.form, here.continues)
        messages.success(request, _("The report is saved."))
        return redirect(report)
    context = {"report": report, "project": report.project, "form": form, "opened": here}
    context["returned"] = to_change(report, history(report))
    return render(request, "rahoitus/running/report_write.html", context, status=form.status)


def saved(request, report, form):
    """Whether it was saved; what is typed stands on the form when somebody sent it meanwhile."""
    try:
        return form.saved(report.write, by=request.user)
    except WrongState as late:
        form.add_error(None, str(late))
        form.meanwhile = []
        return False


@keeps_typed
def step(request, pk, word):
    """The page of what is done to a report."""
    report, act = visible(request, pk), acts.of_path(REPORT, word)
    context = told(report) | {"about": report}
    template = "rahoitus/running/act.html"
    return acts.page(request, report, act, template, context=lambda: context)
