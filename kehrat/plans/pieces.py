"""What pages of other rooms show of a plan: its priorities, and the choice of one."""

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

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


def plan_rows(user, kehra):
    """What `plan_part` is made of, to be read: the Kehrä's plans in force or being written, the
    priorities in force with how many projects and ideas on them the reader may see."""
    plans = Plan.objects.visible_to(user).filter(kehra=kehra)
    rows = Priority.objects.filter(plan__in=plans.in_force())
    rows = rows.annotate(
        project_count=_on_it(Project.objects.visible_to(user)),
        idea_count=_on_it(Idea.objects.visible_to(user)),
    )
    return plans.in_force() | plans.drafts(), rows


def _on_it(rows):
    """How many of the rows hang on a priority."""
    counted = rows.filter(priority=OuterRef("pk")).order_by().values("priority")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def plan_part(user, kehra, plans, priorities):
    """What a Kehrä's page shows of its plan: the priorities in force, or whether one is written."""
    in_force = next((plan for plan in plans if plan.state == Plan.State.IN_FORCE), None)
    draft = next((plan for plan in plans if plan.is_draft), None)
    found = {"can_plan": rules.can_plan(user, kehra) and kehra.is_joinable, "plan": in_force}
    return found | ({"priorities": priorities} if priorities else {"draft": draft})


def hanging(user, record):
    """The priority that an idea or a project is for; for coordinators the form to choose it."""
    current = Priority.objects.current(record.kehra) if record.kehra else Priority.objects.none()
    hangs = record.priority_id is not None
    own = current.filter(pk=record.priority_id).select_related("plan").first() if hangs else None
    found = {"priority": own}
    if rules.can_plan(user, record.kehra) and (own or current.exists()):
        found["hang"] = HangForm(record=record)
    return found
