"""What to ask of one part of a card, kept as a draft inside Sukkula until all of it is sent."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import kept_form, pieces
from kehityspolku.web.kept_form import keeps_typed
from kehrat.cards.headings import label
from sukkula import rules
from sukkula.asking.forms import PartForm
from sukkula.asking.models import PlannedChange
from sukkula.asking.pieces import anchor, part_of
from sukkula.phrases.pieces import phrases_of
from sukkula.review.pieces import on_desk


@keeps_typed
def change_plan(request, pk, part):
    """Write the words for one part; htmx takes the form into the card's page."""
    project, name = on_desk(request, pk), part_of(part)
    if name is None:
        raise Http404
    check(rules.can_ask_changes, request.user, project)
    stands = partial(of_part, request.user, project, name)
    given = {"stands": stands, "heading": label(name), "auto_id": f"ask_{part}_%s"}
    form = PartForm(kept_form.given(request), **given)
    if request.method == "POST" and form.is_valid():
        plan = partial(PlannedChange.objects.plan_part, project, name)
        if form.saved(plan, by=request.user, language=get_language()):
            return redirect(reverse("sukkula:review", args=[pk]) + anchor(name))
    elif project.state != project.State.IN_REVIEW:
        raise WrongState(project)
    context = {
        "project": project,
        "part": part,
        "heading": label(name),
        "back": reverse("sukkula:review", args=[pk]) + anchor(name),
        "form": form,
        "phrases": phrases_of(request.user),
    }
    page = "sukkula/asking/plan.html"
    return pieces.answer(request, page, f"{page}#box", context, status=form.status)


def of_part(user, project, name):
    return PlannedChange.objects.of(user, project).get(name)
