"""A person's own notices."""

from itertools import groupby

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kehityspolku import keyset, letters, moments, tellable
from kehityspolku.forms_notices import NoticeFilter
from kehityspolku.models import Notice

SHOWN = 50


def notice_list(request):
    """One's own notices by day, newest first; the filter lives in the address."""
    form = NoticeFilter(request.GET)
    mine = form.narrow(Notice.objects.visible_to(request.user).listed())
    shown, newer_url, older_url = keyset.page(mine, request, key="made_at", size=SHOWN)
    told = {notice.pk for notice in tellable.tellable(shown)}
    for notice in shown:
        notice.is_told = notice.pk in told
    days = groupby(shown, key=lambda n: n.made_at.astimezone(moments.HELSINKI).date())
    context = {
        "form": form,
        "narrowed": form.is_narrowing,
        "days": [(day, list(notices)) for day, notices in days],
        "newer_url": newer_url,
        "older_url": older_url,
    }
    return render(request, "kehityspolku/notices.html", context)


def notice(request, pk):
    """Open what a notice tells of; it is read then."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user).listed(), pk=pk)
    notice.read()
    told = tellable.tellable([notice])
    return redirect(told and letters.url_of(notice.event) or "notices")


@require_POST
def read_notice(request, pk):
    """Mark one notice as read."""
    get_object_or_404(Notice.objects.visible_to(request.user), pk=pk).read()
    return _back(request)


@require_POST
def read_notices(request):
    """Mark all of one's own notices as read."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    return _back(request)


def _back(request):
    """The list as it was narrowed: its address has the same query as the form's."""
    page = redirect("notices")
    query = request.GET.urlencode()
    page["Location"] += f"?{query}" if query else ""
    return page
