"""Surveys: the list, making one, its page with results, opening and closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arviointi.results import charts, rounds
from arviointi.results.results import results
from arviointi.surveys import readings, rules, whole
from arviointi.surveys.answer_form import AnswerForm
from arviointi.surveys.forms import SurveyForm, scopes_of
from arviointi.surveys.invitations import counts
from arviointi.surveys.models import Survey
from kehityspolku.events.steps import check, open_steps
from kehityspolku.web import paging

PAGE = 50  # closed surveys on a page of the list


@login_not_required
def survey_list(request):
    """Open surveys, closed ones with their results and, for those who make them, drafts."""
    surveys = Survey.objects.visible_to(request.user).select_related("kehra", "project")
    closed = surveys.filter(state=Survey.State.CLOSED).with_answers()
    shown, newer_url, older_url = paging.page(closed, request, key="closed_at", size=PAGE)
    context = {
        "open": surveys.filter(state=Survey.State.OPEN),
        "drafts": surveys.filter(state=Survey.State.DRAFT),
        "closed": shown,
        "newer_url": newer_url,
        "older_url": older_url,
        "can_make": bool(scopes_of(request.user)),
    }
    return render(request, "arviointi/surveys/list.html", context)


def new(request):
    """Make a survey from the standard battery."""
    if not scopes_of(request.user):
        raise PermissionDenied
    form = SurveyForm(request.POST or None, user=request.user, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        survey = form.make(by=request.user)
        messages.success(request, _("The draft is ready. Look at it, then open it."))
        return redirect(survey)
    return render(request, "arviointi/surveys/new.html", {"form": form})


@login_not_required
def survey(request, pk):
    """Where the survey stands, its link for those who run it, its results once it has closed."""
    found = survey_of(request, pk)
    looks_first = found.is_closed and rules.can_release(request.user, found)
    told = results(found, before_release=looks_first)
    context = {
        "survey": found,
        "steps": open_steps(found, request.user),
        "can_edit": rules.can_edit(request.user, found),
        "holds_list": not found.is_link and rules.can_hold_list(request.user, found),
        "looks_first": looks_first and not found.is_told,
        "types_in": rules.can_hold_list(request.user, found),
        "gaps": whole.gaps(found) if found.is_draft and rules.can_edit(request.user, found) else [],
        "results": told,
        "rounds": found.is_told and rounds.others(found).exists(),
        "may_moderate": found.is_closed and rules.can_moderate(request.user, found),
        "unread": readings.unread(found) if rules.can_moderate(request.user, found) else 0,
    }
    if not (found.is_link or found.is_closed) and context["can_edit"]:
        context["counts"] = [(found.role_words(role), *row) for role, *row in counts(found)]
    return render(request, "arviointi/surveys/page.html", context | charts.drawn(told))


def preview(request, pk):
    """The form as those who answer will see it; nothing can be sent."""
    found = survey_of(request, pk)
    check(rules.can_edit, request.user, found)
    context = {"survey": found, "form": AnswerForm(found, whole=True), "is_preview": True}
    return render(request, "arviointi/surveys/answer_form.html", context)


@require_POST
def open_survey(request, pk):
    """Begin to take answers."""
    found = survey_of(request, pk)
    found.open_survey(by=request.user)
    link = _("The survey takes answers now. Send the link on.")
    mailed = _("The survey takes answers now. Those on the list get their mail.")
    messages.success(request, link if found.is_link else mailed)
    return redirect(found)


@require_POST
def end_answers(request, pk):
    """Let nobody begin any more; who has begun has some minutes, then it closes by itself."""
    found = survey_of(request, pk)
    found.end_answers(by=request.user)
    told = _("Nobody can begin to answer any more. The survey closes by itself in a while.")
    messages.success(request, told)
    return redirect(found)


@require_POST
def close_survey(request, pk):
    """Close it at once; what may be shown becomes public."""
    found = survey_of(request, pk)
    found.close_survey(by=request.user)
    looked_at = _("The survey is closed. Sukkula looks at the numbers before they are public.")
    told = _("The survey is closed. What may be shown of the answers is public.")
    messages.success(request, looked_at if found.is_link else told)
    return redirect(found)


@require_POST
def release(request, pk):
    """Make the results of an open link public."""
    found = survey_of(request, pk)
    found.release_results(by=request.user)
    messages.success(request, _("The results are public now."))
    return redirect(found)


def survey_of(request, pk):
    surveys = Survey.objects.visible_to(request.user).select_related("kehra", "project__kehra")
    return get_object_or_404(surveys, pk=pk)
