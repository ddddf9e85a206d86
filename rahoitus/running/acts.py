"""What people do to milestones: the words of the buttons and of the pages behind them."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import words
from kehityspolku.web.acts import Act, table
from rahoitus.running.forms import milestones

TELLS = _("Mail goes to who answers for it, the Kehrä's coordinators and Sukkula's adviser.")

# In the order of a page: the first that can be done is its primary one.
MILESTONE = table(
    Act(
        verb="finish_milestone",
        path="valmis",
        button=_("Mark as done"),
        explains=_("What you added shows to Sukkula and the funder that it is done."),
        done=_("The milestone is done."),
        tells=TELLS,
        form=milestones.DoneForm,
    ),
    Act(
        verb="move_milestone",
        path="siirra",
        button=_("Move the day"),
        explains=_("The day that was agreed first stays beside the new one."),
        done=_("The milestone has a new day."),
        tells=TELLS,
        form=milestones.MoveForm,
    ),
    Act(
        verb="reopen_milestone",
        path="avaa",
        button=_("Take up again"),
        explains=_("When it is not done after all, or is not given up."),
        done=_("The milestone is under way again."),
        tells=TELLS,
        form=words("reason", _("Why")),
    ),
    Act(
        verb="drop_milestone",
        path="luovu",
        button=_("Give it up"),
        explains=_("It stays in the list with the reason. If the funder agreed on it, ask first."),
        done=_("The milestone is given up."),
        tells=TELLS,
        form=words("reason", _("Why")),
        kind="danger",
    ),
)
