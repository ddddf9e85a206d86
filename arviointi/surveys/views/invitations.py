"""The list of people who are invited to answer: Sukkula's own page, and the way to say no."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from arviointi.surveys import invitations, rules
from arviointi.surveys.forms import CirclesForm, InvitationsForm
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.views.surveys import survey_of
from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import paging

PAGE = 50  # people on a page of the list


def invited(request, pk):
    """Enter addresses, with a verdict for each line; who is on the list, of a named survey also who
    has answered."""
    survey = to_list(request, pk)
    form = InvitationsForm(request.POST or None)
    verdicts = []
    if request.method == "POST" and form.is_valid():
        verdicts = form.enter(survey, by=request.user)
        form = InvitationsForm()
    return list_page(request, survey, form=form, verdicts=verdicts)


def invite_circles(request, pk):
    """Put people whom the portal knows on the list: members, partners, officials, by role."""
    survey = to_list(request, pk)
    circles = CirclesForm(survey, request.POST if request.method == "POST" else None)
    found = []
    if request.method == "POST" and circles.is_valid():
        found = circles.enter(survey, by=request.user)
        circles = CirclesForm(survey)
    return list_page(request, survey, circles=circles, found=found)


def to_list(request, pk):
    """The survey whose list the person may hold. WrongState of an open link or a closed survey."""
    survey = survey_of(request, pk)
    check(rules.can_hold_list, request.user, survey)
    if survey.is_link or survey.is_closed:
        raise WrongState(survey)
    return survey


def list_page(request, survey, *, form=None, circles=None, **told):
    counts = invitations.counts(survey)
    rows = survey.invitations.exclude(address="")
    people, sooner_url, later_url = paging.page(
        rows, request, key="address", size=PAGE, soonest=True, private=True
    )
    context = {
        "survey": survey,
        "form": form or InvitationsForm(),
        "circles": circles or CirclesForm(survey),
        "counts": [(survey.role_words(role), *row) for role, *row in counts],
        "people": people,
        "sooner_url": sooner_url,
        "later_url": later_url,
        **told,
    }
    return render(request, "arviointi/surveys/invited.html", context)


@login_not_required
@csrf_exempt  # Mail programs press it for their user; nothing but the link tells who it is.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request, token):
    """Whoever was invited wants no more mail of this survey, or of any; asked first, without an
    account."""
    invitation = Invitation.objects.by_token(token)
    if not invitation:
        raise Http404
    if request.method == "POST":
        if "all" in request.POST:
            invitation.decline_all()
        elif "again" in request.POST:
            invitation.ask_again()
        else:
            invitation.decline()
    context = {"survey": invitation.survey, "invitation": invitation}
    return render(request, "arviointi/surveys/no_more.html", context)
