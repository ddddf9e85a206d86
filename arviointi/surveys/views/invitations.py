"""The list of people who are invited to answer: Sukkula's own page, and the way to say no."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from arviointi.surveys import invitations, rules
from arviointi.surveys.forms import InvitationsForm
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.views.surveys import survey_of
from kehityspolku.events.steps import WrongState, check


def invited(request, pk):
    """Enter people, with a verdict for each line; who is on the list, of a named survey also who
    has answered."""
    survey = survey_of(request, pk)
    check(rules.can_hold_list, request.user, survey)
    if survey.is_link or survey.is_closed:
        raise WrongState(survey)
    form = InvitationsForm(request.POST or None)
    verdicts = []
    if request.method == "POST" and form.is_valid():
        verdicts = form.enter(survey, by=request.user)
        form = InvitationsForm()
    context = {
        "survey": survey,
        "form": form,
        "verdicts": verdicts,
        "counts": [(survey.role_words(role), *row) for role, *row in invitations.counts(survey)],
        "people": survey.invitations.order_by("address"),
    }
    return render(request, "arviointi/surveys/invited.html", context)


@login_not_required
@csrf_exempt  # Mail programs press it for their user; nothing but the link tells who it is.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request, token):
    """Whoever was invited wants no more mail of this survey; asked first, without an account."""
    invitation = Invitation.objects.by_token(token)
    if not invitation:
        raise Http404
    if request.method == "POST":
        invitation.decline()
    context = {"survey": invitation.survey, "invitation": invitation}
    return render(request, "arviointi/surveys/no_more.html", context)
