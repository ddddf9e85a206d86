"""The second step of signing in: told to those who need it, removed for one who lost it."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import rules, second_step
from kehityspolku.forms_account import ResetFactorForm


def begin_second_step(request):
    """Where one who needs a second step begins it."""
    return render(request, "kehityspolku/second_step.html")


def reset_second_step(request):
    """Remove the second step of one who lost it."""
    if not rules.can_help_with_sign_in(request.user):
        raise PermissionDenied
    form = ResetFactorForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        second_step.reset(form.person, by=request.user, reason=form.cleaned_data["reason"])
        told = _("%(name)s signs in with the password alone now, and was told by mail.")
        messages.success(request, told % {"name": form.person})
        return redirect("reset_second_step")
    return render(request, "kehityspolku/second_step_reset.html", {"form": form})


@require_POST
def end_session(request, pk):
    """Sign out one browser of one's own."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")
