"""Answering a survey from its link: no account, no cookie, three languages."""

import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from arviointi.surveys import limits
from arviointi.surveys.forms import AnswerForm
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.models import Survey
from kehityspolku import languages
from kehityspolku.events.steps import WrongState
from kehityspolku.web.middleware import what_was_typed

KEY_CHARACTERS = 22  # of a form's random key


@login_not_required
@csrf_exempt  # No session is read and no cookie set: whoever has the link may answer.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """The form; an answer goes to the ballot box. Another language keeps what was filled."""
    survey, invitation = asked_by(token)
    if invitation and invitation.done:
        return render(request, "arviointi/surveys/answer_thanks.html", {"survey": survey})
    if not survey.is_open:
        return closed(request, survey)
    if request.method != "POST" or languages.BUTTON in request.POST:
        return page(request, survey, AnswerForm(survey, initial=request.POST.dict()))
    form = AnswerForm(survey, request.POST)
    if not form.is_valid():
        return page(request, survey, form)
    if not invitation and limits.too_many(request):
        return page(request, survey, form, status=429)
    try:
        if invitation:
            invitation.answer(form.values())
        else:
            survey.receive(form.values(), form_key=key_of(request))
    except WrongState:
        return closed(request, survey)
    return redirect("arviointi:thanks", token)


@login_not_required
def thanks(request, token):
    survey, _invitation = asked_by(token)
    return render(request, "arviointi/surveys/answer_thanks.html", {"survey": survey})


def asked_by(token):
    """(survey, invitation or None) of an open link or of one person's own; 404 while it is a
    draft."""
    invitation = Invitation.objects.by_token(token)
    surveys = Survey.objects.select_related("kehra", "project").filter(mode=Survey.Mode.LINK)
    survey = invitation.survey if invitation else get_object_or_404(surveys, token=token)
    if survey.is_draft:
        raise Http404
    return survey, invitation


def page(request, survey, form, status=200):
    context = {
        "survey": survey,
        "form": form,
        "form_key": key_of(request),
        "limited": status == 429,
    }
    return render(request, "arviointi/surveys/answer_form.html", context, status=status)


def closed(request, survey):
    status = 409 if request.method == "POST" else 200
    context = {"survey": survey, "typed": what_was_typed(request)}
    return render(request, "arviointi/surveys/answer_closed.html", context, status=status)


def key_of(request):
    """The random key that the form carries, new where there is none of ours."""
    key = request.POST.get("form_key", "")
    return key if len(key) == KEY_CHARACTERS else secrets.token_urlsafe(16)
