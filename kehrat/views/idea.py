"""Ideas: suggest one, read it, take it up into a card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import limits, once
from kehityspolku.steps import open_steps
from kehrat.forms_idea import IdeaForm
from kehrat.models import Idea, Kehra, Project
from kehrat.path import path_of
from kehrat.views.comment import said_of


def idea_new(request, slug):
    """Suggest an idea to a Kehrä; anyone signed in may."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refused := limits.too_often(request, "suggest"):
            return refused
        given = {"by": request.user, **form.cleaned_data}
        idea = once.make(request, Idea.objects.suggest, kehra, **given)
        messages.success(request, _("Thank you. The Kehrä's coordinators were told by mail."))
        return redirect(idea)
    return render(request, "kehrat/idea_new.html", {"form": form, "kehra": kehra})


@login_not_required
def idea(request, pk):
    """An idea and where it is on its path. Public."""
    seen = Idea.objects.visible_to(request.user).select_related("kehra")
    idea = get_object_or_404(seen, pk=pk)
    card = Project.objects.visible_to(request.user).filter(idea=idea).first()
    context = {"idea": idea, "path": path_of(card or idea), "card": card}
    context |= said_of(request, idea)
    return render(request, "kehrat/idea.html", {**context, "can": open_steps(idea, request.user)})


@require_POST
def idea_take_up(request, pk):
    """Turn the idea into a draft card; its coordinator goes on to write it."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    idea.take_up(by=request.user)
    messages.success(request, _("The idea is a draft card now. Write the rest of it."))
    return redirect("kehrat:project_edit", idea.project.pk)
