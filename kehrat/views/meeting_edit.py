"""Calling, changing and cancelling a meeting: what its coordinators do."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku import limits, once, typed
from kehrat import rules
from kehrat.forms_meeting import CancelForm, MeetingForm
from kehrat.models import Kehra, Meeting
from kehrat.views.meetings import visible


@login_not_required
def meeting_new(request, slug):
    """Call a meeting of the Kehrä."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if not rules.can_call_meeting(request.user, kehra):
        raise PermissionDenied
    form = MeetingForm(request.POST or typed.again(request))
    if request.method == "POST" and form.is_valid():
        if refused := limits.too_often(request, "call_meeting"):
            return refused
        given = {"by": request.user, **form.given()}
        meeting = once.make(request, Meeting.objects.call, kehra, **given)
        messages.success(request, _("The meeting is called. The Kehrä's members were told."))
        return redirect(meeting)
    return render(request, "kehrat/meeting_edit.html", {"form": form, "kehra": kehra})


@login_not_required
def meeting_edit(request, pk):
    """Change the call; those who come are told of a new time or place."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    meeting = visible(request, pk)
    if not rules.can_run_meeting(request.user, meeting):
        raise PermissionDenied
    form = MeetingForm(request.POST or typed.again(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            meeting.change_meeting(by=request.user, **form.given())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The call is changed."))
            return redirect(meeting)
    context = {"form": form, "kehra": meeting.kehra, "meeting": meeting}
    return render(request, "kehrat/meeting_edit.html", context)


def meeting_cancel(request, pk):
    """Cancel the meeting for a reason, asked once."""
    meeting = visible(request, pk)
    if not rules.can_run_meeting(request.user, meeting):
        raise PermissionDenied
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting.cancel_meeting(by=request.user, **form.cleaned_data)
        messages.success(request, _("The meeting is cancelled, and those who were coming know."))
        return redirect(meeting)
    context = {"form": form, "kehra": meeting.kehra, "meeting": meeting}
    return render(request, "kehrat/meeting_cancel.html", context)
