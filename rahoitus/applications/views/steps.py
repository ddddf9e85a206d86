"""Steps of an application: plain buttons, and pages for the steps that need words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehityspolku.events import verbs
from kehityspolku.events.steps import WrongState
from kehrat.groups import who_heard
from kehrat.projects import circles
from rahoitus.applications.acts import PLAIN, WORDED
from rahoitus.applications.models.application import Application
from rahoitus.applications.views.list import visible


@require_POST
def plain(request, pk, verb):
    """Take a step that needs no words."""
    application = visible(request, pk)
    if verb not in PLAIN:
        raise Http404
    try:
        getattr(application, verb)(by=request.user)
    except ValidationError as problem:
        for sentence in problem.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, done(application, PLAIN[verb]))
    return redirect(application)


def worded(request, pk, word):
    """The page of a step that needs words, or asks once."""
    application = visible(request, pk)
    if word not in WORDED:
        raise Http404
    act = WORDED[word]
    refuse(application, act, request.user)
    form = act.form(request.POST if request.method == "POST" else None)
    if form.is_valid() and take(application, act, form, request.user):
        messages.success(request, done(application, act))
        return redirect(application)
    context = {"application": application, "act": act, "form": form}
    return render(request, "rahoitus/applications/step.html", context)


def refuse(application, act, user):
    """Raise what the verb would raise, before anyone writes words for nothing."""
    verb = getattr(Application, act.verb)
    if not verb.allow(user, application):
        raise PermissionDenied
    if application.state not in verb.sources:
        raise WrongState(application)


def done(application, act):
    """What was done, and who heard of what waits for them now."""
    match verbs.of(application, act.verb).waits_for:
        case circles.team:
            return who_heard.of_team(act.done, application, act.verb)
        case circles.desk:
            return who_heard.of_sukkula(act.done, application, act.verb)
    return act.done


def take(application, act, form, user):
    """Take the step; False when the verb refuses, with its reason on the form."""
    try:
        getattr(application, act.verb)(by=user, **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True
