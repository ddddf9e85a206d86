"""Invitations: sent by coordinators, answered by those invited."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kehityspolku.events import after_sign_in
from kehityspolku.events.steps import WrongState, open_steps
from kehityspolku.web import kept_form, paging, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.coordination.addresses import Verdict, judged
from kehrat.coordination.forms import AcceptForm, LinkForm, MailForm, ManyForm
from kehrat.coordination.models.invite import Invite, InviteRefused
from kehrat.coordination.rules import can_invite
from kehrat.groups.pieces import join_form, of_kehra

SHOWN = 300  # rows of a list of addresses; what is to be mended comes first


@of_kehra(can_invite)
def invites(request, kehra):
    """The Kehrä's invitations, newest first: those that wait with their links, then what came."""
    rows = kehra.invites.select_related("made_by")
    shown, newer_url, older_url = paging.page(rows, request, key="made_at")
    context = {"kehra": kehra, "invites": shown, "newer_url": newer_url, "older_url": older_url}
    return render(request, "kehrat/coordination/invites.html", context)


@limited("invite")
@of_kehra(can_invite)
def invite_link(request, kehra):
    """Make a link that many can join by."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent_once.make(
            request, Invite.objects.make_link, kehra, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("The link is ready. Copy it from here and give it to others."))
        return redirect("kehrat:invites", kehra.slug)
    return render(request, "kehrat/coordination/invite_link.html", {"kehra": kehra, "form": form})


@limited("invite", tries=True)
@of_kehra(can_invite)
def invite_mail(request, kehra):
    """Invite one person by e-mail."""
    form = MailForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid() and (told := _mail(request, kehra, form)):
        messages.success(request, told)
        return redirect("kehrat:invites", kehra.slug)
    return render(request, "kehrat/coordination/invite_mail.html", {"kehra": kehra, "form": form})


def _mail(request, kehra, form):
    """Mail the invitation; what to tell, or None when the form says why it is not mailed."""
    address = form.cleaned_data["address"].lower()
    if kehra.memberships.active().filter(user__email=address).exists():
        form.add_error("address", _("A person with this address is a member already."))
        return None
    if kehra.invites.open().filter(address=address).exists():
        return _("%(address)s has an invitation that waits. You can send it again below.") % {
            "address": address
        }
    try:
        sent_once.make(request, Invite.objects.invite, kehra, by=request.user, **form.cleaned_data)
    except InviteRefused:
        form.add_error("address", _("This address takes no more invitations from the portal."))
        return None
    return _("%(address)s was invited.") % {"address": address}


@keeps_typed
@limited("invite", tries=True)
@of_kehra(can_invite)
def invite_many(request, kehra):
    """Invite many by e-mail: each address is looked at first, and invited by a second press."""
    given = kept_form.given(request)
    form = ManyForm(given, request.FILES or None, initial={"language": request.LANGUAGE_CODE})
    rows = []
    if request.method == "POST" and form.is_valid():
        rows = judged(kehra, form.cleaned_data["addresses"])
        if "send" in request.POST and (told := _mail_many(request, kehra, form, rows)):
            messages.success(request, told)
            left = [row for row in rows if row.verdict == Verdict.LATER]
            if not left:
                return redirect("kehrat:invites", kehra.slug)
            form.show("\n".join(row.text for row in left))
            rows = judged(kehra, form["addresses"].value())
    context = {"kehra": kehra, "form": form, "rows": sorted(rows, key=_by_verdict)[:SHOWN]}
    context |= {"more": max(0, len(rows) - SHOWN), "found": len(rows)}
    context["n"] = sum(row.verdict == Verdict.INVITE for row in rows)
    return render(request, "kehrat/coordination/invite_many.html", context)


def _by_verdict(row):
    """What is to be mended first, then what is sent, then the rest; by their lines."""
    order = [Verdict.WRONG, Verdict.REFUSED, Verdict.INVITE]
    return order.index(row.verdict) if row.verdict in order else len(order), row.lines[0]


def _mail_many(request, kehra, form, rows):
    """Mail the invitations that can be mailed now; what to tell, "" if none was."""
    more = {name: form.cleaned_data[name] for name in ("language", "greeting")}
    sent = 0
    for row in rows:
        if row.verdict == Verdict.INVITE:
            with suppress(InviteRefused):  # somebody else has invited the person meanwhile
                Invite.objects.invite(kehra, by=request.user, address=row.text, **more)
                sent += 1
    told = ngettext("%(n)s person was invited.", "%(n)s people were invited.", sent)
    return told % {"n": sent} if sent else ""


@require_POST
@limited("invite")
@of_kehra(can_invite)
def invite_again(request, kehra, pk):
    """Mail an invitation that waits once more."""
    invite = get_object_or_404(kehra.invites, pk=pk)
    invite.send_again(by=request.user)
    messages.success(request, _("%(address)s was invited again.") % {"address": invite.address})
    return redirect("kehrat:invites", kehra.slug)


@of_kehra(can_invite)
def invite_revoke(request, kehra, pk):
    """Revoke an invitation, asked once."""
    invite = get_object_or_404(kehra.invites, pk=pk)
    if request.method == "POST":
        invite.revoke_invite(by=request.user)
        messages.success(request, _("The invitation is revoked: nobody can join by it any more."))
        return redirect("kehrat:invites", kehra.slug)
    context = {"kehra": kehra, "invite": invite, "steps": open_steps(invite, request.user)}
    return render(request, "kehrat/coordination/invite_revoke.html", context)


@login_not_required
@never_cache
def invite(request, token):
    """Who invites to what and what members see; one step to join."""
    found = _found(token)
    user = request.user
    mine = found.kehra.membership_of(user)
    if mine and mine.state == "active":
        return render(
            request, "kehrat/coordination/invite.html", {"kehra": found.kehra, "mine": mine}
        )
    if not (found.is_open and found.kehra.is_joinable and found.lets_in(user)):
        return over(request, found)
    form = AcceptForm(request.POST or None, initial=_part(mine))
    if request.method == "POST" and form.is_valid():
        return _accept(request, found, form.cleaned_data)
    return render(
        request,
        "kehrat/coordination/invite.html",
        {"kehra": found.kehra, "invite": found, "form": form},
    )


def invite_mine(request, pk):
    """An invitation that was mailed to the reader's own address, without its link."""
    mine = Invite.objects.open().filter(address=request.user.email.lower())
    return redirect(get_object_or_404(mine, pk=pk).get_absolute_url())


def _part(membership):
    """What one who has asked to join wrote then."""
    if not membership:
        return {}
    return {"actor_type": membership.actor_type, "organisation": membership.organisation}


@limited("wish")
def _accept(request, found, part):
    if not request.user.is_authenticated:
        after_sign_in.make(request, found, "accept_or_ask", **part)
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
    asks = invite.kehra.is_joinable and not removed
    context = {"kehra": invite.kehra, "invite": invite, "removed": removed}
    context["form"] = join_form() if asks else None
    return render(request, "kehrat/coordination/invite_over.html", context, status=410)


@login_not_required
@never_cache
def invite_next(request, token):
    """The joining is kept: create an account or sign in, and it is done."""
    found = _found(token)
    if request.user.is_authenticated:
        return redirect(found.kehra)
    return render(
        request, "kehrat/coordination/invite_next.html", {"kehra": found.kehra, "invite": found}
    )


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
        return render(request, "kehrat/coordination/invite_decline.html", context)
    return render(
        request, "kehrat/coordination/invite_decline.html", {"kehra": found.kehra, "invite": found}
    )


def _found(token):
    found = Invite.objects.by_token(token)
    if not found:
        raise Http404
    return found
