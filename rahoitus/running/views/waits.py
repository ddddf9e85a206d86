"""What waits for oneself in running projects, all of them on one page."""

from django.shortcuts import render

from rahoitus.running import waiting

MOST = 100  # of each kind


def running_waits(request):
    """Reports to write and to check, vouchers and hours to approve, milestones to finish."""
    user = request.user
    of_grant = ("application__call__source", "application__project")
    vouchers, entries = waiting.to_approve(user)
    context = {
        "to_write": waiting.to_write(user).select_related(*of_grant)[:MOST],
        "to_check": waiting.to_check(user).select_related(*of_grant)[:MOST],
        "vouchers": vouchers.select_related("project")[:MOST],
        "entries": entries.select_related("project")[:MOST],
        "to_scale": waiting.to_scale(user).select_related("call__source", "project")[:MOST],
        "asked": waiting.to_follow_up(user).select_related("project")[:MOST],
        "milestones": waiting.to_finish(user).select_related("project")[:MOST],
    }
    context["is_nothing"] = not any(context.values())
    return render(request, "rahoitus/running/waits.html", context)
