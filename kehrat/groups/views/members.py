"""Joining a Kehrä, answering those who ask, leaving; the members."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from kehityspolku.documents.names import file_name
from kehityspolku.events import after_sign_in
from kehityspolku.events.steps import check_step, open_steps
from kehityspolku.web import paging
from kehityspolku.web.limits import limited
from kehrat.groups import balance, who_heard
from kehrat.groups import member_list as group_member_list
from kehrat.groups.forms.members import (
    AnswerForm,
    JoinForm,
    MemberFilter,
    PartForm,
    ReasonForm,
)
from kehrat.groups.pieces import of_kehra
from kehrat.groups.rules import can_see_members, can_see_requests, is_coordinator
from kehrat.meetings.rules import can_call_meeting

SHOWN = 50  # members on a page


@login_not_required
@of_kehra()
def join(request, kehra):
    """Ask to join, or join; before sign-in the wish is kept until the address is confirmed."""
    form = JoinForm(request.POST or None)
    removed = kehra.removed_lately(request.user)
    if request.method == "POST" and kehra.is_joinable and not removed and form.is_valid():
        return _join(request, kehra, form.cleaned_data)
    context = {"kehra": kehra, "form": form, "membership": kehra.membership_of(request.user)}
    return render(request, "kehrat/groups/join.html", context | {"removed": removed})


@limited("wish")
def _join(request, kehra, part):
    if not request.user.is_authenticated:
        after_sign_in.make(request, kehra, "join", **part)
        return redirect("kehrat:join_next", kehra.slug)
    membership = kehra.join(by=request.user, **part)
    if membership.state == "active":
        messages.success(request, _("You are now a member of %(kehra)s.") % {"kehra": kehra})
    else:
        asked = who_heard.of_team(_("You have asked to join."), membership, "ask_to_join")
        messages.success(request, asked)
    return redirect(kehra)


@login_not_required
@of_kehra()
def join_next(request, kehra):
    """The wish is kept: create an account or sign in, and it is done."""
    if request.user.is_authenticated:
        return redirect(kehra)
    return render(request, "kehrat/groups/join_next.html", {"kehra": kehra})


@of_kehra()
def leave(request, kehra):
    """Leave the Kehrä or take back the request, asked once."""
    membership = get_object_or_404(kehra.memberships.open(), user=request.user)
    if request.method == "POST":
        membership.leave(by=request.user)
        messages.success(request, _("You are no longer in %(kehra)s.") % {"kehra": kehra})
        return redirect(kehra)
    context = {"kehra": kehra, "membership": membership}
    context["steps"] = open_steps(membership, request.user)
    return render(request, "kehrat/groups/leave.html", context)


@of_kehra(can_see_members)
def member_list(request, kehra):
    """Members by name, for members; requests first, for those who answer them."""
    people = kehra.memberships.select_related("user")
    answers = can_see_requests(request.user, kehra)
    form = MemberFilter(request.GET)
    found = group_member_list.narrow(kehra.memberships.active().present(), form)
    rows = group_member_list.in_order(found)
    order = {"key": group_member_list.ORDER, "size": SHOWN, "soonest": True}
    shown, newer_url, older_url = paging.page(rows, request, **order)
    counts = kehra.memberships.active().present().by_actor()
    context = {
        "kehra": kehra,
        "form": form,
        "narrowed": form.is_narrowing,
        "count": found.count(),
        "members": shown,
        "newer_url": newer_url,
        "older_url": older_url,
        "requests": people.requested() if answers else [],
        "mine": kehra.membership_of(request.user),
        "can_answer": answers,
        "can_export": is_coordinator(request.user, kehra),
        "advice": balance.advice(counts) if answers else None,
        "vacancy": kehra.vacancies.standing().first(),
        "invites": kehra.invites.open().count() if answers else 0,
    }
    return render(request, "kehrat/groups/members.html", context | balance.shown(counts))


@require_POST
@of_kehra(is_coordinator)
def members_csv(request, kehra):
    """The list of members as a file, for the coordinators' own work; who took it is recorded."""
    name = file_name("csv", pgettext_lazy("file name", "members"), kehra.slug)
    return HttpResponse(
        group_member_list.table(kehra.export_members(by=request.user)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@of_kehra(can_see_members)
def show_name(request, kehra):
    """Show or hide one's own name as a coordinator on the Kehrä's public page."""
    membership = get_object_or_404(kehra.memberships.active(), user=request.user)
    membership.show_name(by=request.user, shown=request.POST.get("shown") == "yes")
    if membership.name_public:
        messages.success(request, _("Your name shows to everyone on the Kehrä's page."))
    else:
        messages.success(request, _("Others see “coordinator” instead of your name."))
    return redirect("kehrat:members", kehra.slug)


@of_kehra(can_see_members)
def my_part(request, kehra):
    """Change what one takes part as; the balance follows."""
    mine = get_object_or_404(kehra.memberships.active(), user=request.user)
    initial = {"actor_type": mine.actor_type, "organisation": mine.organisation}
    form = PartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        mine.change_part(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your role is changed."))
        return redirect("kehrat:members", kehra.slug)
    return render(request, "kehrat/groups/my_part.html", {"kehra": kehra, "form": form})


@of_kehra(can_see_requests)
def answer(request, kehra, pk):
    """Take in one who asks, or decline with a note; name a member coordinator."""
    membership = get_object_or_404(kehra.memberships.select_related("user"), pk=pk)
    tipped = balance.tips(kehra.memberships.active().present().by_actor(), membership.actor_type)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.give(membership, by=request.user)
        messages.success(request, form.success_text(membership))
        if tipped and form.cleaned_data["answer"] == "accept":
            messages.warning(request, balance.warning(tipped))
        return redirect("kehrat:members", kehra.slug)
    context = {"kehra": kehra, "membership": membership, "form": form, "tipped": tipped}
    context["steps"] = open_steps(membership, request.user)
    active = membership.state == membership.State.ACTIVE
    context["writes"] = active and can_call_meeting(request.user, kehra)
    return render(request, "kehrat/groups/membership.html", context)


@of_kehra(can_see_requests)
def remove_member(request, kehra, pk):
    """Remove a member, with the reason that the person reads; asked once."""
    membership = get_object_or_404(kehra.memberships.active().select_related("user"), pk=pk)
    check_step(membership, request.user, "remove_member")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership.remove_member(by=request.user, reason=form.cleaned_data["reason"])
        told = _("%(name)s is no longer a member and got your reason.")
        messages.success(request, told % {"name": membership.user})
        return redirect("kehrat:members", kehra.slug)
    context = {"kehra": kehra, "membership": membership, "form": form}
    return render(request, "kehrat/groups/remove_member.html", context)
