"""The steps of a card by those who write it."""

from django.views.decorators.http import require_POST

from kehityspolku.web import acts
from kehrat.projects.acts import ACTS
from kehrat.projects.pieces import visible


@require_POST
def project_act(request, pk, verb):
    """Do what a button of the card's page does; asked again where it can't be done so."""
    project = visible(request, pk)
    return acts.page(
        request,
        project,
        ACTS[verb],
        "kehrat/projects/act.html",
        context=lambda: {"project": project},
    )


def project_lessons(request, pk):
    """Tell what worked and what to improve, once the project has ended."""
    project = visible(request, pk)
    told = {"good": project.lessons_good, "improve": project.lessons_improve}
    return acts.page(
        request,
        project,
        ACTS["tell_lessons"],
        "kehrat/projects/lessons.html",
        initial=told,
        context=lambda: {"project": project},
    )
