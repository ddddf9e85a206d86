"""What those who run a plan do with it: words of the button and of the page behind it."""

from dataclasses import replace
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kehityspolku.web.acts import Act, open_acts, table
from kehrat.plans.forms import AdoptForm

ACTS = table(
    Act(
        verb="adopt_plan",
        path="voimaan",
        button=_("Put the plan in force"),
        explains=_("It becomes public and stays as it is; it is changed by a new version."),
        done=_("The plan is in force. The Kehrä's members were told."),
        tells=_("All members of the Kehrä get a message."),
        form=AdoptForm,
        kind="button",
    ),
)


def acts_of(plan, user):
    """What the person can do to the plan now: one without priorities is not put in force."""
    found = open_acts(ACTS, plan, user)
    return found if found and plan.priorities.exists() else []


def adopting(plan):
    """The act that puts this plan in force, with the Kehrä's meetings to choose from."""
    return replace(ACTS["adopt_plan"], form=partial(AdoptForm, plan=plan))


def adopt(plan, **given):
    """Put it in force; what is wrong is about the day."""
    try:
        return ACTS["adopt_plan"].take(plan, **given)
    except ValidationError as problem:
        raise ValidationError({"on": problem.messages}) from problem
