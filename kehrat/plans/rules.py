"""Who may write the development plan (docs/rights.md)."""

from kehrat.groups.rules import is_sukkula
from kehrat.meetings.rules import can_call_meeting


def can_plan(user, kehra):
    """Write the development plan, hang ideas and projects on its priorities."""
    return is_sukkula(user) if kehra is None else can_call_meeting(user, kehra)


def can_run_plan(user, plan):
    return can_plan(user, plan.kehra)
