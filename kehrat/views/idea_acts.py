"""What is done to an idea: supporting it, and the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import limits, pieces, wishes
from kehityspolku.forms import NoWords
from kehityspolku.steps import WrongState
from kehrat import rules_idea
from kehrat.forms_idea import DeclineForm, MergeForm
from kehrat.models import Idea, Kehra, Support
from kehrat.similar import similar

MERGEABLE = 100  # ideas of the same place that can be chosen, beside the like ones


def visible(request, pk):
    """The idea if the reader may see it; else 404."""
    seen = Idea.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("kehra", "district", "merged_into", "by", "entered_by"), pk=pk
    )


@login_not_required
def idea_support(request, pk):
    """Support the idea, at one press; before sign-in the wish is kept."""
    idea = visible(request, pk)
    if request.method != "POST":
        return render(request, "kehrat/idea_support.html", {"idea": idea})
    if not request.user.is_authenticated:
        if refused := limits.too_often(request, "wish"):
            return refused
        wishes.make(request, idea, "support")
        return redirect("kehrat:idea_next")
    supported = idea.support(by=request.user)
    if pieces.wanted(request):
        return render(request, "kehrat/idea_new.html#supported", {"idea": supported})
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
    idea = asked(request, pk, rules_idea.can_withdraw_idea)
    if request.method == "POST":
        idea.withdraw_idea(by=request.user)
        messages.success(request, _("The idea is withdrawn."))
        return redirect(idea)
    return render(request, "kehrat/idea_withdraw.html", {"idea": idea, "form": NoWords()})


def idea_decline(request, pk):
    """Say no with a reason that everyone can read."""
    idea = asked(request, pk, rules_idea.can_answer_idea)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        idea.decline_idea(by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer was sent to those who support the idea."))
        return redirect(idea)
    return render(request, "kehrat/idea_decline.html", {"idea": idea, "form": form})


def idea_merge(request, pk):
    """Join the idea to a like one that the same people answer."""
    idea = asked(request, pk, rules_idea.can_answer_idea)
    like = [other.pk for other in similar(idea.title, idea.text, place=idea.place, but=idea)]
    ideas = mergeable(idea)
    form = MergeForm(request.POST or None, ideas=ideas, initial={"into": next(iter(like), None)})
    if request.method == "POST" and form.is_valid():
        idea.merge(by=request.user, into=form.cleaned_data["into"])
        messages.success(request, _("The two ideas go on as one. Their supporters were told."))
        return redirect(idea.merged_into)
    return render(request, "kehrat/idea_merge.html", {"idea": idea, "form": form, "any": ideas})


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
    messages.success(request, _("The idea stands on its own again. Its supporters were told."))
    return redirect(idea)


def asked(request, pk, rule):
    """The idea, for who may act so on it; 409 when somebody has been faster."""
    idea = visible(request, pk)
    if not rule(request.user, idea):
        raise PermissionDenied
    if idea.state != idea.State.OPEN:
        raise WrongState(idea)
    return idea


def idea_desk(request, slug=None):
    """Ideas that wait for an answer, longest first: a Kehrä's, without one Sukkula's."""
    kehra = None
    if slug:
        kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if not rules_idea.can_see_idea_desk(request.user, kehra):
        raise PermissionDenied
    ideas = Idea.objects.to_answer(kehra).select_related("district")
    context = {"kehra": kehra, "ideas": ideas[:MERGEABLE]}
    context["answers"] = rules_idea.answers_ideas_of(request.user, kehra)
    return render(request, "kehrat/idea_desk.html", context)
