"""What pages of other rooms show of a plan: its priorities, and the choice of one."""

from django.db.models import Prefetch

from kehrat.ideas.models import Idea
from kehrat.plans import rules
from kehrat.plans.forms import HangForm
from kehrat.plans.models import Plan, Priority
from kehrat.projects.models import Project


def hung(plans, user):
    """The plans' priorities with the projects and ideas on them that the reader may see."""
    shown = [
        Prefetch("projects", Project.objects.visible_to(user)),
        Prefetch("ideas", Idea.objects.visible_to(user)),
    ]
    rows = Priority.objects.filter(plan__in=plans).select_related("plan")
    return rows.prefetch_related(*shown)


def plan_part(user, kehra):
    """What a Kehrä's page shows of its plan: the priorities in force, or whether one is written."""
    plans = Plan.objects.visible_to(user).filter(kehra=kehra)
    found = {"can_plan": rules.can_plan(user, kehra) and kehra.is_joinable}
    if priorities := list(hung(plans.in_force(), user)):
        return found | {"plan": priorities[0].plan, "priorities": priorities}
    return found | {"plan": plans.in_force().first(), "draft": plans.drafts().first()}


def hanging(user, record):
    """The priority that an idea or a project is for; for coordinators the form to choose it."""
    current = Priority.objects.current(record.kehra) if record.kehra else Priority.objects.none()
    hangs = record.priority_id is not None
    own = current.filter(pk=record.priority_id).select_related("plan").first() if hangs else None
    found = {"priority": own}
    if rules.can_plan(user, record.kehra) and (own or current.exists()):
        found["hang"] = HangForm(record=record)
    return found
