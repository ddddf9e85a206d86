"""Writing about a Kehrä, and reading what was changed when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku import keyset, typed
from kehityspolku.steps import Outdated
from kehrat import rules
from kehrat.forms_founding import EditForm
from kehrat.history import history
from kehrat.models import Kehra


@login_not_required
def edit(request, slug):
    """Names, descriptions, host and areas; a conflict shows both texts and loses neither."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if kehra.has_ended or not rules.can_edit_kehra(request.user, kehra):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else typed.again(request)
    form = EditForm(given, kehra=kehra, moves=rules.can_move(request.user, kehra))
    meanwhile = []
    if request.method == "POST" and form.is_valid():
        try:
            kehra.edit_kehra(by=request.user, **form.facts())
        except Outdated:
            kehra.refresh_from_db()
            meanwhile = form.differences(kehra)
        else:
            messages.success(request, _("The Kehrä's page shows what you wrote."))
            return redirect(kehra)
    context = {"kehra": kehra, "form": form, "meanwhile": meanwhile}
    return render(request, "kehrat/kehra_edit.html", context, status=409 if meanwhile else 200)


@login_not_required
def history_page(request, slug):
    """What has happened to the Kehrä, newest first: public events; all for its own people."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    inside = rules.can_see_checklist(request.user, kehra)
    rows = history(kehra, inside=inside).listed()
    found, newer, older = keyset.page(rows, request, key="at")
    context = {"kehra": kehra, "history": found, "newer_url": newer, "older_url": older}
    return render(request, "kehrat/kehra_history.html", context)
