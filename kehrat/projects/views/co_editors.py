"""Who writes a card beside the coordinators: its co-editors, named and taken off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import check
from kehrat.projects import rules
from kehrat.projects.forms.co_editors import CoEditorForm
from kehrat.projects.models.co_editor import CoEditor
from kehrat.projects.pieces import visible
from kehrat.projects.views.project import writers


def co_editors(request, pk):
    """A coordinator names a member who writes the card too, and sees who does."""
    project = visible(request, pk)
    check(rules.can_name_co_editor, request.user, project)
    form = CoEditorForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["member"]
        CoEditor.objects.appoint(project, named, by=request.user)
        told = _("%(name)s writes the card too now, and got a message.")
        messages.success(request, told % {"name": named.user})
        return redirect("kehrat:co_editors", pk)
    context = {"project": project, "form": form, **writers(request.user, project, team=True)}
    return render(request, "kehrat/projects/co_editors.html", context)


@require_POST
def co_editor_end(request, pk, row):
    """End a member's co-editing, or one's own."""
    project = visible(request, pk)
    found = get_object_or_404(project.co_editors.select_related("user"), pk=row)
    found.end_co_editing(by=request.user)
    if found.user == request.user:
        messages.success(request, _("You are no longer a co-editor of the card."))
        return redirect(project)
    told = _("%(name)s is no longer a co-editor, and got a message.") % {"name": found.user}
    messages.success(request, told)
    return redirect("kehrat:co_editors", pk)
