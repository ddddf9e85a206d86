"""The reviewers of a card: asking them, what they say, taking them off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import sent_once
from kehrat.groups import who_heard
from sukkula import rules
from sukkula.panels import scores
from sukkula.panels.forms import PanelForm
from sukkula.panels.models.panel import Panel
from sukkula.panels.models.review import Review
from sukkula.review.pieces import on_desk


def panel(request, pk):
    """A card's reviews; its adviser asks for them and may ask more people while they last."""
    project = on_desk(request, pk)
    last = project.panels.select_related("criteria").first()
    may_ask = rules.can_ask_reviews(request.user, project) and project.state == "in_review"
    standing = last if last and last.is_open else None
    form = PanelForm(request.POST or None, project=project, panel=standing) if may_ask else None
    if request.method == "POST":
        if not form:
            check(rules.can_ask_reviews, request.user, project)
            raise WrongState(project)
        if form.is_valid() and asked(request, form, project, standing):
            messages.success(request, _("The reviewers were asked."))
            if unreached := who_heard.unreached(form.cleaned_data["reviewers"]):
                messages.warning(request, unreached)
            return redirect("sukkula:panel", pk)
    context = {"project": project, "panel": last, "form": form, "standing": standing}
    context["may_close"] = rules.can_ask_reviews(request.user, project)
    if last:
        seen = Review.objects.visible_to(request.user).filter(panel=last)
        context["reviews"] = seen.select_related("reviewer", "panel").order_by("pk")
        context["result"] = scores.result(last, seen)
    return render(request, "sukkula/panels/panel.html", context)


def asked(request, form, project, standing):
    """Whether it was done; what kept it from being done is said on the form."""
    try:
        if standing:
            standing.invite(form.cleaned_data["reviewers"], by=request.user)
        else:
            sent_once.make(
                request, Panel.objects.ask, project, by=request.user, **form.cleaned_data
            )
    except ValidationError as barred:
        form.add_error("reviewers", barred)
        return False
    return True


@require_POST
def dismiss(request, pk, review):
    """Take off a reviewer whose scores are not needed any more."""
    found = get_object_or_404(Review, pk=review, panel__project=on_desk(request, pk))
    found.dismiss(by=request.user)
    messages.success(request, _("%(name)s is taken off.") % {"name": found.reviewer})
    if unreached := who_heard.unreached([found.reviewer]):
        messages.warning(request, unreached)
    return redirect("sukkula:panel", pk)


@require_POST
def close(request, pk):
    """End the round of reviews."""
    project = on_desk(request, pk)
    get_object_or_404(project.panels.open()).close_panel(by=request.user)
    messages.success(request, _("The reviews are closed."))
    return redirect("sukkula:panel", pk)
