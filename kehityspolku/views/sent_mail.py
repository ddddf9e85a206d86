"""Mail as staff see it: what was sent to whom; and what the mail server tells of bounces."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kehityspolku import delivery, duties, keyset
from kehityspolku.forms_notices import SentFilter
from kehityspolku.models import Notice, User


def sent_mail(request):
    """All mail of notices, newest first: who, when, what kind, and what became of it."""
    mailed = _mailed(request.user)
    form = SentFilter(request.GET)
    shown, newer_url, older_url = keyset.page(form.narrow(mailed.listed()), request, key="made_at")
    context = {
        "form": form,
        "narrowed": form.is_narrowing,
        "notices": shown,
        "newer_url": newer_url,
        "older_url": older_url,
        "bounced": User.objects.exclude(bounced_at=None).order_by("-bounced_at")[:20],
    }
    return render(request, "kehityspolku/sent_mail.html", context)


@require_POST
def send_again(request, pk):
    """Try a mail again that could not be sent."""
    delivery.send_again(get_object_or_404(_mailed(request.user), pk=pk))
    messages.success(request, _("The mail is tried again."))
    return redirect("sent_mail")


def _mailed(user):
    """Notices that are or were to be mailed, for Sukkula's leads and the administrators."""
    if not (user.is_lead or user.is_staff):
        raise PermissionDenied
    return Notice.objects.exclude(mail=Notice.Mail.NONE)


@login_not_required
@csrf_exempt  # a mail server posts here: the shared secret is its right
@require_POST
def bounces(request):
    """Told by the mail server: mail to this address came back. No secret is set: not here."""
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.BOUNCE_SECRET or not constant_time_compare(told, settings.BOUNCE_SECRET):
        raise Http404
    try:
        bounce = json.loads(request.body)
        address, kind = bounce["address"], bounce["type"]
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest('{"address": …, "type": "hard" or "soft", "reason": …}')
    if kind == "hard":  # after a soft one the server itself tries again
        duties.bounced(str(address), str(bounce.get("reason", "")))
    return HttpResponse(status=204)
