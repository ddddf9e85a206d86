"""The list of ideas, an idea's page, and what is done to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kehityspolku.events import after_sign_in, verbs
from kehityspolku.events.steps import WrongState, check, open_steps
from kehityspolku.fields import NoWords
from kehityspolku.models import Event
from kehityspolku.web import paging, pieces, taken_away
from kehityspolku.web.limits import limited
from kehrat.groups.pieces import of_kehra
from kehrat.ideas import rules
from kehrat.ideas.forms import DeclineForm, IdeaFilter, MergeForm
from kehrat.ideas.models import Idea, Support
from kehrat.ideas.rules import can_take_back_support
from kehrat.ideas.similar import similar
from kehrat.plans.pieces import hanging
from kehrat.projects.models import Project
from kehrat.projects.path import path_of
from kehrat.talk.pieces import said_of

COUNTED = 1000  # beyond it a list says only that there are more
MERGEABLE = 100  # ideas of the same place that can be chosen, beside the like ones


@login_not_required
def ideas(request):
    """Every idea, narrowed and ordered in the address. Public."""
    form = IdeaFilter(request.GET, user=request.user)
    shown = form.narrow(Idea.objects.visible_to(request.user).standing())
    rows = shown.with_own_support(request.user).select_related("kehra", "district")
    rows, newer_url, older_url = paging.page(rows, request, key=form.key)
    number = shown.order_by()[: COUNTED + 1].count()
    context = {"form": form, "ideas": rows, "newer_url": newer_url, "older_url": older_url}
    context |= {"number": min(number, COUNTED), "more": number > COUNTED}
    return render(request, "kehrat/ideas/list.html", context)


@login_not_required
def idea(request, pk):
    """An idea, where it is on its path, and what became of it. Public."""
    idea = visible(request, pk)
    context = {"idea": idea, "history": history(idea), **of_reader(request.user, idea)}
    context |= said_of(request, idea) | {"trusted": bool(idea.by and idea.by.is_trusted)}
    context |= hanging(request.user, idea)
    context["path"] = path_of(context["card"] or idea) if idea.takes_support else None
    context["merged"] = Idea.objects.visible_to(request.user).filter(merged_into=idea)
    return render(request, "kehrat/ideas/idea.html", context)


def history(idea):
    """What happened to the idea, newest first; nothing of joining it to one that is hidden."""
    public = verbs.events_of(verbs.where(lambda verb: verb.public, Idea))
    events = Event.objects.filter(public, target_id=idea.pk)
    told = list(events.listed().order_by("-at", "-pk"))
    others = [event.facts.get("into") or event.facts.get("from") for event in told]
    hidden = Idea.objects.filter(pk__in=filter(None, others)).exclude(hidden_at=None)
    hidden = set(hidden.values_list("pk", flat=True))
    return [event for event, other in zip(told, others, strict=True) if other not in hidden]


@login_not_required
@never_cache
def idea_mine(request, pk):
    """The reader's own piece: how many support it, one's own support, one's acts. Never cached."""
    idea = visible(request, pk)
    if not pieces.wanted(request):
        return redirect(idea)
    context = {"idea": idea, "piece": True, **of_reader(request.user, idea)}
    return render(request, "kehrat/ideas/mine.html", context)


def of_reader(user, idea):
    """What the reader has done and can do to the idea."""
    card = Project.objects.visible_to(user).filter(idea=idea).first()
    if not user.is_authenticated:
        return {"card": card, "can": set(), "supports": False}
    return {
        "card": card,
        "can": open_steps(idea, user),
        "supports": idea.supports.filter(user=user).exists(),
        "can_take_back": can_take_back_support(user, idea),
    }


def visible(request, pk):
    """The idea if the reader may see it; 410 when it is hidden, else 404."""
    seen = Idea.objects.visible_to(request.user)
    seen = seen.select_related("kehra__picture", "district", "merged_into", "by", "entered_by")
    return taken_away.get(seen, Idea.objects.hidden(), pk=pk)


