"""The handover page: for coordinators, those asked to take over, and Sukkula."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.documents.names import file_name
from kehityspolku.web import downloads, kept_form
from kehityspolku.web.kept_form import keeps_typed
from kehrat.coordination.forms import HandoverNoteForm
from kehrat.coordination.handover import parts
from kehrat.coordination.models.handover_note import HandoverNote
from kehrat.coordination.rules import can_see_handover
from kehrat.groups.pieces import of_kehra
from kehrat.groups.rules import is_coordinator


def context_of(kehra, user):
    return {
        "kehra": kehra,
        "parts": parts(kehra),
        "note": HandoverNote.objects.filter(kehra=kehra).first(),
        "can_write": is_coordinator(user, kehra),
        "today": moments.today(),
    }


@of_kehra(can_see_handover)
def handover(request, kehra):
    """The group as it is today, for whoever takes over; it prints well."""
    return render(request, "kehrat/coordination/handover.html", context_of(kehra, request.user))


@of_kehra(can_see_handover)
def handover_pdf(request, kehra):
    """The same as a document."""
    context = context_of(kehra, request.user)
    context["title"] = _("Handover of %(kehra)s") % {"kehra": kehra}
    name = file_name("pdf", pgettext_lazy("file name", "handover"), kehra.slug)
    return downloads.pdf(request, "kehrat/pdf/handover.html", context, name)


@keeps_typed
@of_kehra(is_coordinator)
def handover_note(request, kehra):
    """Write where things are; a conflict shows both texts and loses neither."""
    note = HandoverNote.objects.begun(kehra)
    form = HandoverNoteForm(kept_form.given(request), note=note)
    write = partial(HandoverNote.objects.write, kehra, by=request.user)
    if request.method == "POST" and form.is_valid() and form.saved(write):
        messages.success(request, _("The note is saved."))
        return redirect("kehrat:handover", kehra.slug)
    context = {"kehra": kehra, "form": form}
    template = "kehrat/coordination/handover_note.html"
    return render(request, template, context, status=form.status)
