"""Announcements of a Kehrä: its list, one of them, writing and putting away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import check_step, open_steps
from kehityspolku.web import acts, kept_form, paging, sent_once, taken_away
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.enclosures import pieces as enclosure_pieces
from kehrat.enclosures.rules import can_enclose
from kehrat.groups.pieces import of_kehra
from kehrat.talk import rules
from kehrat.talk.acts import OF_ANNOUNCEMENT
from kehrat.talk.forms import AnnouncementForm
from kehrat.talk.models.announcement import Announcement
from kehrat.talk.pieces import said_of


@login_not_required
@of_kehra()
def announcements(request, kehra):
    """The news of a Kehrä that the reader may read, newest first; the archive too."""
    shown = Announcement.objects.visible_to(request.user).filter(kehra=kehra)
    rows, newer_url, older_url = paging.page(shown, request, key="at")
    context = {
        "kehra": kehra,
        "announcements": rows,
        "newer_url": newer_url,
        "older_url": older_url,
        "can_announce": rules.can_announce(request.user, kehra),
    }
    return render(request, "kehrat/talk/announcement_list.html", context)


def visible(request, pk):
    """The announcement with its Kehrä, if the reader may see it; 410 if taken away, else 404."""
    seen = Announcement.objects.visible_to(request.user).select_related("kehra__picture", "by")
    return taken_away.get(seen, Announcement.objects.taken_away(), pk=pk)


@login_not_required
def announcement(request, pk):
    """One announcement and what is said of it."""
    announcement = visible(request, pk)
    context = {
        "announcement": announcement,
        "kehra": announcement.kehra,
        "can": open_steps(announcement, request.user),
        "acts": acts.open_acts(OF_ANNOUNCEMENT, announcement, request.user),
        **enclosure_pieces.of(
            request.user,
            announcement,
            runs=can_enclose(request.user, announcement) and announcement.is_read,
        ),
        **said_of(request, announcement),
    }
    return render(request, "kehrat/talk/announcement.html", context)


@keeps_typed
@limited("announce")
@of_kehra(rules.can_announce)
def announcement_new(request, kehra):
    """Write news to the Kehrä's members, or to everyone."""
    form = AnnouncementForm(kept_form.given(request))
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, **form.cleaned_data}
        made = sent_once.make(request, Announcement.objects.announce, kehra, **given)
        messages.success(request, _("The announcement is published. The members were told."))
        return redirect(made)
    return render(request, "kehrat/talk/announcement_edit.html", {"form": form, "kehra": kehra})


@keeps_typed
def announcement_edit(request, pk):
    """Mend an announcement; nobody is told anew."""
    announcement = visible(request, pk)
    check_step(announcement, request.user, "edit_announcement")
    names = ("title", "text", "language")
    told = {name: getattr(announcement, name) for name in names}
    told["members_only"] = "yes" if announcement.members_only else ""
    form = AnnouncementForm(kept_form.given(request), initial=told)
    if request.method == "POST" and form.is_valid():
        announcement.edit_announcement(by=request.user, **form.cleaned_data)
        messages.success(request, _("The announcement is changed."))
        return redirect(announcement)
    context = {"form": form, "kehra": announcement.kehra, "announcement": announcement}
    return render(request, "kehrat/talk/announcement_edit.html", context)


@require_POST
def announcement_act(request, pk, word):
    """Put it into the archive, take it away, or publish it again."""
    announcement, act = visible(request, pk), acts.of_path(OF_ANNOUNCEMENT, word)
    messages.success(request, act.take(announcement, by=request.user))
    return redirect(announcement)
