"""Writing the development plan, putting it in force, throwing a draft away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import typed
from kehityspolku.steps import WrongState
from kehrat import rules
from kehrat.forms_plan import AdoptForm, PlanForm, Rows
from kehrat.models import Kehra, Outdated, Plan
from kehrat.views.plan import found

FIELDS = ("first_year", "last_year", "intro", "language")


@require_POST
def plan_begin(request, slug):
    """Begin the next version, a copy of the last; or go to the draft there is."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    draft = Plan.objects.begin(kehra, by=request.user)
    return redirect("kehrat:plan_edit", slug, draft.version)


def draft_of(request, slug, version):
    """The draft, if the reader may write it; WrongState of a plan that was adopted."""
    plan = found(request, slug, version)
    if not rules.can_run_plan(request.user, plan):
        raise PermissionDenied
    if not plan.is_draft:
        raise WrongState(plan)
    return plan


@login_not_required
def plan_edit(request, slug, version):
    """Write the draft. A conflict shows what another saved and loses nothing."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    plan, meanwhile = draft_of(request, slug, version), None
    given = request.POST or typed.again(request)
    form, rows = entered(plan, given)
    seen = (given or {}).get("seen") or plan.mark()
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        text = {"priorities": rows.priorities(), **form.cleaned_data}
        try:
            plan.write(by=request.user, seen=seen, **text)
        except Outdated:
            meanwhile, seen = list(plan.priorities.all()), plan.mark()
        else:
            messages.success(request, _("The draft is saved. Members of the Kehrä can read it."))
            return redirect(plan)
    context = {"plan": plan, "kehra": plan.kehra, "form": form, "rows": rows, "mark": seen}
    context["meanwhile"] = meanwhile
    status = 409 if meanwhile is not None else 200
    return render(request, "kehrat/plan_edit.html", context, status=status)


def entered(plan, given):
    """The plan's form and its rows, as stored or as posted."""
    shown = [
        {"pk": p.pk, "title": p.title, "text": p.text, "ORDER": number}
        for number, p in enumerate(plan.priorities.all(), start=1)
    ]
    form = PlanForm(given, initial={name: getattr(plan, name) for name in FIELDS})
    return form, Rows(given, initial=shown, prefix="p")


def plan_adopt(request, slug, version):
    """Put the draft in force from a day on, asked once."""
    plan = draft_of(request, slug, version)
    form = AdoptForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            plan.adopt_plan(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error("on", problem)
        else:
            messages.success(request, _("The plan is in force. The Kehrä's members were told."))
            return redirect(plan)
    last = plan.kehra.plans.in_force().first()
    context = {"plan": plan, "kehra": plan.kehra, "form": form, "last": last}
    return render(request, "kehrat/plan_adopt.html", context)


@require_POST
def plan_discard(request, slug, version):
    """Throw the draft away."""
    plan = found(request, slug, version)
    plan.discard(by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("kehrat:plan", slug)
