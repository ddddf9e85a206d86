"""The own page, confirming an address, the second step."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import perform_login
from allauth.account.views import email
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kehityspolku import moments
from kehityspolku.accounts import my_data as own_data
from kehityspolku.accounts import my_page
from kehityspolku.accounts.adapter import Adapter
from kehityspolku.accounts.forms import ConfirmForm, MeForm, NewPasswordForm, ResetFactorForm
from kehityspolku.events import after_sign_in
from kehityspolku.fields import NoWords
from kehityspolku.people import rules
from kehityspolku.web.limits import limited


def me(request):
    """What one takes part in, one's own settings, and where to go next."""
    form = MeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(request.user.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("me")
    context = {"form": form, "parts": my_page.parts(request.user)}
    context["helps"] = rules.can_help_with_sign_in(request.user)
    return render(request, "kehityspolku/accounts/me.html", context)


@limited("my_data", tries=True)
def my_data(request):
    """What the portal holds of oneself, as a file."""
    if request.method != "POST":
        return render(request, "kehityspolku/accounts/my_data.html")
    name = f"kehityspolku-{moments.today():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(own_data.packed(request.user), "application/zip", headers=headers)


def address(request):
    """Change one's e-mail address: allauth's page. An address counts when its mail was answered, so
    none is made the person's own by a button.
    """
    if "action_primary" in request.POST:
        raise BadRequest
    return email(request)


@login_not_required
@never_cache
@limited("confirm", key="key", tries=True)
def confirm_email(request, key):
    """Confirm an address: who has the account's password, or is signed in to it.

    Who has only the mail may take a new account over with a new password; what was begun with the
    old one is let go. An account that has another confirmed address is not to be had so.
    """
    confirmation = EmailConfirmationHMAC.from_key(key)
    if not confirmation:
        return render(request, "account/email_confirm.html", status=404)
    address = confirmation.email_address
    form, new = forms_for(request, address)
    if request.method == "POST":
        asked = new if new and "new_password" in request.POST else form
        if asked.is_valid():
            return confirmed(request, confirmation, asked)
    context = {"address": address, "form": form, "new": new}
    return render(request, "account/email_confirm.html", context)


def forms_for(request, address):
    """(the form that confirms, the form of a new password or None)."""
    user, data = address.user, request.POST if request.method == "POST" else None
    if request.user == user:
        return NoWords(data), None
    known = EmailAddress.objects.filter(user=user, verified=True).exists()
    taking = data is not None and "new_password" in data
    new = None if known else NewPasswordForm(data if taking else None, user=user)
    return ConfirmForm(None if taking and new else data, user=user), new


def confirmed(request, confirmation, form):
    """Count the address as confirmed and sign its person in, unless somebody is."""
    user, there = confirmation.email_address.user, None
    if isinstance(form, NewPasswordForm):
        Adapter(request).set_password(user, form.cleaned_data["new_password"])
        there = reverse("me")
        messages.info(request, _("Check your name. What was begun with the old password is gone."))
    if not confirmation.confirm(request) or request.user.is_authenticated:
        return redirect(request.done[-1].url if hasattr(request, "done") else "me")
    return perform_login(request, user, redirect_url=there)


@login_not_required
def wish_kept(request):
    """What was begun is kept: create an account or sign in, and it is done; or let go of it."""
    if request.user.is_authenticated:
        return redirect("me")
    begun = after_sign_in.begun(request)
    back = after_sign_in.page_of(begun.last())
    if request.method == "POST":
        after_sign_in.let_go(request)
        messages.success(request, _("Nothing of what was begun here is done."))
        return redirect(back or "home")
    return render(request, "kehityspolku/accounts/wish_kept.html", {"back": back})


def begin_second_step(request):
    """Where one who needs a second step begins it."""
    return render(request, "kehityspolku/accounts/second_step.html")


def reset_second_step(request):
    """Remove the second step of one who lost it."""
    if not rules.can_help_with_sign_in(request.user):
        raise PermissionDenied
    form = ResetFactorForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.person.reset_second_factor(by=request.user, reason=form.cleaned_data["reason"])
        told = _("%(name)s signs in with the password alone now, and was told by mail.")
        messages.success(request, told % {"name": form.person})
        return redirect("reset_second_step")
    return render(request, "kehityspolku/accounts/second_step_reset.html", {"form": form})


@require_POST
def end_session(request, pk):
    """Sign out one browser of one's own."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")
