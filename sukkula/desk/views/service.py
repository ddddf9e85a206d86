"""Service figures: public ones for everyone, those by adviser for Sukkula."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import render
from redis import RedisError

from kehityspolku import away
from kehityspolku.models import User
from sukkula import rules
from sukkula.advice.figures import table
from sukkula.advice.models import Advice
from sukkula.desk import service_times
from sukkula.desk.forms import PeriodForm

KEPT = 3600  # seconds


@login_not_required
def figures(request):
    """How long Sukkula's service takes. Public; advisers' names only inside Sukkula."""
    form = PeriodForm(request.GET)
    period = form.chosen_period
    found = kept_figures(period) or service_times.figures(period)
    steps = {step.name: step for step in service_times.STEPS}
    context = {
        "steps": [(steps[name], took) for name, took in found["steps"]],
        "majors": found["majors"],
        "ages": [*(label for _days, label in service_times.AGES), service_times.OLDER],
        "open": found["open"],
        "at": found["at"],
        "form": form,
        "period": period,
        "table": table(found["advice"]),
        "channels": Advice.Channel.labels,
        "first": period.first,
        "last": period.last,
    }
    if rules.can_use_desk(request.user):
        people = User.objects.in_bulk([pk for pk, _took in found["advisers"]])
        context["advisers"] = [(people[pk], took) for pk, took in found["advisers"] if pk in people]
    return render(request, "sukkula/desk/service.html", context)


def kept_figures(period):
    """The figures as they are kept, or kept now; None while Valkey, which keeps them, is away."""
    try:
        return cache.get_or_set(
            f"sukkula.service.{period.name}", partial(service_times.figures, period), KEPT
        )
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        return None
