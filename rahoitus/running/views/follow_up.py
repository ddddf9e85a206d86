"""What still lives of a project: everyone reads the answer, its people give it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku.events.steps import check
from kehityspolku.web import kept_form
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.running import rules
from rahoitus.running.forms.follow_up import FollowUpForm
from rahoitus.running.models.follow_up import FollowUp


def visible(request, pk):
    """The project's question, if the reader may see it; else 404."""
    seen = FollowUp.objects.visible_to(request.user).select_related("project__kehra")
    return get_object_or_404(seen, project=pk)


@login_not_required
def follow_up(request, pk):
    """What still lives of a project, once it is told. Public."""
    found = visible(request, pk)
    can_answer = request.user.is_authenticated and rules.can_answer_follow_up(request.user, found)
    context = {"follow_up": found, "project": found.project, "can_answer": can_answer}
    return render(request, "rahoitus/running/follow_up.html", context)


@keeps_typed
def answer(request, pk):
    """Tell what still lives, or mend what was told."""
    found = visible(request, pk)
    check(rules.can_answer_follow_up, request.user, found)
    told = {"lives": found.lives, "text": found.text}
    form = FollowUpForm(kept_form.given(request), initial=told)
    if request.method == "POST" and form.is_valid():
        found.answer_follow_up(by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. Everyone can read it."))
        return redirect(found)
    context = {
        "project": found.project,
        "form": form,
        "question": _("What still lives?"),
        "button": _("Answer"),
        "tells": _("Mail goes to the Kehrä's coordinators and Sukkula's adviser."),
        "back": found.project.get_absolute_url(),
    }
    return render(request, "rahoitus/running/add.html", context)
