"""From which day to which the costs of a grant count."""

from kehityspolku import moments


def costs_count(application):
    """(first day, last day); None for what neither the call nor the application tells."""
    call = application.held_to
    days = {
        "applied": application.sent_at and application.sent_at.astimezone(moments.HELSINKI).date(),
        "decided": application.decided_on,
        "opened": call.opens_on,
        "day": call.costs_from_on,
    }
    return days.get(call.costs_from, application.starts_on), application.last_day_of_work
