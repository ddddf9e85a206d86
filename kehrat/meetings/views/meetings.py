"""Meetings: the lists, the page, answering, calling and changing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kehityspolku.events import after_sign_in, verbs
from kehityspolku.events.steps import check, open_steps
from kehityspolku.models import Event
from kehityspolku.web import acts, kept_form, paging, pieces, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.enclosures import pieces as enclosure_pieces
from kehrat.groups import rules as group_rules
from kehrat.groups.pieces import of_kehra
from kehrat.meetings import rules
from kehrat.meetings.acts import ACTS, acts_of
from kehrat.meetings.forms import MeetingFilter, MeetingForm, PastMeetingForm, RsvpForm
from kehrat.meetings.models.circular import Circular
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.poll import PollOption
from kehrat.meetings.models.rsvp import Rsvp
from kehrat.meetings.pieces import answered, next_meeting, of_reader


def visible(request, pk):
    """The meeting, with its Kehrä, if the reader may see it; else 404."""
    return get_object_or_404(
        Meeting.objects.visible_to(request.user).select_related("kehra__picture"), pk=pk
    )


@login_not_required
def city_meetings(request):
    """Coming public meetings of all Kehrät, soonest first; by major district or Kehrä. Public."""
    form = MeetingFilter(request.GET, user=request.user)
    shown = form.narrow(Meeting.objects.open_to_all().select_related("kehra"))
    rows, sooner_url, later_url = paging.page(shown, request, key="starts", soonest=True)
    context = {"form": form, "meetings": rows, "newer_url": sooner_url, "older_url": later_url}
    return render(request, "kehrat/meetings/city.html", context)


@login_not_required
@of_kehra()
def meeting_list(request, kehra):
    """A Kehrä's coming meetings, soonest first, or its past ones, newest first. Public."""
    shown = Meeting.objects.visible_to(request.user).filter(kehra=kehra)
    past = "menneet" in request.GET
    rows, newer_url, older_url = paging.page(
        shown.past() if past else shown.coming(), request, key="starts", soonest=not past
    )
    context = {"kehra": kehra, "meetings": rows, "past": past}
    context |= {"newer_url": newer_url, "older_url": older_url}
    context |= {"can_call": rules.can_call_meeting(request.user, kehra) and kehra.is_joinable}
    context["polls"] = kehra.polls.visible_to(request.user).open()
    return render(request, "kehrat/meetings/list.html", context)


@login_not_required
@never_cache
@of_kehra()
def meeting_next(request, kehra):
    """The piece of a Kehrä's page on its next meeting, with the reader's own answer."""
    if not pieces.wanted(request):
        return redirect(kehra)
    context = {"kehra": kehra, "coming": next_meeting(request.user, kehra)}
    return render(request, "kehrat/meetings/next.html", context)


@login_not_required
def meeting(request, pk):
    """One meeting: when and where, who comes, its agenda and minutes. Public ones are public."""
    meeting = visible(request, pk)
    user = request.user
    runs = rules.can_run_meeting(user, meeting)
    draft = meeting.minutes.drafts().first() if runs else None
    public = verbs.events_of(verbs.where(lambda verb: verb.public, Meeting))
    context = {
        "meeting": meeting,
        "kehra": meeting.kehra,
        "can": open_steps(meeting, user),
        "runs": runs,
        "acts": acts_of(meeting, user, draft),
        "draft": draft,
        "minutes": meeting.minutes.published().first(),
        "versions": meeting.minutes.published()[1:],
        "named": draft.named_in_text() if draft and meeting.public else [],
        "letters": Circular.objects.visible_to(user).filter(meeting=meeting).distinct(),
        **enclosure_pieces.of(user, meeting, runs=runs),
        "history": Event.objects.about(meeting).filter(public).listed().reverse(),
        "sees_names": group_rules.can_see_members(user, meeting.kehra),
        **who_come(meeting, names=group_rules.can_see_members(user, meeting.kehra)),
        **of_reader(user, meeting),
    }
    return render(request, "kehrat/meetings/meeting.html", context)


