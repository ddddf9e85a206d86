"""The handover page: for coordinators, those asked to take over, and Sukkula."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kehityspolku import moments, pdf, typed
from kehityspolku.steps import Outdated
from kehrat.forms_members import HandoverNoteForm
from kehrat.handover import parts
from kehrat.models import HandoverNote
from kehrat.rules import is_coordinator
from kehrat.rules_member import can_see_handover
from kehrat.views.members import kehra_for


def context_of(kehra, user):
    return {
        "kehra": kehra,
        "parts": parts(kehra),
        "note": HandoverNote.objects.filter(kehra=kehra).first(),
        "can_write": is_coordinator(user, kehra),
        "today": moments.today(),
    }


def handover(request, slug):
    """The group as it is today, for whoever takes over; it prints well."""
    kehra = kehra_for(can_see_handover, request, slug)
    return render(request, "kehrat/handover.html", context_of(kehra, request.user))


def handover_pdf(request, slug):
    """The same as a document."""
    kehra = kehra_for(can_see_handover, request, slug)
    context = context_of(kehra, request.user)
    context["title"] = _("Handover of %(kehra)s") % {"kehra": kehra}
    return pdf.answer("kehrat/pdf/handover.html", context, f"luovutus-{slug}.pdf")


@login_not_required  # so that what was typed is kept when the session has ended
def handover_note(request, slug):
    """Write where things are; a conflict shows both texts and loses neither."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    kehra = kehra_for(is_coordinator, request, slug)
    note = HandoverNote.objects.filter(kehra=kehra).first()
    given = request.POST if request.method == "POST" else typed.again(request)
    form = HandoverNoteForm(given, note=note, language=get_language())
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            HandoverNote.objects.write(kehra, by=request.user, **form.cleaned_data)
        except Outdated:
            meanwhile = HandoverNote.objects.get(kehra=kehra)
            form.answer_to(meanwhile)
        else:
            messages.success(request, _("The note is saved."))
            return redirect("kehrat:handover", slug)
    context = {"kehra": kehra, "form": form, "meanwhile": meanwhile}
    return render(request, "kehrat/handover_note.html", context, status=409 if meanwhile else 200)
