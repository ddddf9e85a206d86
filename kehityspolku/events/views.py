"""What one follows and what is mailed: choices, following and muting, stopping mail by its link."""

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kehityspolku import follows, limits
from kehityspolku.forms_notices import MailForm
from kehityspolku.models import Follow, Preference
from kehityspolku.subscriptions import Stop

ACTS = {"follow": follows.follow, "unfollow": follows.unfollow, "mute": follows.mute}


def mail_settings(request):
    """How often one wants mail of each kind; what one follows and has muted."""
    form = MailForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("mail_settings")
    kept = follows.seen(request.user)
    context = {
        "form": form,
        "paces": Preference.Pace.choices,
        "followed": [row for row in kept if not row.muted],
        "muted": [row for row in kept if row.muted],
    }
    return render(request, "kehityspolku/mail_settings.html", context)


@require_POST
def mail_again(request):
    """Try the address again that mail came back from."""
    request.user.try_mail_again()
    messages.success(request, _("Mail to you leaves again."))
    return redirect("mail_settings")


def follow(request, app, model, pk):
    """Follow, unfollow or mute a record that the person may see."""
    record = followable(request.user, app, model, pk)
    if request.method != "POST":
        row = Follow.objects.of(record).filter(user=request.user).first()
        return render(request, "kehityspolku/follow.html", {"record": record, "row": row})
    act = request.POST.get("act")
    if act not in ACTS:
        raise BadRequest
    if refused := limits.too_often(request, "follow"):
        return refused
    ACTS[act](request.user, record)
    messages.success(request, TOLD[act]() % {"what": record})
    back = request.POST.get("back") == "settings"
    return redirect(reverse("mail_settings") if back else record.get_absolute_url())


TOLD = {
    "follow": lambda: _("You follow this now: %(what)s"),
    "unfollow": lambda: _("You no more follow nor mute this: %(what)s"),
    "mute": lambda: _("No more news of this, only decisions and what waits for you: %(what)s"),
}


def followable(user, app, model, pk):
    """The record to follow, if there is such a one and the person may see it; else 404."""
    try:
        kind = apps.get_model(app, model)
    except LookupError:
        raise Http404 from None
    if not getattr(kind, "followable", False):
        raise Http404
    rows = kind._default_manager.all()
    return get_object_or_404(rows.visible_to(user) if hasattr(rows, "visible_to") else rows, pk=pk)


@login_not_required
@csrf_exempt  # a mail program posts here, without a page of ours: the signed token is the right
def unsubscribe(request, token):
    """Stop the mail that the token names, or mute its group; asking for the page does neither."""
    stop = Stop.read(token)
    if not stop:
        raise Http404
    context = {"stop": stop, "token": token, "done": ""}
    if request.method == "POST":
        if refused := limits.too_often(request, "unsubscribe", key=token):
            return refused
        context |= stopped(stop, request.POST)
    return render(request, "kehityspolku/unsubscribe.html", context)


def stopped(stop, given):
    """Do what was asked: what was done, and the token that undoes it."""
    if undo := given.get("undo"):
        return {"done": "undone" if stop.undo(undo) else ""}
    if given.get("act") == "mute" and stop.group:
        return {"undo": stop.mute(), "done": "muted"}
    return {"undo": stop.stop(), "done": "stopped"}
