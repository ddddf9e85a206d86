"""Steps of an application: plain buttons, and pages for the steps that need words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kehityspolku.web import acts
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications.acts import ACTS
from rahoitus.applications.views.list import visible


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
def worded(request, pk, word):
    """The page of a step that needs words, or asks once."""
    application, act = visible(request, pk), acts.of_path(ACTS, word)
    context = {"application": application}
    template = "rahoitus/applications/step.html"
    return acts.page(request, application, act, template, context=lambda: context)