@limited("wish")
def supported_after_sign_in(request, idea):
    """Signed out: the wish is kept until the person's address is known."""
    after_sign_in.make(request, idea, "support")
    return redirect("wish_kept")


@login_not_required
def idea_support(request, pk):
    """Support the idea, at one press; before sign-in the wish is kept."""
    idea = visible(request, pk)
    if request.method != "POST":
        return render(request, "kehrat/ideas/support.html", {"idea": idea})
    if not request.user.is_authenticated:
        return supported_after_sign_in(request, idea)
    supported = idea.support(by=request.user)
    if pieces.wanted(request):
        return render(request, "kehrat/ideas/supported.html", {"idea": supported})
    messages.success(request, _("You support the idea. You are told what becomes of it."))
    return redirect(supported)


@require_POST
def idea_take_back(request, pk):
    """Support the idea no more."""
    idea = visible(request, pk)
    Support.objects.take_back(idea, by=request.user)
    messages.success(request, _("You no longer support the idea."))
    return redirect(idea)


@require_POST
def idea_take_up(request, pk):
    """Turn the idea into a draft card; its coordinator goes on to write it."""
    idea = visible(request, pk)
    idea.take_up(by=request.user)
    messages.success(request, _("The idea is a draft card now. Write the rest of it."))
    return redirect("kehrat:project_edit", idea.project.pk)


def idea_withdraw(request, pk):
    """Take one's own idea back, asked once."""
    idea = asked(request, pk, rules.can_withdraw_idea)
    if request.method == "POST":
        idea.withdraw_idea(by=request.user)
        messages.success(request, _("The idea is withdrawn."))
        return redirect(idea)
    return render(request, "kehrat/ideas/withdraw.html", {"idea": idea, "form": NoWords()})


def idea_decline(request, pk):
    """Say no with a reason that everyone can read."""
    idea = asked(request, pk, rules.can_answer_idea)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        idea.decline_idea(by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer was sent to those who support the idea."))
        return redirect(idea)
    return render(request, "kehrat/ideas/decline.html", {"idea": idea, "form": form})


def idea_merge(request, pk):
    """Join the idea to a like one that the same people answer."""
    idea = asked(request, pk, rules.can_answer_idea)
    like = [other.pk for other in similar(idea.title, idea.text, place=idea.place, but=idea)]
    ideas = mergeable(idea)
    form = MergeForm(request.POST or None, ideas=ideas, initial={"into": next(iter(like), None)})
    if request.method == "POST" and form.is_valid():
        idea.merge(by=request.user, into=form.cleaned_data["into"])
        messages.success(request, _("The two ideas go on as one. Their supporters were told."))
        return redirect(idea.merged_into)
    return render(request, "kehrat/ideas/merge.html", {"idea": idea, "form": form, "any": ideas})


def mergeable(idea):
    """Ideas of the same Kehrä, else of those that Sukkula answers; the most supported first."""
    ideas = Idea.objects.public().supportable().filter(kehra=idea.kehra).exclude(pk=idea.pk)
    best = ideas.order_by("-support_count", "-pk").values("pk")[:MERGEABLE]
    return Idea.objects.filter(pk__in=best).order_by("-support_count", "-pk")


@require_POST
def idea_split(request, pk):
    """Take a merge back."""
    idea = visible(request, pk)
    idea.undo_merge(by=request.user)
    messages.success(request, _("The idea is separate again. Its supporters were told."))
    return redirect(idea)


def asked(request, pk, rule):
    """The idea, for who may act so on it; 409 when somebody has been faster."""
    idea = visible(request, pk)
    check(rule, request.user, idea)
    if idea.state != idea.State.OPEN:
        raise WrongState(idea)
    return idea


@of_kehra(rules.can_see_idea_desk)
def idea_desk(request, kehra):
    """Ideas that wait for an answer, longest first: a Kehrä's, without one Sukkula's."""
    ideas = Idea.objects.to_answer(kehra).select_related("district")
    context = {"kehra": kehra, "ideas": ideas[:MERGEABLE]}
    context["answers"] = rules.answers_ideas_of(request.user, kehra)
    return render(request, "kehrat/ideas/desk.html", context)
