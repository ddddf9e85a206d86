"""Phrases to reuse: the list, keeping one, writing it anew, removing it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
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
            messages.success(request, _("The phrase is saved."))
            return redirect("sukkula:phrases")
    return listed(request, form)


def listed(request, form, status=200):
    context = {"phrases": phrases_of(request.user), "form": form}
    return render(request, "sukkula/phrases/list.html", context, status=status)


@keeps_typed
@at_desk
def phrase(request, pk):
    """Write a phrase anew. One removed meanwhile is told of, with what was typed as a new one."""
    found = Phrase.objects.visible_to(request.user).filter(pk=pk).first()
    if not found:
        if Phrase.objects.filter(pk=pk).exists():
            raise Http404
        return gone(request)
    form = WritePhrase(kept_form.given(request), phrase=found)
    if request.method == "POST" and form.is_valid():
        write = partial(found.write, by=request.user, language=get_language())
        with transaction.atomic():
            saved = form.saved(write)
        if saved:
            messages.success(request, _("The phrase is saved."))
            return redirect("sukkula:phrases")
    context = {"phrase": found, "form": form}
    return render(request, "sukkula/phrases/write.html", context, status=form.status)


def gone(request):
    told = _("This phrase was removed meanwhile.")
    goes_on = _("Your text is below: keep it as a new one.")
    typed = (kept_form.given(request) or {}).get("text", "")
    if not typed:
        messages.info(request, told)
        return redirect("sukkula:phrases")
    messages.warning(request, f"{told} {goes_on}")
    return listed(request, NewPhrase(initial={"text": typed}), status=409)


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
