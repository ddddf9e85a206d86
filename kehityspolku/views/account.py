"""A person's own pages: settings and notices."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import keyset
from kehityspolku.forms import MeForm
from kehityspolku.models import Notice

SHOWN = 50


def me(request):
    """One's own settings, and where to go next."""
    form = MeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(request.user.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("me")
    return render(request, "kehityspolku/me.html", {"form": form})


def notice_list(request):
    """One's own notices, newest first."""
    mine = Notice.objects.visible_to(request.user).select_related(
        "event__actor", "event__target_type", "event__about_type"
    )
    mine = mine.prefetch_related("event__target", "event__about")
    shown, newer_url, older_url = keyset.page(mine, request, key="made_at", size=SHOWN)
    context = {"notices": shown, "newer_url": newer_url, "older_url": older_url}
    return render(request, "kehityspolku/notices.html", context)


@require_POST
def read_notices(request):
    """Mark all of one's own notices as read."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    return redirect("notices")
