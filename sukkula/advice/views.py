"""The log of advice: reading it, adding to it, taking a line out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.web import paging, sent_once
from kehityspolku.web.kept_form import given, keeps_typed
from kehrat.models import Kehra, Project
from sukkula import rules
from sukkula.advice.figures import table
from sukkula.advice.forms import AdviceFilter, AdviceForm
from sukkula.advice.models import Advice
from sukkula.review.pieces import at_desk


@at_desk
def log(request):
    """The log, the newest first, and how much of what was given in the days asked for."""
    form = AdviceFilter(request.GET)
    found = form.rows(request.user)
    rows, newer, older = paging.page(found, request, key="on")
    first, last = form.days
    context = {
        "form": form,
        "rows": rows,
        "newer_url": newer,
        "older_url": older,
        "table": table(found.counts()),
        "channels": Advice.Channel.labels,
        "first": first,
        "last": last,
        "query": form.query,
        "may_remove": {row.pk for row in rows if rules.can_remove_advice(request.user, row)},
    }
    return render(request, "sukkula/advice/log.html", context)


@keeps_typed
@at_desk
def add(request, slug=None, pk=None):
    """Add to the log: of a Kehrä, of a card, or of neither."""
    seen = {"user": request.user}
    kehra = get_object_or_404(Kehra.objects.visible_to(**seen), slug=slug) if slug else None
    card = get_object_or_404(Project.objects.visible_to(**seen), pk=pk) if pk else None
    form = AdviceForm(given(request), by=request.user, card=card, kehra=kehra)
    if request.method == "POST" and form.is_valid():
        sent_once.make(request, Advice.objects.log, by=request.user, **form.cleaned_data)
        messages.success(request, _("The advice is in the log."))
        return redirect(back_to(kehra, card))
    context = {"form": form, "about": card or kehra, "back": back_to(kehra, card)}
    return render(request, "sukkula/advice/add.html", context)


def back_to(kehra, card):
    """The page one came from: the Kehrä's, the card's at the desk, or the desk."""
    if card:
        return reverse("sukkula:review", args=[card.pk])
    return kehra.get_absolute_url() if kehra else reverse("sukkula:desk")


@require_POST
@at_desk
def remove(request, pk):
    """Take a line out of the log that should not be there: one's own; a lead any. One that is out
    already is out."""
    found = Advice.objects.visible_to(request.user).filter(pk=pk).first()
    if found and not rules.can_remove_advice(request.user, found):
        raise PermissionDenied
    if found:
        found.delete()
    messages.success(request, _("The line is taken out of the log."))
    return redirect("sukkula:advice")
