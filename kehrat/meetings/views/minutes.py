"""Minutes of meetings: written, published, read, as a document."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import downloads, kept_form
from kehityspolku.web.kept_form import keeps_typed
from kehrat.enclosures import pieces
from kehrat.groups import rules as group_rules
from kehrat.meetings import rules
from kehrat.meetings.acts import ACTS
from kehrat.meetings.forms import MinutesForm
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.minutes import Minutes
from kehrat.meetings.views.meetings import visible


@keeps_typed
def minutes_edit(request, pk):
    """Write the draft of the minutes. A conflict shows both texts and loses neither."""
    meeting = visible(request, pk)
    check(rules.can_run_meeting, request.user, meeting)
    if meeting.state == Meeting.State.CANCELLED:
        raise WrongState(meeting)
    draft = Minutes.objects.begun(meeting)
    form = MinutesForm(kept_form.given(request), draft=draft)
    write = partial(Minutes.objects.write, meeting, by=request.user)
    if request.method == "POST" and form.is_valid() and form.saved(write):
        messages.success(request, _("The draft is saved. Only the coordinators see it."))
        return redirect(meeting)
    context = {"form": form, "meeting": meeting, "kehra": meeting.kehra, "draft": draft}
    context["named"] = draft.named_in_text() if meeting.public else []
    return render(request, "kehrat/meetings/minutes_edit.html", context, status=form.status)


@require_POST
def minutes_publish(request, pk):
    """Publish the draft: frozen, members are told."""
    meeting = visible(request, pk)
    try:
        messages.success(request, ACTS["publish_minutes"].take(meeting, by=request.user))
    except ValidationError as problem:
        messages.error(request, problem.message)
    return redirect(meeting)


def published(request, pk, version):
    """One published version and what goes with it on a page, if the reader may see it."""
    seen = Minutes.objects.visible_to(request.user).select_related("meeting__kehra")
    minutes = get_object_or_404(seen, meeting=pk, version=version)
    last = minutes.meeting.minutes.published().first()
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "kehra": minutes.meeting.kehra,
        "is_last": last == minutes,
        "sees_names": group_rules.can_see_members(request.user, minutes.meeting.kehra),
        "appendices": pieces.of(request.user, minutes.meeting, runs=False)["appendices"],
    }


@login_not_required
def minutes(request, pk, version):
    """One published version of the minutes. Those of a public meeting are public."""
    return render(request, "kehrat/meetings/minutes.html", published(request, pk, version))


@login_not_required
def minutes_pdf(request, pk, version):
    """The minutes as a document in their own language; names for those who see them."""
    found = published(request, pk, version)
    language = found["minutes"].language
    name = file_name("pdf", pgettext_lazy("file name", "minutes"), pk, version, language=language)
    return downloads.pdf(request, "kehrat/pdf/minutes.html", found, name, language=language)
