"""Applications: the list and an application's own page."""

from django.shortcuts import get_object_or_404, render

from kehityspolku.read_together import read_together
from kehityspolku.web import paging
from kehrat.groups.rules import is_member, is_sukkula
from kehrat.projects.path import path_of
from rahoitus.applications import budget, problems, rules, wanted, whole
from rahoitus.applications.acts import open_acts
from rahoitus.applications.forms.list import ApplicationFilter
from rahoitus.applications.models.application import Application
from rahoitus.applications.next_step import next_step
from rahoitus.applications.views.task_list import tasks
from rahoitus.calls.models import Call
from rahoitus.matching.match import ranked

SUGGESTED = 3


def visible(request, pk):
    """The application with what its pages need, if the reader may see it; else 404."""
    return whole.read(seen(request, pk))


def seen(request, pk):
    """The application alone, if the reader may see it; else 404."""
    rows = Application.objects.visible_to(request.user).select_related(
        "project__kehra__host", "project__adviser", "project__applicant", "call__source", "signing"
    )
    return get_object_or_404(rows, pk=pk)


def application_list(request):
    """The applications one may see: a member's Kehrä's, Sukkula's all, a funder's own."""
    form = ApplicationFilter(request.GET)
    seen = Application.objects.visible_to(request.user).select_related(
        "project__kehra", "call__source"
    )
    rows, newer_url, older_url = paging.page(form.narrow(seen), request)
    read_together((rows, "decisions", "supplements"))
    context = {
        "form": form,
        "tabs": form.tabs(request.GET),
        "applications": rows,
        "newer_url": newer_url,
        "older_url": older_url,
        "narrowed": form.is_narrowing,
    }
    return render(request, "rahoitus/applications/list.html", context)


def application(request, pk):
    """An application: its path, what happens next, its money, its decision."""
    application = seen(request, pk)
    whole.read(application, ([application.call], "questions", "documents"))
    sums = application.budget()
    acts = open_acts(application, request.user)
    team = is_sukkula(request.user) or is_member(request.user, application.project.kehra)
    happened = application.happened()
    history = application.history(happened, for_funder=not team)
    unsent = application.state in application.UNSENT and not application.for_record
    lacks = problems.of(application, sums) if unsent else {}
    if lacks:
        acts = [act for act in acts if act.verb not in ("ask_check", "ask_check_for")]
    context = {
        "application": application,
        "path": path_of(application.project, happened, application),
        "next": next_step(application),
        **budget.told(application, sums),
        "tasks": tasks(application, lacks, user=request.user) if team and unsent else [],
        "problems": [sentence for part in lacks.values() for sentence in part],
        "answers": [] if application.recorded_afterwards else wanted.answers(application),
        "documents": [] if application.recorded_afterwards else wanted.documents(application),
        "acts": acts,
        "differs": application.differing_grant if application.is_granted else None,
        "can_edit": rules.can_edit(request.user, application) and not application.for_record,
        "team": team,
        "receipts": application.receipts.open() if application.is_sent and team else [],
        "can_write": rules.can_write(request.user, application),
        "decisions": application.decisions.all(),
        "can_correct": rules.can_decide(request.user, application),
        "history": history,
        "message": _last_message(history, application),
        "supplied": _supplied(history, application),
        "suggested": _suggested(application, request.user),
    }
    return render(request, "rahoitus/applications/application.html", context)


def _last_message(history, application):
    """What was last asked of the applicants, while it stands."""
    asked = {"returned": "send_back", "supplement_requested": "request_supplement"}
    verb = asked.get(application.state)
    return next((event for event in history if event.verb == verb), None)


def _supplied(history, application):
    """What the applicants have answered to the funder's request that stands, in its order."""
    if application.state != application.State.SUPPLEMENT:
        return []
    since = [event for event in history if event.at >= application.state_since]
    return [event for event in reversed(since) if event.verb in ("supply", "supply_for")]


def _suggested(application, user):
    """After an end without money, the calls that fit next: for Sukkula, who opens applications."""
    if application.state not in Application.ENDED_WITHOUT or not is_sukkula(user):
        return []
    seen = Call.objects.visible_to(user)
    calls = seen.open() | seen.coming()
    calls = calls.exclude(applications__project=application.project)
    return [match for match in ranked(application.project, calls) if match.fits][:SUGGESTED]
