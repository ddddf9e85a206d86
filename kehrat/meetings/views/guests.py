"""Coming to a public meeting without an account: an address that is confirmed, nothing more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kehityspolku.web import limits
from kehrat.meetings import seats
from kehrat.meetings.forms import GuestForm
from kehrat.meetings.models.guest import Guest
from kehrat.meetings.models.rsvp import Rsvp
from kehrat.meetings.views.meetings import visible


@login_not_required
@never_cache
def guest_new(request, pk):
    """Tell that one comes, with a name and an address; the link that is mailed confirms it."""
    meeting = visible(request, pk)
    if not meeting.public:
        raise Http404
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["email"].lower()
        refused = limits.too_often(request, "guest")
        if refused := refused or limits.too_often(request, "guest_address", key=key):
            return refused
        try:
            Guest.objects.ask(meeting, language=get_language(), **form.cleaned_data)
        except OSError:
            form.add_error(None, _("The mail could not be sent just now. Try again in a moment."))
        else:
            return redirect("kehrat:guest_sent", meeting.pk)
    context = {"meeting": meeting, "kehra": meeting.kehra, "form": form}
    context["full"] = seats.is_full(meeting)
    return render(request, "kehrat/meetings/guest_new.html", context)


@login_not_required
@never_cache
def guest_sent(request, pk):
    """What happens next. The same for everyone, whatever was written."""
    meeting = visible(request, pk)
    context = {"meeting": meeting, "kehra": meeting.kehra, "full": seats.is_full(meeting)}
    return render(request, "kehrat/meetings/guest_sent.html", context)


@login_not_required
@never_cache
def guest(request, token):
    """The guest's own page: opening it asks, pressing tells that one comes, or does not."""
    rows = Guest.objects.select_related("meeting__kehra")
    guest = get_object_or_404(rows, token=token)
    if request.method == "POST":
        rsvp = guest.answer(Rsvp.Answer.NO if "no" in request.POST else Rsvp.Answer.YES)
        if rsvp.answer == Rsvp.Answer.NO:
            messages.success(request, _("You are not coming."))
        elif rsvp.answer == Rsvp.Answer.YES:
            messages.success(request, _("You are coming. You get a reminder a day before."))
        else:
            told = _("You are on the waiting list. You get a message when a place is yours.")
            messages.success(request, told)
        return redirect(guest)
    context = {"guest": guest, "meeting": guest.meeting, "kehra": guest.meeting.kehra}
    context |= {"mine": guest.rsvps.first(), "full": seats.is_full(guest.meeting)}
    return render(request, "kehrat/meetings/guest.html", context)
