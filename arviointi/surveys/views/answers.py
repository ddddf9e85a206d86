"""Answering a survey from its link: no account, no cookie, three languages, a page a section."""

import re
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from arviointi.surveys import limits, links
from arviointi.surveys.answer_form import AnswerForm
from kehityspolku import languages
from kehityspolku.events.steps import WrongState

OUR_KEY = re.compile(r"[\w-]{22}", re.ASCII)  # of a form, random
KEY, PAGE = "form_key", "page"
GO = "go"  # buttons beside the one that leads on: back, save


@login_not_required
@csrf_exempt  # No session is read and no cookie set: whoever has the link may answer.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """A section of the form; what the others hold goes with it. The last one sends the answer."""
    link = followed(token)
    given = dict(request.POST.lists()) if request.method == "POST" else link.content()
    typed = AnswerForm(link.survey, typed=given, role=link.role)
    if link.is_used:
        return answered(request, link, typed)
    if not link.survey.is_open or (request.method != "POST" and link.survey.begins_no_more):
        return closed(request, link.survey, typed)
    number = number_of(given, typed)
    if request.method != "POST" or languages.BUTTON in given:
        return page(request, link, typed, number or 0)
    if request.POST.get(GO) == "back":
        return page(request, link, typed, max((number or 0) - 1, 0))
    if request.POST.get(GO) == "save":
        return save(request, link, typed, number or 0)
    form = AnswerForm(link.survey, request.POST, role=link.role)
    if (wrong := form.page_with_faults(number)) is not None:
        return page(request, link, form, wrong)
    if number is not None and number + 1 < len(form.pages):
        return page(request, link, typed, number + 1)
    return send(request, link, form)


def send(request, link, form):
    """Drop the answer into the ballot box; what was saved to go on later is deleted."""
    if not link.invitation and limits.too_many(request):
        return page(request, link, form, len(form.pages) - 1, status=429)
    key = key_of(request.POST)
    try:
        if not link.send(form.values(), key) and link.is_personal:
            return answered(request, link, form)
    except WrongState:
        return closed(request, link.survey, form)
    sent = reverse("arviointi:thanks", args=[link.token])
    return redirect(sent if link.is_personal else f"{sent}?form={key}")


def save(request, link, typed, number):
    """Keep what is filled in so far; of the link that everyone has, under a private one."""
    if not link.invitation and limits.too_many(request):
        return page(request, link, typed, number, status=429)
    names = [*typed.fields, PAGE, KEY]
    content = {name: request.POST.getlist(name) for name in names if name in request.POST}
    try:
        token = link.keep(content | {KEY: [key_of(request.POST)]})
    except ValidationError as problem:
        return page(request, link, typed, number, status=413, fault=problem.message)
    return redirect(f"{reverse('arviointi:answer', args=[token])}?saved=1")


@login_not_required
@cache_control(private=True, no_cache=True)
def thanks(request, token):
    """Only after an answer: whoever comes here otherwise is led to the form."""
    link = followed(token)
    if not link.has_sent(request.GET.get("form", "")):
        return redirect("arviointi:answer", token)
    return render(request, "arviointi/surveys/answer_thanks.html", {"survey": link.survey})


def followed(token):
    """The link of this secret; 404 (which shows what was typed) where it leads nowhere."""
    if link := links.follow(token):
        return link
    raise Http404


def number_of(given, form):
    """The page that was filled in, from 0; None of a form that was sent whole."""
    told = given.get(PAGE, [""])[-1]
    if not told.isascii() or not told.isdigit() or len(told) > 3:
        return None
    return min(int(told), len(form.pages) - 1)


def page(request, link, form, number, status=200, fault=""):
    """A section of the form."""
    saved = "saved" in request.GET and request.method != "POST" and link.saved
    address = reverse("arviointi:answer", args=[link.token])
    context = {
        "survey": link.survey,
        "form": form,
        "page": form.pages[number],
        "number": number,
        "carried": form.carried(form.pages[number]),
        "form_key": key_of(request.POST or flat(link.content())),
        "limited": status == 429,
        "fault": fault,
        "saved": saved,
        "private_url": f"{settings.SITE_URL}{address}" if saved and link.is_private else "",
    }
    return render(request, "arviointi/surveys/answer_form.html", context, status=status)


def closed(request, survey, form):
    status = 409 if request.method == "POST" else 200
    context = {"survey": survey, "typed": form.written()}
    return render(request, "arviointi/surveys/answer_closed.html", context, status=status)


def answered(request, link, form):
    """Thanks; what is sent once more, from another tab, is not counted and shown to be copied."""
    again = request.method == "POST"
    typed = form.written() if again else []
    context = {"survey": link.survey, "again": again, "typed": typed}
    status = 409 if again else 200
    return render(request, "arviointi/surveys/answer_thanks.html", context, status=status)


def key_of(given):
    """The random key that the form carries, new where there is none of ours."""
    key = given.get(KEY, "")
    return key if OUR_KEY.fullmatch(key) else secrets.token_urlsafe(16)


def flat(content):
    return {name: values[-1] for name, values in content.items() if values}
