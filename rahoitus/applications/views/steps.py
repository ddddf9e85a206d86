"""Steps of an application: plain buttons, and pages for the steps that need words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import check
from kehityspolku.web import acts, kept_form
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications import rules
from rahoitus.applications.acts import ACTS, ALL
from rahoitus.applications.forms.steps import CorrectForm
from rahoitus.applications.models.decision import Decision
from rahoitus.applications.views.list import visible
from rahoitus.sending.along import ENDING, along


@require_POST
def plain(request, pk, verb):
    """Take a step that needs no words."""
    application, act = visible(request, pk), ACTS.get(verb)
    if not act or act.path:
        raise Http404
    try:
        messages.success(request, act.take(application, by=request.user))
    except ValidationError as problem:
        for sentence in problem.messages:
            messages.error(request, sentence)
    return redirect(application)


@keeps_typed
def correct(request, pk):
    """The page on which a decision that was recorded wrongly is told as it is."""
    decisions = Decision.objects.visible_to(request.user)
    if request.method != "POST":  # of a form that comes too late the verb says so, words kept
        decisions = decisions.standing()
    decision = get_object_or_404(decisions.select_related("application__call__source"), pk=pk)
    application = visible(request, decision.application_id)
    check(rules.can_decide, request.user, application)
    form = CorrectForm(kept_form.given(request), decision=decision)
    if request.method == "POST" and form.is_valid():
        try:
            decision.correct(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The decision is corrected."))
            return redirect(application)
    context = {"form": form, "decision": decision, "application": application, "tells": ALL}
    return render(request, "rahoitus/applications/correct.html", context)


@keeps_typed
def worded(request, pk, word):
    """The page of a step that needs words, or asks once."""
    application, act = visible(request, pk), acts.of_path(ACTS, word)
    ends = list(along(application)) if act.verb in ENDING else []
    context = {"application": application, "along": ends}
    template = "rahoitus/applications/step.html"
    return acts.page(request, application, act, template, context=lambda: context)
