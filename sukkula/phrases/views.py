"""Phrases to reuse: the list, keeping one, writing it anew, removing it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.web import kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from sukkula import rules
from sukkula.phrases.forms import NewPhrase, WritePhrase
from sukkula.phrases.models import Phrase
from sukkula.phrases.pieces import phrases_of
from sukkula.review.pieces import at_desk


@keeps_typed
@at_desk
def phrases(request):
    """One's own and the shared phrases; a new one."""
    form = NewPhrase(kept_form.given(request))
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "language": get_language(), **form.cleaned_data}
        try:
            sent_once.make(request, Phrase.objects.keep, **given)
        except ValidationError as full:
            form.add_error(None, full)
        else:
            messages.success(request, _("The phrase is kept."))
            return redirect("sukkula:phrases")
    context = {"phrases": phrases_of(request.user), "form": form}
    return render(request, "sukkula/phrases/list.html", context)


@keeps_typed
@at_desk
def phrase(request, pk):
    """Write a phrase anew."""
    found = get_object_or_404(Phrase.objects.visible_to(request.user), pk=pk)
    form = WritePhrase(kept_form.given(request), phrase=found)
    if request.method == "POST" and form.is_valid():
        write = partial(found.write, by=request.user, language=get_language())
        with transaction.atomic():
            saved = form.saved(write)
        if saved:
            messages.success(request, _("The phrase is kept."))
            return redirect("sukkula:phrases")
    context = {"phrase": found, "form": form}
    return render(request, "sukkula/phrases/write.html", context, status=form.status)


@require_POST
@at_desk
def remove(request, pk):
    """Remove a phrase; one that another has removed already is gone too."""
    found = Phrase.objects.visible_to(request.user).filter(pk=pk).first()
    if found and not rules.can_write_phrase(request.user, found):
        raise PermissionDenied
    if found:
        found.delete()
    messages.success(request, _("The phrase is removed."))
    return redirect("sukkula:phrases")
