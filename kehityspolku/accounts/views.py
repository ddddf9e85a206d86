"""The link of a confirming mail. Opening it is not enough: anyone can sign up with any address."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kehityspolku import limits
from kehityspolku.accounts import Adapter
from kehityspolku.forms import NoWords
from kehityspolku.forms_account import ConfirmForm, NewPasswordForm


@login_not_required
@never_cache
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
        if refused := limits.too_often(request, "confirm"):
            return refused
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
        return redirect("me")
    return perform_login(request, user, redirect_url=there)
