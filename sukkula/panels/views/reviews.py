"""A reviewer's pages: what waits, the declaration, the card with its scores."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import open_steps
from kehityspolku.fields import words
from kehityspolku.web import paging, pieces
from kehrat.groups import who_heard
from kehrat.projects.parts import parts
from kehrat.projects.pieces import attached
from sukkula.panels import own as own_scores
from sukkula.panels import scores
from sukkula.panels.forms import DeclareForm, ScoreForm
from sukkula.panels.models.review import Review


def review_list(request):
    """The reviewer's front page: reviews that wait, by their day; then those that are over."""
    mine = Review.objects.filter(reviewer=request.user).select_related(
        "panel__project__kehra", "panel__criteria"
    )
    waiting = Review.objects.waiting_for(request.user)
    over = mine.exclude(pk__in=waiting.values("pk"))
    rows, newer_url, older_url = paging.page(over, request)
    context = {"waiting": waiting, "over": rows, "newer_url": newer_url, "older_url": older_url}
    return render(request, "sukkula/panels/list.html", context)


def own(request, pk):
    mine = Review.objects.filter(reviewer=request.user)
    found = mine.select_related("panel__project__kehra", "panel__criteria", "reviewer")
    return get_object_or_404(found, pk=pk)


def score(request, pk):
    """One's own review: the declaration first, then the card and its scores, then all scores."""
    if request.user.is_sukkula:
        seen = Review.objects.visible_to(request.user)
        return redirect(get_object_or_404(seen, pk=pk).panel)
    review = own(request, pk)
    if review.state == Review.State.ASKED:
        return declare(request, review)
    if "give_review" in open_steps(review, request.user):
        return write(request, review)
    context = {
        "review": review,
        "project": review.panel.project,
        "next": own_scores.next_of(review),
    }
    if review.state == Review.State.GIVEN:
        seen = Review.objects.visible_to(request.user).filter(panel=review.panel)
        context["result"] = scores.result(review.panel, seen)
    return render(request, "sukkula/panels/over.html", context)


def declare(request, review):
    """The declaration of interests; the card is not shown before."""
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == form.FREE:
            review.declare_free(by=request.user)
            return redirect(review)
        review.declare_conflict(by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("Thank you. The card goes to other reviewers."))
        return redirect("sukkula:reviews")
    context = {"review": review, "form": form, "project": review.panel.project}
    return render(request, "sukkula/panels/declare.html", context)


def write(request, review):
    """The card and its scores: given for good, or kept as far as they are, maybe to go on to the
    next card. `count`: one's mean, to htmx alone as one chooses.
    """
    form = ScoreForm(request.POST or None, review=review)
    if "count" in request.POST and pieces.wanted(request):
        context = {"own": own_scores.mean_of(form.criteria, form.values())}
        return render(request, "sukkula/panels/own_mean.html", context)
    following = own_scores.next_of(review)
    if request.method == "POST" and form.is_valid():
        given = {"scores": form.scores(), "words": form.cleaned_data["words"]}
        try:
            if "give" in request.POST:
                review.give_review(by=request.user, **given)
                messages.success(request, _("Your scores are given. Here are the others' too."))
            else:
                review.keep_scores(by=request.user, **given)
                messages.success(request, _("Your scores are saved. Nobody else sees them yet."))
                if "next" in request.POST and following:
                    return redirect(following)
            return redirect(review)
        except ValidationError as lacking:
            form.add_error(None, lacking)
    project = review.panel.project
    prefetch_related_objects([project], "phases", "funders", "budget")
    context = {"review": review, "form": form, "project": project, "parts": parts(project)}
    context |= {
        "next": following,
        "own": own_scores.mean_of(form.criteria, form.values()),
        "others": own_scores.others(review),
        **attached(request.user, project),
    }
    return render(request, "sukkula/panels/score.html", context)


@require_POST
def abstain(request, pk):
    """Give no scores, with the reason."""
    review = own(request, pk)
    form = words("words", "")(request.POST)
    if form.is_valid():
        review.abstain(by=request.user, **form.cleaned_data)
        done = who_heard.of_sukkula(_("You abstained."), review, "abstain")
        messages.success(request, done)
        return redirect("sukkula:reviews")
    messages.error(request, _("Say in a few words why you abstain."))
    return redirect(review)
