"""How a project's work goes: the page from which all of it opens."""

from django.shortcuts import get_object_or_404, render

from kehrat.projects.path import path_of
from rahoitus.applications.models.application import Application
from rahoitus.running import rules
from rahoitus.running.followed import followed_by
from rahoitus.running.models.milestone import Milestone
from rahoitus.running.models.report import GrantReport
from rahoitus.running.models.volunteer import VolunteerWork


def followed(request, pk):
    """The project, if the reader follows its work from inside; else 404."""
    seen = followed_by(request.user).select_related("kehra", "adviser", "idea")
    return get_object_or_404(seen, pk=pk)


def granted_in(project):
    """The grants of a project, closed ones too, the oldest first."""
    found = Application.objects.granted().filter(project=project).select_related("call__source")
    return found.order_by("decided_on", "pk")


def key_of(request, name):
    """A record's key in the address; None of anything else."""
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 18 else None


def running(request, pk):
    """The milestones, what waits, and the ways to all the rest."""
    project = followed(request, pk)
    milestones = list(Milestone.objects.filter(project=project).select_related("owner"))
    grants = list(granted_in(project))
    unsent = GrantReport.objects.unsent().filter(application__in=grants)
    coming = {report.application_id: report for report in unsent.order_by("-due_on", "-pk")}
    differing = Application.objects.differing().filter(project=project)
    in_budgets = dict(differing.values_list("pk", "in_budget"))
    for grant in grants:
        grant.in_budget = in_budgets.get(grant.pk)
        grant.next_report = coming.get(grant.pk)
    can_run = rules.can_run(request.user, project)
    context = {
        "project": project,
        "path": path_of(project),
        "milestones": milestones,
        "grants": grants,
        "hours": VolunteerWork.objects.filter(project=project).approved().hours(),
        "can_run": can_run,
        "has_phases": can_run and not milestones and project.phases.exclude(ends=None).exists(),
    }
    return render(request, "rahoitus/running/running.html", context)
