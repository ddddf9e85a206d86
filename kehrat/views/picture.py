"""A Kehrä's picture: seen by all who see the Kehrä, chosen by its coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku import limits, pictures, typed
from kehityspolku.forms_picture import PictureForm
from kehrat import rules
from kehrat.models import Kehra


@login_not_required
def picture(request, slug, key):
    """The picture's file; whoever sees the Kehrä sees it."""
    having = {"slug": slug, "picture__key": key}
    public = Kehra.objects.visible_to(AnonymousUser()).filter(**having).exists()
    seen = Kehra.objects.all() if public else Kehra.objects.visible_to(request.user)
    kehra = get_object_or_404(seen.select_related("picture"), **having)
    return pictures.answer(kehra.picture, public=public)


@login_not_required
def picture_edit(request, slug):
    """Choose the picture and tell what it shows, change the words, or remove it."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    seen = Kehra.objects.visible_to(request.user).select_related("picture")
    kehra = get_object_or_404(seen, slug=slug)
    if not rules.can_set_picture(request.user, kehra):
        raise PermissionDenied
    if request.method == "POST" and (refused := limits.too_often(request, "picture")):
        return refused
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    kept = {"initial": kept.dict()} if (kept := typed.again(request)) else {}
    form = PictureForm(*given, user=request.user, current=kehra.picture, **kept)
    if request.method == "POST" and form.is_valid():
        kehra.set_picture(form.save(), by=request.user)
        messages.success(request, _("The Kehrä's page shows it as you chose."))
        return redirect(kehra)
    return render(request, "kehrat/kehra_picture_edit.html", {"form": form, "kehra": kehra})
