"""A person's own settings."""

from allauth.account.views import email
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from kehityspolku import personal, rules
from kehityspolku.forms import MeForm


def me(request):
    """What one takes part in, one's own settings, and where to go next."""
    form = MeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(request.user.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("me")
    context = {"form": form, "parts": personal.parts(request.user)}
    context["helps"] = rules.can_help_with_sign_in(request.user)
    return render(request, "kehityspolku/me.html", context)


def address(request):
    """Change one's e-mail address: allauth's page. An address counts when its mail was answered, so
    none is made the person's own by a button.
    """
    if "action_primary" in request.POST:
        raise BadRequest
    return email(request)
