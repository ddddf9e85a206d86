"""Meetings for calendars: files anyone may follow, and one's own secret address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from kehityspolku.documents import ical
from kehrat.groups.pieces import of_kehra
from kehrat.meetings import calendar
from kehrat.meetings.models.calendar_key import CalendarKey
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.views.meetings import visible


@login_not_required
def meeting_calendar(request, pk):
    """One meeting, for whoever sees it. Public ones are public."""
    meeting = visible(request, pk)
    return ical.answer(calendar.of([meeting], meeting.title), f"kokous-{pk}")


@login_not_required
@of_kehra()
def kehra_calendar(request, kehra):
    """A Kehrä's meetings that are open to everyone, for a calendar to follow. Public."""
    meetings = calendar.recent(Meeting.objects.filter(kehra=kehra, public=True))
    title = _("Meetings of %(kehra)s") % {"kehra": kehra}
    return ical.answer(calendar.of(meetings, title), f"kokoukset-{kehra.slug}")


def my_calendar(request):
    """One's own secret address: make one, make another, close it."""
    if request.method == "POST" and "revoke" in request.POST:
        CalendarKey.objects.revoke(request.user)
        messages.success(request, _("The address is closed. Calendars no longer get anything."))
        return redirect("kehrat:my_calendar")
    if request.method == "POST":
        CalendarKey.objects.renew(request.user)
        messages.success(request, _("This is your address. Give it to your own calendar only."))
        return redirect("kehrat:my_calendar")
    key = CalendarKey.objects.filter(user=request.user).first()
    path = reverse("kehrat:calendar_feed", args=[key.token]) if key else ""
    context = {"key": key, "address": f"{settings.SITE_URL}{path}"}
    return render(request, "kehrat/meetings/my_calendar.html", context)


@login_not_required
def calendar_feed(request, token):
    """Meetings of the one whose secret address this is, in the person's language. No cookies."""
    key = get_object_or_404(
        CalendarKey.objects.select_related("user"), token=token, user__is_active=True
    )
    with translation.override(key.user.language):
        answer = ical.answer(calendar.of_person(key.user), "omat-kokoukset")
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
