"""Pages of meetings: the city's, a Kehrä's, one meeting, answering its call."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from kehityspolku import keyset, limits, pieces, wishes
from kehityspolku.models import Event
from kehityspolku.steps import open_steps
from kehrat import rules, seats
from kehrat.forms_find import MeetingFilter
from kehrat.forms_meeting import RsvpForm
from kehrat.models import Kehra, Meeting, Rsvp

TOLD = ("call_meeting", "change_meeting", "cancel_meeting", "publish_minutes")


def visible(request, pk):
    """The meeting, with its Kehrä, if the reader may see it; else 404."""
    return get_object_or_404(
        Meeting.objects.visible_to(request.user).select_related("kehra"), pk=pk
    )


@login_not_required
def city_meetings(request):
    """Coming public meetings of all Kehrät, soonest first; by major district or Kehrä. Public."""
    form = MeetingFilter(request.GET, user=request.user)
    shown = form.narrow(Meeting.objects.open_to_all().select_related("kehra"))
    rows, sooner_url, later_url = keyset.page(shown, request, key="starts", soonest=True)
    context = {"form": form, "meetings": rows, "newer_url": sooner_url, "older_url": later_url}
    return render(request, "kehrat/meeting_city.html", context)


@login_not_required
def meeting_list(request, slug):
    """A Kehrä's coming meetings, soonest first, or its past ones, newest first. Public."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    shown = Meeting.objects.visible_to(request.user).filter(kehra=kehra)
    past = "menneet" in request.GET
    rows, newer_url, older_url = keyset.page(
        shown.past() if past else shown.coming(), request, key="starts", soonest=not past
    )
    context = {"kehra": kehra, "meetings": rows, "past": past}
    context |= {"newer_url": newer_url, "older_url": older_url}
    context |= {"can_call": rules.can_call_meeting(request.user, kehra) and kehra.is_working}
    return render(request, "kehrat/meeting_list.html", context)


def next_meeting(user, kehra):
    """The Kehrä's next meeting and what the reader can do about it and about past ones."""
    runs = rules.can_call_meeting(user, kehra)
    shown = Meeting.objects.visible_to(user).filter(kehra=kehra)
    meeting = shown.coming().first()
    found = {"meeting": meeting, "can_call": runs and kehra.is_working}
    if runs:
        found["unclosed"] = shown.unclosed().order_by("-starts")[:3]
    return found | (of_reader(user, meeting) if meeting else {})


@login_not_required
@never_cache
def meeting_next(request, slug):
    """The piece of a Kehrä's page on its next meeting, with the reader's own answer."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if not pieces.wanted(request):
        return redirect(kehra)
    context = {"kehra": kehra, "coming": next_meeting(request.user, kehra)}
    return render(request, "kehrat/kehra_next_meeting.html", context)


@login_not_required
def meeting(request, pk):
    """One meeting: when and where, who comes, its agenda and minutes. Public ones are public."""
    meeting = visible(request, pk)
    user = request.user
    runs = rules.can_run_meeting(user, meeting)
    context = {
        "meeting": meeting,
        "kehra": meeting.kehra,
        "can": open_steps(meeting, user),
        "runs": runs,
        "draft": meeting.minutes.drafts().first() if runs else None,
        "minutes": meeting.minutes.published().first(),
        "versions": meeting.minutes.published()[1:],
        "history": Event.objects.about(meeting).filter(verb__in=TOLD).listed().reverse(),
        "sees_names": rules.can_see_members(user, meeting.kehra),
        **who_come(meeting, names=rules.can_see_members(user, meeting.kehra)),
        **of_reader(user, meeting),
    }
    return render(request, "kehrat/meeting.html", context)


def who_come(meeting, *, names):
    """How many come, wait and may come; for members and Sukkula also who."""
    rsvps = list(meeting.rsvps.interested().select_related("user" if names else None))
    grouped = {answer: [r for r in rsvps if r.answer == answer] for answer in Rsvp.Answer.values}
    figures = {f"{answer}_count": len(found) for answer, found in grouped.items()}
    return figures | ({"answers": grouped} if names else {})


def of_reader(user, meeting):
    """The reader's own answer, and the place in the queue of one who waits."""
    mine = meeting.rsvps.filter(user=user).first() if user.is_authenticated else None
    ahead = meeting.rsvps.filter(queue__lte=mine.queue).count() if mine and mine.queue else 0
    return {"mine": mine, "place_in_queue": ahead, "full": seats.free(meeting) is None}


@login_not_required
@never_cache
def meeting_answer(request, pk):
    """Answer the call; before sign-in the wish is kept and done when the address is confirmed."""
    meeting = visible(request, pk)
    form = RsvpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        if not request.user.is_authenticated:
            if refused := limits.too_often(request, "wish"):
                return refused
            wishes.make(request, meeting, "rsvp", answer=answer)
            return redirect("kehrat:meeting_answer_next", pk)
        messages.success(request, answered(meeting.rsvp(by=request.user, answer=answer)))
        return redirect(meeting)
    context = {"meeting": meeting, "kehra": meeting.kehra, **of_reader(request.user, meeting)}
    return render(request, "kehrat/meeting_answer.html", context)


@login_not_required
def meeting_answer_next(request, pk):
    """The answer is kept: create an account or sign in, and it is given."""
    meeting = visible(request, pk)
    if request.user.is_authenticated:
        return redirect(meeting)
    return render(request, "kehrat/meeting_answer_next.html", {"meeting": meeting})


def answered(rsvp):
    """What the person is told of the answer just given."""
    match rsvp.answer:
        case Rsvp.Answer.YES:
            return _("You are coming. You get a reminder a week and a day before.")
        case Rsvp.Answer.WAITING:
            ahead = rsvp.meeting.rsvps.filter(queue__lt=rsvp.queue).count()
            return ngettext(
                "All places are taken. You are on the waiting list, %(n)s person before you. You"
                " get a message when a place is yours.",
                "All places are taken. You are on the waiting list, %(n)s people before you. You"
                " get a message when a place is yours.",
                ahead,
            ) % {"n": ahead}
        case Rsvp.Answer.MAYBE:
            return _("You may come. You get a reminder a week and a day before.")
    return _("You are not coming. You can change your mind while there is room.")
