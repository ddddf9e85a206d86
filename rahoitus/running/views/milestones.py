"""Pages of milestones."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import check
from kehityspolku.files import fields
from kehityspolku.web import acts, kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from rahoitus.running import rules
from rahoitus.running.acts import MILESTONE, TELLS
from rahoitus.running.forms.milestones import EvidenceForm, MilestoneForm
from rahoitus.running.history import history
from rahoitus.running.models.milestone import Evidence, Milestone
from rahoitus.running.views.running import followed


def visible(request, pk):
    """The milestone, if the reader may see it; else 404."""
    seen = Milestone.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("project__kehra", "project__adviser", "owner"), pk=pk
    )


@keeps_typed
def add(request, pk):
    """Agree on a milestone."""
    project = followed(request, pk)
    check(rules.can_run, request.user, project)
    form = MilestoneForm(kept_form.given(request), kehra=project.kehra)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, **form.cleaned_data}
        try:
            sent_once.make(request, Milestone.objects.agree, project, **given)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The milestone is agreed."))
            return redirect("rahoitus:running", pk)
    context = {
        "project": project,
        "form": form,
        "question": _("Agree on a milestone"),
        "button": _("Agree on it"),
        "tells": _("Mail goes to who answers for it."),
        "back": reverse("rahoitus:running", args=[pk]),
    }
    return render(request, "rahoitus/running/add.html", context)


@require_POST
def of_phases(request, pk):
    """Agree on a milestone for the end of each phase of the card."""
    try:
        number = Milestone.objects.agree_of_phases(followed(request, pk), by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        told = ngettext("%(n)s milestone is agreed.", "%(n)s milestones are agreed.", number)
        messages.success(request, told % {"n": number})
    return redirect("rahoitus:running", pk)


def milestone(request, pk):
    """A milestone: its days, what shows that it is done, what can be done to it."""
    milestone = visible(request, pk)
    changes = rules.can_change_milestone(request.user, milestone)
    context = {
        "milestone": milestone,
        "project": milestone.project,
        "evidence": milestone.evidence.all(),
        "acts": acts.open_acts(MILESTONE, milestone, request.user),
        "can_show": changes and milestone.state == Milestone.State.OPEN,
        "tells": TELLS,
        "history": history(milestone),
    }
    return render(request, "rahoitus/running/milestone.html", context)


@limited("attach", tries=True)
def evidence_add(request, pk):
    """Keep a file or a link that shows that it is done."""
    milestone = visible(request, pk)
    check(rules.can_change_milestone, request.user, milestone)
    form = EvidenceForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            keep(milestone, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            form.add_error("file", problem)
        else:
            messages.success(request, _("It is kept."))
            return redirect(milestone)
    context = {
        "project": milestone.project,
        "form": form,
        "question": _("Add a file or a link"),
        "button": _("Save"),
        "tells": _("The Kehrä's members and Sukkula can open it. No mail is sent."),
        "about": milestone,
        "back": milestone.get_absolute_url(),
        "with_files": True,
    }
    return render(request, "rahoitus/running/add.html", context)


def keep(milestone, *, file, link, by):
    if link:
        milestone.show_by_link(link, by=by)
    if file:
        Evidence.objects.add(milestone, file, by=by)


def evidence_file(request, pk, key):
    """The file, for those who see the milestone."""
    seen = Evidence.objects.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, milestone=pk, key=key), public=False)


@keeps_typed
def step(request, pk, word):
    """The page of what is done to a milestone."""
    milestone, act = visible(request, pk), acts.of_path(MILESTONE, word)
    context = {"about": milestone, "project": milestone.project}
    template = "rahoitus/running/act.html"
    return acts.page(request, milestone, act, template, context=lambda: context)
