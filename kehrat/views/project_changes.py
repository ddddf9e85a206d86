"""A card's frozen versions, and what changed between two; for the screen and for print."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from kehityspolku import pdf
from kehrat import rules
from kehrat.card_diff import changes
from kehrat.card_parts import parts
from kehrat.forms_find import VersionsForm, version_name
from kehrat.frozen import as_project
from kehrat.views.project import visible


def project_changes(request, pk):
    """Two versions of a card, frozen ones or the text as it is now, and how they differ."""
    return render(request, "kehrat/project_changes.html", compared(request, pk))


def project_changes_pdf(request, pk):
    """The same as a document."""
    context = compared(request, pk)
    return document("kehrat/pdf/changes.html", context, f"muutokset-{pk}.pdf")


def compared(request, pk):
    """The versions chosen and what differs; the last two unless told."""
    project = comparable(request, pk)
    form = VersionsForm(request.GET or None, project=project)
    before, after = form.chosen()
    context = {"project": project, "form": form, "before": before, "after": after}
    context["revisions"] = project.revisions.all()
    if before and after:
        context["changes"] = changes(before.card(), after.card())
        context["names"] = [version_name(before), version_name(after)]
    return context


def project_revision(request, pk, number):
    """The card as it was frozen."""
    return render(request, "kehrat/project_revision.html", frozen(request, pk, number))


def project_revision_pdf(request, pk, number):
    """The same as a document."""
    context = frozen(request, pk, number)
    context["parts"] = parts(context["project"], get_language(), team=True)
    return document("kehrat/pdf/revision.html", context, f"kortti-{pk}-versio-{number}.pdf")


def frozen(request, pk, number):
    """The revision, and its content in the shape of a project."""
    card = comparable(request, pk)
    then = get_object_or_404(card.revisions.select_related("by", "project"), number=number)
    shown = as_project(then)
    return {"card": card, "revision": then, "project": shown, "parts": parts(shown, team=True)}


def comparable(request, pk):
    """The project, if its versions are the reader's to read; else 404 or 403."""
    project = visible(request, pk)
    if not rules.can_compare(request.user, project):
        raise PermissionDenied
    return project


def document(template, context, name):
    body = pdf.render(template, context, language=get_language())
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
