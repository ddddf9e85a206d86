"""The development plan: read, written, put in force; what hangs on its priorities."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from kehityspolku import moments
from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import WrongState, check
from kehityspolku.text import inner_quotes
from kehityspolku.web import acts, downloads, kept_form
from kehityspolku.web.kept_form import keeps_typed
from kehrat.groups.pieces import of_kehra
from kehrat.ideas.models import Idea
from kehrat.meetings.models import Meeting
from kehrat.plans import rules
from kehrat.plans.acts import acts_of, adopt, adopting
from kehrat.plans.diff import changes
from kehrat.plans.forms import HangForm, PlanForm, Rows
from kehrat.plans.models import Plan, Priority
from kehrat.plans.pieces import hung
from kehrat.projects.models import Project


def found(request, slug, version):
    """A version of the Kehrä's plan that the reader may see, else 404."""
    plans = Plan.objects.visible_to(request.user).select_related("kehra__picture")
    return get_object_or_404(plans, kehra__slug=slug, version=version)


def adopted_at(plan, user):
    """The meeting at which the plan was adopted, if the reader may see it; else None."""
    return Meeting.objects.visible_to(user).filter(pk=plan.meeting_id).first()


@login_not_required
@of_kehra()
def plan(request, kehra):
    """The plan in force, else what members see of its draft, else what will be here. Public."""
    plans = Plan.objects.visible_to(request.user).filter(kehra=kehra)
    shown = plans.in_force().first() or plans.drafts().first()
    return page(request, kehra, shown)


@login_not_required
def plan_version(request, slug, version):
    """One version of the plan; adopted ones are public."""
    shown = found(request, slug, version)
    return page(request, shown.kehra, shown)


def page(request, kehra, shown):
    plans = Plan.objects.visible_to(request.user).filter(kehra=kehra)
    context = {"kehra": kehra, "plan": shown, "can_plan": rules.can_plan(request.user, kehra)}
    context["can_begin"] = context["can_plan"] and kehra.is_joinable
    if shown:
        before = shown.before()
        context |= {
            "priorities": hung([shown], request.user),
            "meeting": adopted_at(shown, request.user),
            "before": before,
            "changes": changes(shown, before),
            "versions": plans.exclude(pk=shown.pk),
            "draft": plans.drafts().first(),
            "acts": acts_of(shown, request.user),
        }
    return render(request, "kehrat/plans/plan.html", context)


@login_not_required
def plan_pdf(request, slug, version):
    """The plan as a document in its own language: priorities with what hangs on them.

    It is handed on, to the City too: it tells only what everyone may see, whoever takes it.
    """
    shown, everyone = found(request, slug, version), AnonymousUser()
    context = {
        "plan": shown,
        "kehra": shown.kehra,
        "priorities": list(hung([shown], everyone)),
        "meeting": adopted_at(shown, everyone),
        "areas": shown.kehra.sub_areas.all(),
        "today": moments.today(),
    }
    word = pgettext_lazy("file name", "development plan")
    name = file_name("pdf", word, slug, version, language=shown.language)
    return downloads.pdf(request, "kehrat/pdf/plan.html", context, name, language=shown.language)


@require_POST
def hang_idea(request, pk):
    """Hang an idea on a priority of its Kehrä's plan, or take it off."""
    return _hang(request, get_object_or_404(Idea.objects.visible_to(request.user), pk=pk))


@require_POST
def hang_project(request, pk):
    """Hang a project on a priority of its Kehrä's plan, or take it off."""
    return _hang(request, get_object_or_404(Project.objects.visible_to(request.user), pk=pk))


def _hang(request, record):
    form = HangForm(request.POST, record=record)
    chosen = form.cleaned_data["priority"] if form.is_valid() else record.priority
    Priority.hang(record, chosen, by=request.user)
    if chosen:
        messages.success(
            request, _("It is now for the priority “%(name)s”.") % {"name": inner_quotes(chosen)}
        )
    else:
        messages.success(request, _("It is for no priority now."))
    return redirect(record)


@require_POST
@of_kehra()
def plan_begin(request, kehra):
    """Begin the next version, a copy of the last; or go to the draft there is."""
    draft = Plan.objects.begin(kehra, by=request.user)
    return redirect("kehrat:plan_edit", kehra.slug, draft.version)


def draft_of(request, slug, version):
    """The draft, if the reader may write it; WrongState of a plan that was adopted."""
    plan = found(request, slug, version)
    check(rules.can_run_plan, request.user, plan)
    if not plan.is_draft:
        raise WrongState(plan)
    return plan


@keeps_typed
def plan_edit(request, slug, version):
    """Write the draft. A conflict shows what another saved and loses nothing."""
    plan = draft_of(request, slug, version)
    form, rows = entered(plan, kept_form.given(request))
    posted = request.method == "POST" and form.is_valid() and rows.is_valid()
    if posted and form.saved(plan.write, by=request.user, priorities=rows.priorities()):
        messages.success(request, _("The draft is saved. Members of the Kehrä can read it."))
        return redirect(plan)
    context = {"plan": plan, "kehra": plan.kehra, "form": form, "rows": rows}
    return render(request, "kehrat/plans/edit.html", context, status=form.status)


def entered(plan, given):
    """The plan's form and its rows, as stored or as posted."""
    shown = [
        {"pk": p.pk, "title": p.title, "text": p.text, "ORDER": number}
        for number, p in enumerate(plan.priorities.all(), start=1)
    ]
    return PlanForm(given, plan=plan), Rows(given, initial=shown, prefix="p")


def plan_adopt(request, slug, version):
    """Put the draft in force from a day on, asked once."""
    plan = found(request, slug, version)
    last = plan.kehra.plans.in_force().first()
    return acts.page(
        request,
        plan,
        adopting(plan),
        "kehrat/plans/adopt.html",
        take=adopt,
        context=lambda: {"plan": plan, "kehra": plan.kehra, "last": last},
    )


@require_POST
def plan_discard(request, slug, version):
    """Delete the draft."""
    plan = found(request, slug, version)
    plan.discard(by=request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("kehrat:plan", slug)