def who_come(meeting, *, names):
    """How many come, wait and may come; for members and Sukkula also who."""
    rsvps = list(
        meeting.rsvps.interested().select_related(*(["user", "guest"] if names else [None]))
    )
    grouped = {answer: [r for r in rsvps if r.answer == answer] for answer in Rsvp.Answer.values}
    figures = {f"{answer}_count": len(found) for answer, found in grouped.items()}
    return figures | ({"answers": grouped} if names else {})


@limited("wish")
def answered_after_sign_in(request, meeting, answer):
    """Signed out: the answer is kept until the person's address is known."""
    after_sign_in.make(request, meeting, "rsvp", answer=answer)
    return redirect("kehrat:meeting_answer_next", meeting.pk)


@login_not_required
@never_cache
def meeting_answer(request, pk):
    """Answer the call; before sign-in the wish is kept and done when the address is confirmed."""
    meeting = visible(request, pk)
    form = RsvpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        if not request.user.is_authenticated:
            return answered_after_sign_in(request, meeting, answer)
        messages.success(request, answered(meeting.rsvp(by=request.user, answer=answer)))
        return redirect(meeting)
    context = {"meeting": meeting, "kehra": meeting.kehra, **of_reader(request.user, meeting)}
    return render(request, "kehrat/meetings/answer.html", context)


@login_not_required
def meeting_answer_next(request, pk):
    """The answer is kept: create an account or sign in, and it is given."""
    meeting = visible(request, pk)
    if request.user.is_authenticated:
        return redirect(meeting)
    return render(request, "kehrat/meetings/answer_next.html", {"meeting": meeting})


@keeps_typed
@limited("call_meeting")
@of_kehra(rules.can_call_meeting)
def meeting_new(request, kehra):
    """Call a meeting of the Kehrä: a new one, one like an earlier one, or what a poll led to."""
    like = _chosen(Meeting.objects.filter(kehra=kehra), request, "kopioi")
    options = PollOption.objects.filter(poll__in=kehra.polls.open()).select_related("poll")
    option = _chosen(options, request, "aika")
    form = MeetingForm(kept_form.given(request), like=like, option=option)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "poll": option and option.poll, **form.given()}
        meeting = sent_once.make(request, Meeting.objects.call, kehra, **given)
        messages.success(request, _("The meeting is called. The Kehrä's members were told."))
        return redirect(meeting)
    context = {"form": form, "kehra": kehra, "like": like, "poll": option and option.poll}
    return render(request, "kehrat/meetings/edit.html", context)


def _chosen(rows, request, word):
    """The row whose key the address tells, None without one; else 404."""
    key = request.GET.get(word, "")
    if not key:
        return None
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        raise Http404
    return get_object_or_404(rows, pk=key)


@keeps_typed
@limited("call_meeting")
@of_kehra(rules.can_call_meeting)
def meeting_past(request, kehra):
    """Record a meeting that was held elsewhere or long ago, then write its minutes."""
    form = PastMeetingForm(kept_form.given(request))
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, **form.given()}
        meeting = sent_once.make(request, Meeting.objects.record_past, kehra, **given)
        messages.success(request, _("The meeting is recorded. Nobody was told. Now its minutes."))
        return redirect("kehrat:minutes_edit", meeting.pk)
    return render(request, "kehrat/meetings/edit.html", {"form": form, "kehra": kehra, "past": 1})


@keeps_typed
def meeting_edit(request, pk):
    """Change the call; those who come are told of a new time or place."""
    meeting = visible(request, pk)
    check(rules.can_run_meeting, request.user, meeting)
    form = MeetingForm(kept_form.given(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            done = ACTS["change_meeting"].take(meeting, by=request.user, **form.given())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, done)
            return redirect(meeting)
    context = {"form": form, "kehra": meeting.kehra, "meeting": meeting}
    return render(request, "kehrat/meetings/edit.html", context)


def meeting_cancel(request, pk):
    """Cancel the meeting for a reason, asked once."""
    meeting = visible(request, pk)
    return acts.page(
        request,
        meeting,
        ACTS["cancel_meeting"],
        "kehrat/meetings/cancel.html",
        context=lambda: {"kehra": meeting.kehra, "meeting": meeting},
    )
