"""Polls for a date: asked, answered by a member's own link, settled by the call of a meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kehityspolku.web import kept_form, limits, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.groups.pieces import of_kehra
from kehrat.meetings import rules
from kehrat.meetings.forms import PollAnswerForm, PollForm
from kehrat.meetings.models.poll import Poll, PollAnswer
from kehrat.places.text_search import FinnishOrder


@keeps_typed
@limited("call_meeting")
@of_kehra(rules.can_call_meeting)
def poll_new(request, kehra):
    """Ask the members which day suits them."""
    initial = {"language": request.LANGUAGE_CODE}
    form = PollForm(kept_form.given(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, **form.given()}
        made = sent_once.make(request, Poll.objects.ask_dates, kehra, **given)
        messages.success(request, _("The members were asked. Each got a link of their own."))
        return redirect(made)
    return render(request, "kehrat/meetings/poll_new.html", {"form": form, "kehra": kehra})


def poll(request, pk):
    """What the members have answered; for those who run the Kehrä, the call of the meeting."""
    poll = get_object_or_404(Poll.objects.visible_to(request.user).select_related("kehra"), pk=pk)
    answers = PollAnswer.objects.filter(option__poll=poll).select_related("user")
    people = {}
    for answer in answers.order_by(FinnishOrder("user__name"), "user"):
        people.setdefault(answer.user, {})[answer.option_id] = answer.get_answer_display()
    options = poll.tally()
    context = {
        "poll": poll,
        "kehra": poll.kehra,
        "options": options,
        "people": [
            (user, [(option, said.get(option.pk, "–")) for option in options])
            for user, said in people.items()
        ],
        "runs": rules.can_run_meeting(request.user, poll),
        "own_url": poll.url_for(request.user) if rules.can_answer_poll(request.user, poll) else "",
    }
    return render(request, "kehrat/meetings/poll.html", context)


@login_not_required
@never_cache
def poll_answer(request, token):
    """A member's own page of a poll, without signing in; it tells whose it is."""
    found = Poll.objects.by_token(token)
    if not found:
        raise Http404
    poll, member = found
    options = [option for option in poll.options.all() if option.is_ahead]
    said = dict(member.poll_answers.filter(option__poll=poll).values_list("option", "answer"))
    form = PollAnswerForm(request.POST or None, options=options, said=said)
    if request.method == "POST" and form.is_valid():
        if refused := limits.too_often(request, "poll_answer", key=token):
            return refused
        poll.answer(by=member, said=form.said())
        told = _("The answers are saved. You can change them by the same link.")
        messages.success(request, told)
        return redirect(poll.url_for(member))
    other = request.user.is_authenticated and request.user != member
    context = {"poll": poll, "kehra": poll.kehra, "member": member, "form": form, "other": other}
    context |= {"options": options, "answered": bool(said)}
    return render(request, "kehrat/meetings/poll_answer.html", context)


@require_POST
def poll_drop(request, pk):
    """Let the poll go; those who answered are told."""
    poll = get_object_or_404(Poll.objects.visible_to(request.user), pk=pk)
    poll.drop_poll(by=request.user)
    messages.success(request, _("The poll is dropped. Those who answered were told."))
    return redirect("kehrat:meetings", poll.kehra.slug)
