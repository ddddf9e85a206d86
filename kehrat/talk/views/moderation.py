"""Moderation: report a text; the moderators' queue and decisions; the author's side of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events import after_sign_in
from kehityspolku.events.steps import check, open_steps
from kehityspolku.web import paging
from kehityspolku.web.acts import open_acts
from kehityspolku.web.limits import limited
from kehrat.groups import who_heard
from kehrat.groups.models import Kehra
from kehrat.talk import moderation, rules
from kehrat.talk.acts import OF_CASE
from kehrat.talk.forms import AppealForm, FlagForm, QueueFilter
from kehrat.talk.models.case import Case
from kehrat.talk.tally import tally


@limited("flag")
def flagged(request, thing, form):
    flag, new = Case.objects.report(thing, by=request.user, **form.cleaned_data)
    messages.success(request, moderation.thanks(flag.case, new))
    return redirect(thing)


@limited("wish")
def flagged_after_sign_in(request, thing, form):
    """Signed out: the report is kept and made when the person's address is known."""
    after_sign_in.make(request, thing, "report", **form.cleaned_data)
    return redirect("wish_kept")


@login_not_required
def flag(request, kind, pk):
    """Report a text to its moderators. Who is not signed in writes first and signs in then."""
    thing = moderation.thing(kind, pk, request.user)
    if request.user.is_authenticated and not rules.can_flag(request.user, thing):
        raise PermissionDenied
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed_in = request.user.is_authenticated
        return (flagged if signed_in else flagged_after_sign_in)(request, thing, form)
    context = {
        "form": form,
        "thing": thing,
        "reported_at": Case.objects.waits_of(request.user, thing),
    }
    return render(request, "kehrat/talk/flag.html", context)


@login_not_required
def conduct(request):
    """The rules of the discussion, the grounds to hide a text, what became of reports."""
    return render(request, "kehrat/talk/conduct.html", {"tally": tally()})


def queue(request):
    """What waits for the moderator, oldest first; what was decided, by state."""
    user = request.user
    if not moderation.moderates(user):
        raise PermissionDenied
    cases = Case.objects.visible_to(user)
    state = request.GET.get("state")
    state = state if state in QueueFilter.STATES else "waiting"
    kehrat = Kehra.objects.filter(cases__in=cases).distinct()
    form = QueueFilter(request.GET, kehrat=kehrat)
    chosen = moderation.listed(moderation.in_state(form.narrow(cases), state))
    rows, sooner_url, later_url = paging.page(chosen, request, soonest=True)
    context = {
        "form": form,
        "state": state,
        "tabs": moderation.tabs(form.narrow(cases)),
        "cases": rows,
        "sooner_url": sooner_url,
        "later_url": later_url,
    }
    return render(request, "kehrat/talk/case_list.html", context)


def case(request, pk):
    """One text, what was reported of it and done to it, and the decision."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    forms = {act: act.form(prefix=act.verb) for act in open_acts(OF_CASE, case, request.user)}
    if request.method == "POST" and (act := OF_CASE.get(request.POST.get("act"))):
        form = forms[act] = act.form(request.POST, prefix=act.verb)
        if form.is_valid():
            messages.success(request, act.take(case, by=request.user, **form.cleaned_data))
            return redirect(case)
    context = {
        "case": case,
        "thing": case.thing,
        "forms": [(act, forms[act]) for act in OF_CASE.values() if act in forms],
        "flags": case.flags.select_related("by"),
        "history": moderation.history(case),
        "can_trust": case.author and not case.author.is_trusted,
    }
    return render(request, "kehrat/talk/case.html", context)


@require_POST
def moderate(request, kind, pk):
    """Take up a text that nobody reported: its case, opened."""
    thing = moderation.thing(kind, pk, request.user)
    check(rules.can_moderate, request.user, thing)
    return redirect(Case.objects.of(thing))


@require_POST
def trust(request, pk):
    """Let the links of a text's author be links from now on."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    case.trust_author(by=request.user)
    messages.success(request, _("The author's links are links from now on."))
    return redirect(case)


def decision(request, pk):
    """What was decided on one's own text and why; ask for a second look."""
    case = get_object_or_404(Case.objects.told_to(request.user), pk=pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case.appeal(by=request.user, words=form.cleaned_data["words"])
        asked = _("Sukkula looks at it again. You get a message of the answer.")
        messages.success(request, who_heard.of_sukkula(asked, case, "appeal"))
        return redirect("kehrat:decision", pk)
    context = {"case": case, "thing": case.thing, "form": form}
    context["can_appeal"] = "appeal" in open_steps(case, request.user)
    return render(request, "kehrat/talk/case_decision.html", context)
