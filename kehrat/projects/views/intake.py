"""Reading a card from a text: paste or upload, see what was understood, confirm."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.web import sent_once
from kehrat.groups.pieces import of_kehra
from kehrat.projects import rules
from kehrat.projects.forms.attached import ImportForm
from kehrat.projects.intake import store, understood
from kehrat.projects.similar import alike

TOO_LARGE = ("too_large", "heavy_word")


@of_kehra(rules.can_begin)
def project_import(request, kehra):
    """Paste or upload a card's text; nothing is stored before the preview is confirmed."""
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "kehra": kehra}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        large = form.is_bound and any(form.has_error("files", code) for code in TOO_LARGE)
        status = 413 if large else 200
        return render(request, "kehrat/projects/import.html", context, status=status)
    readings = form.cleaned_data["readings"]
    if "confirm" in request.POST:
        return stored(request, chosen(request, readings), kehra)
    cards = [
        {"text": text, "likes": alike(kehra, reading.card.title), **understood(reading)}
        for text, reading in readings
    ]
    return render(request, "kehrat/projects/import_preview.html", context | {"cards": cards})


def chosen(request, readings):
    """The Readings that were ticked; one alone needs no tick."""
    ticked = set(request.POST.getlist("keep"))
    return [r for at, (_text, r) in enumerate(readings) if len(readings) == 1 or str(at) in ticked]


def stored(request, readings, kehra):
    """Store the cards and go to the one, or to where all of them are seen."""
    if not readings:
        messages.info(request, _("Nothing was stored."))
        return redirect(request.path)
    project = sent_once.make(request, store, readings, kehra, by=request.user)
    number = len(readings)
    told = ngettext(
        "The card is stored as a draft. Check it and submit it.",
        "%(number)s cards are stored as drafts. Check them and submit them.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect(project if number == 1 else kehra or "kehrat:projects")
