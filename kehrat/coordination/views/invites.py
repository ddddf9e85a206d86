"""Inviting people to a Kehrä: for its coordinators and Sukkula."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import keyset, limits, once
from kehityspolku.steps import open_steps
from kehrat.forms_members import LinkForm, MailForm
from kehrat.models import Invite, Shut
from kehrat.rules_member import can_invite
from kehrat.views.members import kehra_for


def invites(request, slug):
    """The Kehrä's invitations, newest first: those that wait with their links, then what came."""
    kehra = kehra_for(can_invite, request, slug)
    rows = kehra.invites.select_related("made_by")
    shown, newer_url, older_url = keyset.page(rows, request, key="made_at")
    context = {"kehra": kehra, "invites": shown, "newer_url": newer_url, "older_url": older_url}
    return render(request, "kehrat/invites.html", context)


def invite_link(request, slug):
    """Make a link that many can join by."""
    kehra = kehra_for(can_invite, request, slug)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refused := limits.too_often(request, "invite"):
            return refused
        once.make(request, Invite.objects.make_link, kehra, by=request.user, **form.cleaned_data)
        messages.success(request, _("The link is ready. Copy it from here and give it to others."))
        return redirect("kehrat:invites", slug)
    return render(request, "kehrat/invite_link.html", {"kehra": kehra, "form": form})


def invite_mail(request, slug):
    """Invite one person by e-mail."""
    kehra = kehra_for(can_invite, request, slug)
    form = MailForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        if refused := limits.too_often(request, "invite"):
            return refused
        if told := _mail(request, kehra, form):
            messages.success(request, told)
            return redirect("kehrat:invites", slug)
    return render(request, "kehrat/invite_mail.html", {"kehra": kehra, "form": form})


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
        once.make(request, Invite.objects.invite, kehra, by=request.user, **form.cleaned_data)
    except Shut:
        form.add_error("address", _("This address takes no more invitations from the portal."))
        return None
    return _("%(address)s was invited.") % {"address": address}


@require_POST
def invite_again(request, slug, pk):
    """Mail an invitation that waits once more."""
    invite = _invite(request, slug, pk)
    if refused := limits.too_often(request, "invite"):
        return refused
    invite.send_again(by=request.user)
    messages.success(request, _("%(address)s was invited again.") % {"address": invite.address})
    return redirect("kehrat:invites", slug)


def invite_revoke(request, slug, pk):
    """Revoke an invitation, asked once."""
    invite = _invite(request, slug, pk)
    if request.method == "POST":
        invite.revoke_invite(by=request.user)
        messages.success(request, _("The invitation is revoked: nobody can join by it any more."))
        return redirect("kehrat:invites", slug)
    context = {"kehra": invite.kehra, "invite": invite, "steps": open_steps(invite, request.user)}
    return render(request, "kehrat/invite_revoke.html", context)


def _invite(request, slug, pk):
    kehra = kehra_for(can_invite, request, slug)
    return get_object_or_404(kehra.invites, pk=pk)
