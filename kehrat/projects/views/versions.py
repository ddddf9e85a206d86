"""A card's frozen versions, and what changed between two; for the screen and for print."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

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
    return pdf.answer("kehrat/pdf/changes.html", compared(request, pk), f"muutokset-{pk}.pdf")


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
    name = f"kortti-{pk}-versio-{number}.pdf"
    return pdf.answer("kehrat/pdf/revision.html", frozen(request, pk, number), name)


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
