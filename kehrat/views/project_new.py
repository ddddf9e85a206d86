"""Beginning a card: its title first, then its sections, saved as one types."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kehityspolku import once, typed
from kehrat import rules
from kehrat.card import Card
from kehrat.forms_card import BeginForm
from kehrat.models import Kehra
from kehrat.similar import Alike, begin_unless_alike


@login_not_required
def project_new(request, slug=None):
    """Begin a card of a Kehrä (without a slug: of Sukkula's host)."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug) if slug else None
    if not rules.can_begin(request.user, kehra):
        raise PermissionDenied
    kept = typed.again(request)
    initial = kept.dict() if kept else {"language": get_language()}
    form, likes = BeginForm(request.POST or None, initial=initial), []
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "known": request.POST.getlist("known")}
        try:
            card = Card(**form.cleaned_data)
            project = once.make(request, begin_unless_alike, kehra, card=card, **given)
        except Alike as found:
            likes = found.cards
        else:
            messages.success(request, _("The card is saved as a draft. Only its Kehrä sees it."))
            return redirect("kehrat:project_edit", project.pk)
    context = {"form": form, "kehra": kehra, "likes": likes}
    return render(request, "kehrat/project_new.html", context)
