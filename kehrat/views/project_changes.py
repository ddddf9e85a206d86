"""What changed on a card between two of its versions."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from kehrat import rules
from kehrat.card_diff import changes
from kehrat.forms_find import VersionsForm
from kehrat.views.project import visible


def project_changes(request, pk):
    """Two versions of a card, frozen ones or the text as it is now, and how they differ."""
    project = visible(request, pk)
    if not rules.can_compare(request.user, project):
        raise PermissionDenied
    form = VersionsForm(request.GET or None, project=project)
    before, after = form.chosen()
    context = {"project": project, "form": form, "before": before, "after": after}
    if before and after:
        context["changes"] = changes(before.card(), after.card())
    return render(request, "kehrat/project_changes.html", context)
