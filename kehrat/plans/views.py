"""A Kehrä's development plan: read, as a document; ideas and projects hung on its priorities."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import moments, pdf
from kehrat import rules
from kehrat.forms_plan import HangForm
from kehrat.models import Idea, Kehra, Meeting, Plan, Priority, Project
from kehrat.plan_diff import changes


def found(request, slug, version):
    """A version of the Kehrä's plan that the reader may see, else 404."""
    plans = Plan.objects.visible_to(request.user).select_related("kehra")
    return get_object_or_404(plans, kehra__slug=slug, version=version)


def adopted_at(plan, user):
    """The meeting at which the plan was adopted, if the reader may see it; else None."""
    return Meeting.objects.visible_to(user).filter(pk=plan.meeting_id).first()


def hung(plan, user):
    """The plan's priorities with the projects and ideas on them that the reader may see."""
    shown = [
        Prefetch("projects", Project.objects.visible_to(user)),
        Prefetch("ideas", Idea.objects.visible_to(user)),
    ]
    return plan.priorities.prefetch_related(*shown)


@login_not_required
def plan(request, slug):
    """The plan in force, else what members see of its draft, else what will be here. Public."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
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
    context["can_begin"] = context["can_plan"] and kehra.is_working
    if shown:
        before = shown.before()
        context |= {
            "priorities": hung(shown, request.user),
            "meeting": adopted_at(shown, request.user),
            "before": before,
            "changes": changes(shown, before),
            "versions": plans.exclude(pk=shown.pk),
            "draft": plans.drafts().first(),
        }
    return render(request, "kehrat/plan.html", context)


@login_not_required
def plan_pdf(request, slug, version):
    """The plan as a document in its own language: priorities with what hangs on them."""
    shown = found(request, slug, version)
    context = {
        "plan": shown,
        "kehra": shown.kehra,
        "priorities": list(hung(shown, request.user)),
        "meeting": adopted_at(shown, request.user),
        "areas": shown.kehra.sub_areas.all(),
        "today": moments.today(),
    }
    name = f"kehittamissuunnitelma-{slug}-{version}.pdf"
    return pdf.answer("kehrat/pdf/plan.html", context, name, language=shown.language)


def plan_part(user, kehra):
    """What a Kehrä's page shows of its plan: the priorities in force, or whether one is written."""
    plans = Plan.objects.visible_to(user).filter(kehra=kehra)
    in_force = plans.in_force().first()
    found = {"can_plan": rules.can_plan(user, kehra) and kehra.is_working, "plan": in_force}
    if in_force:
        return found | {"priorities": hung(in_force, user)}
    return found | {"draft": plans.drafts().first()}


def hanging(user, record):
    """The priority that an idea or a project is for; for coordinators the form to choose it."""
    current = Priority.objects.current(record.kehra) if record.kehra else Priority.objects.none()
    found = {"priority": current.filter(pk=record.priority_id).select_related("plan").first()}
    if rules.can_plan(user, record.kehra) and current.exists():
        found["hang"] = HangForm(record=record)
    return found


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
        messages.success(request, _("It is now for the priority “%(name)s”.") % {"name": chosen})
    else:
        messages.success(request, _("It is for no priority now."))
    return redirect(record)
