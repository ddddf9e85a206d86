"""Joining a Kehrä, answering those who ask, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import limits, wishes
from kehityspolku.steps import open_steps
from kehrat.forms import AnswerForm, JoinForm
from kehrat.models import Kehra
from kehrat.rules import can_see_members, can_see_requests


@login_not_required
def join(request, slug):
    """Ask to join; before sign-in the wish is kept and done when the address is confirmed."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and kehra.is_working and form.is_valid():
        if not request.user.is_authenticated:
            if refused := limits.too_often(request, "wish"):
                return refused
            wishes.make(request, kehra, "ask_to_join", **form.cleaned_data)
            return redirect("kehrat:join_next", slug)
        kehra.ask_to_join(by=request.user, **form.cleaned_data)
        messages.success(request, _("You have asked to join. The coordinators got a message."))
        return redirect(kehra)
    context = {"kehra": kehra, "form": form, "membership": kehra.membership_of(request.user)}
    return render(request, "kehrat/kehra_join.html", context)


@login_not_required
def join_next(request, slug):
    """The wish is kept: create an account or sign in, and it is done."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if request.user.is_authenticated:
        return redirect(kehra)
    return render(request, "kehrat/kehra_join_next.html", {"kehra": kehra})


def leave(request, slug):
    """Leave the Kehrä or take back the request, asked once."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    membership = get_object_or_404(kehra.memberships.open(), user=request.user)
    if request.method == "POST":
        membership.leave(by=request.user)
        messages.success(request, _("You are no longer in %(kehra)s.") % {"kehra": kehra})
        return redirect(kehra)
    context = {"kehra": kehra, "membership": membership}
    context["steps"] = open_steps(membership, request.user)
    return render(request, "kehrat/kehra_leave.html", context)


def member_list(request, slug):
    """Members by name, for members; requests first, for those who answer them."""
    kehra = _kehra_for(can_see_members, request, slug)
    people = kehra.memberships.select_related("user")
    answers = can_see_requests(request.user, kehra)
    return render(
        request,
        "kehrat/kehra_members.html",
        {
            "kehra": kehra,
            "members": people.active().order_by("role", "user__name", "pk"),
            "requests": people.requested() if answers else [],
            "mine": kehra.membership_of(request.user),
            "can_answer": answers,
        },
    )


@require_POST
def show_name(request, slug):
    """Show or hide one's own name as a coordinator on the Kehrä's public page."""
    kehra = _kehra_for(can_see_members, request, slug)
    membership = get_object_or_404(kehra.memberships.active(), user=request.user)
    membership.show_name(by=request.user, shown=request.POST.get("shown") == "yes")
    if membership.name_public:
        messages.success(request, _("Your name shows to everyone on the Kehrä's page."))
    else:
        messages.success(request, _("Others see “coordinator” instead of your name."))
    return redirect("kehrat:members", slug)


def answer(request, slug, pk):
    """Take in one who asks, or decline with a note; name a member coordinator."""
    kehra = _kehra_for(can_see_requests, request, slug)
    membership = get_object_or_404(kehra.memberships.select_related("user"), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.give(membership, by=request.user)
        messages.success(request, form.told(membership))
        return redirect("kehrat:members", slug)
    context = {"kehra": kehra, "membership": membership, "form": form}
    context["steps"] = open_steps(membership, request.user)
    return render(request, "kehrat/kehra_membership.html", context)


def _kehra_for(rule, request, slug):
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if not rule(request.user, kehra):
        raise PermissionDenied
    return kehra
