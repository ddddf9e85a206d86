"""A new version of an approved card."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehrat.models.project_version import begin_version
from kehrat.views.project import visible


@require_POST
def project_version_new(request, pk):
    """Begin a new version, or go on with the one there is."""
    version = begin_version(visible(request, pk), by=request.user)
    messages.success(request, _("This is the new version. The approved card stands meanwhile."))
    return redirect("kehrat:project_edit" if version.is_open_text else version, version.pk)
