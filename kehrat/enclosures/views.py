"""Files of announcements and meetings: opened, added, removed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku.events.steps import check
from kehityspolku.files.fields import answer
from kehityspolku.web.limits import limited
from kehrat.enclosures import rules
from kehrat.enclosures.forms import EnclosureForm
from kehrat.enclosures.models import Enclosure
from kehrat.meetings.models.meeting import Meeting
from kehrat.talk.models.announcement import Announcement


@login_not_required
def enclosure(request, key):
    """The file itself, for whoever reads what it belongs to."""
    file = get_object_or_404(Enclosure.objects.visible_to(request.user).open(), key=key)
    return answer(file, public=False)


@limited("attach")
def meeting_enclose(request, pk):
    """Add a file or a picture to a meeting or its minutes."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    return _add(request, meeting)


@limited("attach")
def announcement_enclose(request, pk):
    """Add a file or a picture to an announcement."""
    announcement = get_object_or_404(Announcement.objects.visible_to(request.user), pk=pk)
    return _add(request, announcement)


def _add(request, record):
    check(rules.can_enclose, request.user, record)
    minutes = isinstance(record, Meeting)
    form = EnclosureForm(request.POST or None, request.FILES or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            Enclosure.objects.add(record, form.taken, by=request.user, **form.given())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The file is added."))
            return redirect(record)
    context = {"form": form, "record": record, "kehra": record.kehra}
    return render(request, "kehrat/enclosures/add.html", context)


def enclosure_remove(request, key):
    """Remove a file, asked once."""
    rows = Enclosure.objects.visible_to(request.user)
    file = get_object_or_404(rows.select_related("meeting", "announcement"), key=key)
    check(rules.can_enclose, request.user, file)
    if request.method == "POST":
        about = file.about()
        file.remove(by=request.user)
        messages.success(request, _("The file is removed."))
        return redirect(about)
    context = {"file": file, "record": file.about(), "kehra": file.kehra}
    return render(request, "kehrat/enclosures/remove.html", context)
