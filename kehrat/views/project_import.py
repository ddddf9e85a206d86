"""Reading a card from a text: paste or upload, see what was understood, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku import once
from kehrat import rules
from kehrat.card_import import store, understood
from kehrat.forms_import import ImportForm
from kehrat.models import Kehra


def project_import(request, slug=None):
    """Paste or upload a card's text; nothing is stored before the preview is confirmed."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug) if slug else None
    if not rules.can_begin(request.user, kehra):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "kehra": kehra}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        status = 413 if form.is_bound and form.has_error("file", "too_large") else 200
        return render(request, "kehrat/project_import.html", context, status=status)
    reading = form.cleaned_data["reading"]
    if "confirm" in request.POST:
        project = once.make(request, store, reading, kehra, by=request.user)
        messages.success(request, _("The card is stored as a draft. Check it and submit it."))
        return redirect(project)
    context |= understood(reading) | {"text": form.cleaned_data["text"]}
    return render(request, "kehrat/project_import_preview.html", context)
