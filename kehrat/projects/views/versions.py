"""A card's frozen versions, what differs, beginning a new version."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import check
from kehityspolku.web import downloads
from kehrat.cards.diff import changes
from kehrat.projects import rules
from kehrat.projects.forms.lists import VersionsForm, version_name
from kehrat.projects.frozen import as_project
from kehrat.projects.parts import parts
from kehrat.projects.pieces import visible


def project_changes(request, pk):
    """Two versions of a card, frozen ones or the text as it is now, and how they differ."""
    return render(request, "kehrat/projects/changes.html", compared(request, pk))


def project_changes_pdf(request, pk):
    """The same as a document."""
    name = file_name("pdf", pgettext_lazy("file name", "changes"), pk)
    return downloads.pdf(request, "kehrat/pdf/changes.html", compared(request, pk), name)


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
    return render(request, "kehrat/projects/revision.html", frozen(request, pk, number))


def project_revision_pdf(request, pk, number):
    """The same as a document."""
    context = frozen(request, pk, number)
    card, word = pgettext_lazy("file name", "card"), pgettext_lazy("file name", "version")
    name = file_name("pdf", card, pk, word, number)
    version = _("Version %(number)s") % {"number": number}
    context["title"] = f"{context['project'].title} · {version}"
    return downloads.pdf(request, "kehrat/pdf/revision.html", context, name)


def frozen(request, pk, number):
    """The revision, and its content in the shape of a project."""
    card = comparable(request, pk)
    then = get_object_or_404(card.revisions.select_related("by", "project"), number=number)
    shown = as_project(then)
    return {"card": card, "revision": then, "project": shown, "parts": parts(shown, team=True)}


def comparable(request, pk):
    """The project, if its versions are the reader's to read; else 404 or 403."""
    project = visible(request, pk)
    check(rules.can_compare, request.user, project)
    return project


@require_POST
def project_version_new(request, pk):
    """Begin a new version, or go on with the one there is."""
    version = visible(request, pk).begin_version(by=request.user)
    messages.success(request, _("This is the new version. The approved card stands meanwhile."))
    return redirect("kehrat:project_edit" if version.is_open_text else version, version.pk)
