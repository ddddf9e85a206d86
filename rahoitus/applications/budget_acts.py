"""What people do to the budget of a grant: words of the buttons and of the pages behind them."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.web import acts
from kehityspolku.web.acts import Act, table
from rahoitus.applications.acts import ALL, BOTH, heard
from rahoitus.applications.forms import budgets as forms

# In the order of a page: the first that can be done is its primary one.
ACTS = table(
    Act(
        verb="approve_amendment",
        path="hyvaksytty",
        button=_("Record that the change was approved"),
        explains=_("The changed budget holds from the funder's day on."),
        done=_("The change holds."),
        tells=ALL,
        form=forms.ApproveForm,
    ),
    Act(
        verb="refuse_amendment",
        path="evatty",
        button=_("Record that the change was refused"),
        explains=_("The budget that holds now stays."),
        done=_("The refusal is recorded."),
        tells=ALL,
        form=forms.RefuseForm,
    ),
    Act(
        verb="ask_amendment",
        path="muutos",
        button=_("Ask for a change of the budget"),
        explains=_(
            "Costs and money may change, the grant stays. Sukkula takes it to the funder; the "
            "budget that holds now stays until the funder says yes."
        ),
        done=_("The change is asked for. Sukkula takes it to the funder."),
        tells=BOTH,
        form=forms.AskForm,
    ),
    Act(
        verb="take_back_amendment",
        path="peru-muutos",
        button=_("Take the change back"),
        explains=_("The budget that holds now stays. You can ask for another change later."),
        done=_("The change is taken back."),
        tells=BOTH,
        kind="danger",
    ),
    Act(
        verb="give_budget",
        path="kirjaa",
        button=_("Write the approved budget"),
        explains=_("As the funder's decision has it, in place of the one that holds now."),
        done=_("The approved budget is written."),
        tells=BOTH,
        form=forms.GiveForm,
    ),
    heard=heard,
)
OF_OPEN = {"approve_amendment", "refuse_amendment", "take_back_amendment"}


def open_acts(application, user):
    """What the person can do to the budget now, in the order above."""
    can = acts.open_acts(ACTS, application, user)
    if not can or application.for_record:
        return []
    shut = {"ask_amendment"} if application.amendments.open().exists() else OF_OPEN
    if not application.budget_now:
        shut |= {"ask_amendment"}
    return [act for act in can if act.verb not in shut]
