"""What people do to an application: the words of the buttons and of the pages behind them."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import words
from kehityspolku.web import acts
from kehityspolku.web.acts import Act, table
from kehityspolku.web.unusual import AllTheSameForm
from kehrat.groups import who_heard
from kehrat.projects import circles
from rahoitus.applications.forms import steps as forms

BOTH = _("Mail goes to the Kehrä's coordinators and Sukkula's adviser.")
ONCE_SENT = _(
    "Mail goes to the Kehrä's coordinators and Sukkula's adviser; of an application that was sent, "
    "to the funder's official too."
)
ALL = _("Mail goes to the Kehrä's coordinators, Sukkula's adviser and the funder's official.")

heard = who_heard.by_circle({circles.team: who_heard.of_team, circles.desk: who_heard.of_sukkula})

# In the order of a page: the first that can be done is its primary one.
ACTS = table(
    Act(
        verb="ask_check",
        button=_("Ask Sukkula to check"),
        done=_("You asked Sukkula to check the application."),
        tells=BOTH,
    ),
    Act(
        verb="supply",
        path="taydenna",
        button=_("Answer the funder's request"),
        explains=_(
            "Write what the funder asked for. Sukkula forwards it in the funder's own service."
        ),
        done=_("Your answer went to Sukkula, who forwards it to the funder."),
        tells=BOTH,
        form=forms.MessageForm,
    ),
    Act(
        verb="ask_check_for",
        path="tarkistukseen",
        button=_("Take into the check in the applicants' place"),
        explains=_("When the applicants have told you in another way that it is ready."),
        done=_("The application is in Sukkula's check."),
        tells=BOTH,
        form=words("reason", _("Reason"), _("The applicants read it.")),
    ),
    Act(
        verb="mark_checked",
        button=_("Mark as checked"),
        done=_("The application is checked."),
        tells=BOTH,
    ),
    Act(
        verb="record_sent",
        path="lahetetty",
        button=_("Record as sent"),
        explains=_("Send it first in the funder's own service, then record here when it went."),
        done=_("The application is recorded as sent."),
        tells=ALL,
        form=forms.SentForm,
    ),
    Act(
        verb="supply_for",
        path="taydenna-puolesta",
        button=_("Write down the applicants' answer"),
        explains=_("When the applicants have answered in another way, such as by telephone."),
        done=_("The answer is written down."),
        tells=BOTH,
        form=forms.MessageForm,
    ),
    Act(
        verb="forward",
        path="taydennys-lahetetty",
        button=_("Record the supplement as sent"),
        explains=_("Send it first in the funder's own service, then record here when it went."),
        done=_("The supplement is recorded."),
        tells=ALL,
        form=forms.ForwardForm,
    ),
    Act(
        verb="record_past",
        path="kirjaa",
        button=_("Record a past decision"),
        explains=_(
            "For a yes that the funder gave before the portal. It is marked as recorded afterwards."
        ),
        done=_("The decision is recorded afterwards. The project runs."),
        tells=BOTH,
        form=forms.PastForm,
    ),
    Act(
        verb="record_past_no",
        path="kirjaa-kielteinen",
        button=_("Record a past refusal"),
        explains=_(
            "For a no that the funder gave before the portal. It is marked as recorded afterwards."
        ),
        done=_("The refusal is recorded afterwards."),
        tells=BOTH,
        form=forms.PastNoForm,
    ),
    Act(
        verb="grant",
        path="myonna",
        button=_("Record a yes"),
        explains=_("The project starts to run and its card shows the sum."),
        done=_("The grant is recorded. The project runs."),
        tells=ALL,
        form=forms.GrantForm,
    ),
    Act(
        verb="decline",
        path="hylkaa",
        button=_("Record a no"),
        explains=_("The applicants read the reason. Sukkula then looks for the next source."),
        done=_("The refusal is recorded."),
        tells=ALL,
        form=forms.DeclineForm,
    ),
    Act(
        verb="grant_after_all",
        path="sittenkin",
        button=_("Record a yes after all"),
        explains=_("When the funder decides anew, for example after an appeal."),
        done=_("The grant is recorded. The project runs."),
        tells=ALL,
        form=forms.AfterAllForm,
    ),
    Act(
        verb="send_back",
        path="palauta",
        button=_("Return for changes"),
        explains=_("Say what to change, how, and by when. The applicants can then write it again."),
        done=_("The application was returned to the applicants."),
        tells=BOTH,
        form=forms.MessageForm,
    ),
    Act(
        verb="request_supplement",
        path="taydennyspyynto",
        button=_("Record a request for more"),
        explains=_("Say what the funder wants to know or to have, and by when."),
        done=_("The request went to the applicants."),
        tells=BOTH,
        form=forms.SupplementForm,
    ),
    Act(
        verb="move_supplement",
        path="taydennyksen-maarapaiva",
        button=_("Change the last day of the answer"),
        explains=_("When the funder gives more time, or the day was recorded wrongly."),
        done=_("The last day is changed."),
        tells=BOTH,
        form=forms.MoveAnswerForm,
    ),
    Act(
        verb="close",
        path="sulje",
        button=_("Close the application"),
        explains=_("Close it when all is reported and paid. It stays readable."),
        done=_("The application is closed."),
        tells=BOTH,
        form=AllTheSameForm,
    ),
    Act(
        verb="change_decision",
        path="muutos",
        button=_("Record a change of the decision"),
        explains=_(
            "For what the funder itself decides anew: another sum, less, money back. A decision "
            "that was recorded wrongly is corrected beside the decision."
        ),
        done=_("The change is recorded."),
        tells=ALL,
        form=forms.ChangeForm,
    ),
    Act(
        verb="ask_alteration",
        path="muutoshakemus",
        button=_("Ask for another last day or purpose"),
        explains=_("Sukkula asks the funder. The change holds once the funder has agreed to it."),
        done=_("You asked Sukkula to have it changed."),
        tells=BOTH,
        form=forms.AlterationForm,
    ),
    Act(
        verb="ask_alteration_for",
        path="muutoshakemus-puolesta",
        button=_("Write down a change that the applicants ask for"),
        explains=_("When the applicants have asked for it in another way. Ask the funder for it."),
        done=_("The change that was asked for is written down."),
        tells=BOTH,
        form=forms.AlterationForm,
    ),
    Act(
        verb="agree_alteration",
        path="muutos-hyvaksytty",
        button=_("Record that a change is agreed to"),
        explains=_("The funder agrees to another last day or purpose. The sum stays."),
        done=_("The change is recorded."),
        tells=ALL,
        form=forms.AgreeForm,
    ),
    Act(
        verb="refuse_alteration",
        path="muutos-hylatty",
        button=_("Record that a change is not agreed to"),
        explains=_("The grant stays as it was."),
        done=_("The answer is recorded."),
        tells=ALL,
        form=forms.RefuseForm,
    ),
    Act(
        verb="lapse",
        path="raukesi",
        button=_("Record that the grant lapsed"),
        explains=_(
            "When the work was not begun in time and the funder tells that the grant is no more."
        ),
        done=_("It is recorded that the grant lapsed."),
        tells=ALL,
        form=forms.LapseForm,
        kind="danger",
    ),
    Act(
        verb="turn_down",
        path="kieltaydy",
        button=_("Turn the grant down"),
        explains=_(
            "When you do not use the money. Tell the funder too, in its own service. The project "
            "then looks for money again, unless it has another grant."
        ),
        done=_("The grant is turned down."),
        tells=ALL,
        form=forms.TurnDownForm,
        kind="danger",
    ),
    Act(
        verb="turn_down_for",
        path="kieltaydy-puolesta",
        button=_("Record that the applicants turned the grant down"),
        explains=_(
            "When the applicants have told it in another way. The project then looks for money "
            "again, unless it has another grant."
        ),
        done=_("It is recorded that the grant was turned down."),
        tells=ALL,
        form=forms.TurnDownForm,
        kind="danger",
    ),
    Act(
        verb="reopen",
        path="jatka",
        button=_("Allow it to be sent late"),
        explains=_("Only when the funder has agreed to take it after the closing time."),
        done=_("The application is open again."),
        tells=BOTH,
        form=forms.LateForm,
    ),
    Act(
        verb="withdraw_application",
        path="peru",
        button=_("Withdraw the application"),
        explains=_("It cannot be continued after this. It stays readable, with its budget."),
        done=_("The application is withdrawn."),
        tells=ONCE_SENT,
        kind="danger",
    ),
    Act(
        verb="withdraw_application_for",
        path="peru-puolesta",
        button=_("Withdraw in the applicants' place"),
        explains=_(
            "When the applicants have said so or do not answer. It cannot be continued after this."
        ),
        done=_("The application is withdrawn, and the applicants are told why."),
        tells=ONCE_SENT,
        form=words("reason", _("Reason"), _("The applicants read it.")),
        kind="danger",
    ),
    heard=heard,
)


PAST = ("record_past", "record_past_no")
FOR_RECORD = (
    *PAST,
    "withdraw_application",
    "withdraw_application_for",
    "change_decision",
    "close",
    "grant_after_all",
    "lapse",
    "turn_down",
    "turn_down_for",
)


def open_acts(application, user):
    """What the person can do to the application now, in the order above."""
    can = acts.open_acts(ACTS, application, user)
    if application.for_record:
        return [act for act in can if act.verb in FOR_RECORD]
    return [act for act in can if act.verb not in PAST]
