"""How a project's work goes: the page from which all of it opens."""

from django.shortcuts import get_object_or_404, render

from kehrat.projects.path import path_of
from rahoitus.running import rules
from rahoitus.running.followed import followed_by
from rahoitus.running.models.milestone import Milestone


def followed(request, pk):
    """The project, if the reader follows its work from inside; else 404."""
    seen = followed_by(request.user).select_related("kehra", "adviser", "idea")
    return get_object_or_404(seen, pk=pk)


def running(request, pk):
    """The milestones, what waits, and the ways to all the rest."""
    project = followed(request, pk)
    milestones = list(Milestone.objects.filter(project=project).select_related("owner"))
    can_run = rules.can_run(request.user, project)
    context = {
        "project": project,
        "path": path_of(project),
        "milestones": milestones,
        "can_run": can_run,
        "has_phases": can_run and not milestones and project.phases.exclude(ends=None).exists(),
    }
    return render(request, "rahoitus/running/running.html", context)
