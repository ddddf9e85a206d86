"""An invitation as the invited person meets it: no account is needed to read or decline it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kehityspolku import limits, wishes
from kehityspolku.steps import WrongState
from kehrat.forms import JoinForm
from kehrat.forms_members import PartForm
from kehrat.models import Invite


@login_not_required
@never_cache
def invite(request, token):
    """Who invites to what and what members see; one step to join."""
    found = _found(token)
    user = request.user
    mine = found.kehra.membership_of(user)
    if mine and mine.state == "active":
        return render(request, "kehrat/invite.html", {"kehra": found.kehra, "mine": mine})
    if not (found.is_open and found.kehra.is_working and found.lets_in(user)):
        return over(request, found)
    form = PartForm(request.POST or None, initial=_part(mine))
    if request.method == "POST" and form.is_valid():
        return _accept(request, found, form.cleaned_data)
    return render(
        request, "kehrat/invite.html", {"kehra": found.kehra, "invite": found, "form": form}
    )


def _part(membership):
    """What one who has asked to join wrote then."""
    if not membership:
        return {}
    return {"actor_type": membership.actor_type, "organisation": membership.organisation}


def _accept(request, found, part):
    if refused := limits.too_often(request, "wish"):
        return refused
    if not request.user.is_authenticated:
        wishes.make(request, found, "accept_or_ask", **part)
        return redirect("kehrat:invite_next", found.token)
    try:
        found.accept(by=request.user, **part)
    except WrongState:  # somebody was faster
        return over(request, _found(found.token))
    told = _("You are now a member of %(kehra)s. Welcome!") % {"kehra": found.kehra}
    messages.success(request, told)
    return redirect(found.kehra)


def over(request, invite):
    """410: why the invitation doesn't work any more, and the form to ask with."""
    removed = invite.kehra.removed_lately(request.user)
    asks = invite.kehra.is_working and not removed
    context = {"kehra": invite.kehra, "invite": invite, "removed": removed}
    context["form"] = JoinForm() if asks else None
    return render(request, "kehrat/invite_over.html", context, status=410)


@login_not_required
@never_cache
def invite_next(request, token):
    """The joining is kept: create an account or sign in, and it is done."""
    found = _found(token)
    if request.user.is_authenticated:
        return redirect(found.kehra)
    return render(request, "kehrat/invite_next.html", {"kehra": found.kehra, "invite": found})


@login_not_required
@never_cache
@csrf_exempt  # mail programs send it for the reader (RFC 8058); the address holds the secret
def invite_decline(request, token):
    """Say no to an invitation by e-mail, or to all of them, without an account."""
    found = _found(token)
    if found.kind != Invite.Kind.EMAIL:
        raise Http404
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        for_good = one_click or request.POST.get("answer") == "never"
        found.decline(for_good=for_good)
        context = {"kehra": found.kehra, "done": True, "for_good": for_good}
        return render(request, "kehrat/invite_decline.html", context)
    return render(request, "kehrat/invite_decline.html", {"kehra": found.kehra, "invite": found})


def _found(token):
    found = Invite.objects.by_token(token)
    if not found:
        raise Http404
    return found
