"""Volunteer work: the log, one's own work on a phone, the printed list, approving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import acts, downloads, kept_form, paging, sent_once
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications.models.application import Application
from rahoitus.running import rules
from rahoitus.running.acts import WORK
from rahoitus.running.forms.work import ListForm, OwnWorkForm
from rahoitus.running.models.volunteer import VolunteerWork
from rahoitus.running.views.running import followed, granted_in, key_of

BLANK_LINES = range(20)  # of the printed list, which is one page


def log(request, pk):
    """The log, the newest day first, of one claim where the address says so. Names are for those
    who lead the work, and one's own."""
    project = followed(request, pk)
    found = VolunteerWork.objects.filter(project=project).select_related("worker", "by")
    if (claim := key_of(request, "claim")) is not None:
        found = found.filter(claim=claim)
    rows, newer, older = paging.page(found, request, key="on")
    is_open = open_grants(project).exists()
    leads = rules.works_on(request.user, project)
    for row in rows:
        row.project = project
        row.is_named = leads or request.user.pk in (row.worker_id, row.by_id)
        row.can_approve = rules.can_approve_work(request.user, row)
    context = {
        "project": project,
        "rows": rows,
        "newer_url": newer,
        "older_url": older,
        "approved": VolunteerWork.objects.filter(project=project).approved().hours(),
        "to_approve": [row for row in rows if row.can_approve and row.state == row.State.LOGGED],
        "can_log": is_open and rules.can_log_work(request.user, project),
        "can_list": is_open and rules.can_log_list(request.user, project),
    }
    return render(request, "rahoitus/running/work.html", context)


def open_grants(project):
    """Those for which work can be logged."""
    return granted_in(project).filter(state=Application.State.GRANTED)


@keeps_typed
def own(request, pk):
    """Log one's own work."""
    words = {"question": _("Log your own volunteer work"), "own": True}
    return logged(request, pk, OwnWorkForm, rules.can_log_work, **words)


@keeps_typed
def from_list(request, pk):
    """Log the work of others from a printed list."""
    words = {"question": _("Log work from a list"), "own": False}
    return logged(request, pk, ListForm, rules.can_log_list, **words)


def logged(request, pk, form_of, rule, *, question, own):
    project = followed(request, pk)
    check(rule, request.user, project)
    grants = open_grants(project)
    if not grants:
        raise Http404  # money was noted on the card without a grant: there is nothing to log for
    form = form_of(kept_form.given(request), grants=grants)
    if request.method == "POST" and form.is_valid():
        try:
            sent_once.make(request, keep, form, by=request.user, own=own)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("It is in the log. Somebody else approves it."))
            return redirect("rahoitus:volunteer_work", pk)
    context = {
        "project": project,
        "form": form,
        "question": question,
        "button": _("Save in the log"),
        "tells": _("Mail goes to who approves it."),
        "back": reverse("rahoitus:volunteer_work", args=[pk]),
        "about": _("Volunteer work"),
        "print_url": "" if own else reverse("rahoitus:work_list_pdf", args=[pk]),
    }
    return render(request, "rahoitus/running/add.html", context)


def keep(form, *, by, own):
    """Log what the form tells; the last of the rows."""
    return VolunteerWork.objects.log(form.grant, form.rows(by), by=by, own=own)[-1]


def list_pdf(request, pk):
    """The list to print: names and hours are written on it by hand."""
    project = followed(request, pk)
    check(rules.works_on, request.user, project)
    context = {"project": project, "title": _("Volunteer work"), "lines": BLANK_LINES}
    name = file_name("pdf", pgettext_lazy("file name", "list of volunteer work"), project.pk)
    return downloads.pdf(request, "rahoitus/pdf/work_list.html", context, name)


@require_POST
def approve(request, pk):
    """Approve the chosen entries. What somebody else settled meanwhile is left as it is."""
    project = followed(request, pk)
    told = request.POST.getlist("work")[: paging.SIZE]
    chosen = [int(key) for key in told if key.isascii() and key.isdecimal() and len(key) < 18]
    rows = VolunteerWork.objects.filter(project=project, pk__in=chosen)
    check(rules.works_on, request.user, project)
    number = sum(approved(row, request.user) for row in rows)
    told = ngettext("%(n)s entry is approved.", "%(n)s entries are approved.", number)
    messages.success(request, told % {"n": number})
    return redirect("rahoitus:volunteer_work", pk)


def approved(work, by):
    try:
        work.approve_work(by=by)
    except (WrongState, PermissionDenied):
        return False
    return True


@keeps_typed
def step(request, pk, word):
    """The page of what is done to an entry of the log."""
    seen = VolunteerWork.objects.visible_to(request.user).select_related(
        "project__kehra", "project__adviser"
    )
    work, act = get_object_or_404(seen, pk=pk), acts.of_path(WORK, word)
    context = {"about": work, "project": work.project}
    return acts.page(request, work, act, "rahoitus/running/act.html", context=lambda: context)
