"""Letters to those who come to a meeting, or to one member."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku.events.steps import check
from kehityspolku.web import kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.groups.pieces import of_kehra
from kehrat.meetings import rules
from kehrat.meetings.forms import CircularForm
from kehrat.meetings.models.circular import Circular
from kehrat.meetings.pieces import letter_reached
from kehrat.meetings.views.meetings import visible


@keeps_typed
@limited("write_circular")
def circular_meeting(request, pk):
    """Write to those who come, wait or may come."""
    meeting = visible(request, pk)
    check(rules.can_run_meeting, request.user, meeting)
    return _write(request, meeting.kehra, meeting=meeting)


@keeps_typed
@limited("write_circular")
@of_kehra(rules.can_call_meeting)
def circular_member(request, kehra, pk):
    """Write to one member."""
    membership = get_object_or_404(kehra.memberships.active().select_related("user"), pk=pk)
    return _write(request, kehra, to=membership.user)


def _write(request, kehra, **addressees):
    form = CircularForm(kept_form.given(request))
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "language": request.LANGUAGE_CODE, **form.cleaned_data}
        letter = sent_once.make(
            request, Circular.objects.write_circular, kehra, **addressees, **given
        )
        messages.success(request, " ".join([_("The letter is sent."), letter_reached(letter)]))
        return redirect(addressees.get("meeting") or kehra)
    context = {"form": form, "kehra": kehra, **addressees}
    return render(request, "kehrat/meetings/circular_new.html", context)


def circular(request, pk):
    """A letter, for who wrote or got it."""
    rows = Circular.objects.visible_to(request.user).select_related("kehra", "meeting", "by", "to")
    letter = get_object_or_404(rows.distinct(), pk=pk)
    context = {"letter": letter, "kehra": letter.kehra}
    context["reached"] = letter_reached(letter) if letter.by == request.user else ""
    return render(request, "kehrat/meetings/circular.html", context)
