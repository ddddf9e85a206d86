"""A Kehrä's texts, picture and history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku.events.steps import WrongState
from kehityspolku.files import pictures
from kehityspolku.files.fields import PictureForm
from kehityspolku.web import kept_form, paging
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.groups import rules
from kehrat.groups.forms.founding import EditForm
from kehrat.groups.history import history
from kehrat.groups.models import Kehra
from kehrat.groups.pieces import of_kehra


@keeps_typed
@of_kehra(rules.can_edit_kehra)
def edit(request, kehra):
    """Names, descriptions, host and areas; a conflict shows both texts and loses neither."""
    if kehra.has_ended:
        raise WrongState(kehra)
    moves = rules.can_move(request.user, kehra)
    form = EditForm(kept_form.given(request), kehra=kehra, moves=moves)
    posted = request.method == "POST" and form.is_valid()
    if posted and form.saved(kehra.edit_kehra, by=request.user):
        messages.success(request, _("The Kehrä's page shows what you wrote."))
        return redirect(kehra)
    context = {"kehra": kehra, "form": form}
    return render(request, "kehrat/groups/edit.html", context, status=form.status)


@login_not_required
@of_kehra()
def history_page(request, kehra):
    """What has happened to the Kehrä, newest first: public events; all for its own people."""
    inside = rules.can_see_checklist(request.user, kehra)
    rows = history(kehra, inside=inside).listed()
    found, newer, older = paging.page(rows, request, key="at")
    context = {"kehra": kehra, "history": found, "newer_url": newer, "older_url": older}
    return render(request, "kehrat/groups/history.html", context)


@login_not_required
def picture(request, slug, key):
    """The picture's file; whoever sees the Kehrä sees it. A public one needs no cookie."""
    having = {"slug": slug, "picture__key": key}
    public = Kehra.objects.public().filter(**having).exists()
    seen = Kehra.objects.all() if public else Kehra.objects.visible_to(request.user)
    kehra = get_object_or_404(seen.select_related("picture"), **having)
    return pictures.answer(kehra.picture, public=public)


@keeps_typed
@limited("picture", tries=True)
@of_kehra(rules.can_set_picture)
def picture_edit(request, kehra):
    """Choose the picture and tell what it shows, change the words, or remove it."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    kept = {"initial": kept.dict()} if (kept := kept_form.again(request)) else {}
    form = PictureForm(*given, user=request.user, current=kehra.picture, **kept)
    if request.method == "POST" and form.is_valid():
        kehra.set_picture(form.save(), by=request.user)
        messages.success(request, _("The Kehrä's page shows it as you chose."))
        return redirect(kehra)
    return render(request, "kehrat/groups/picture_edit.html", {"form": form, "kehra": kehra})
