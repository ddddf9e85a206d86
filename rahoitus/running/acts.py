"""What people do while a project runs: the words of the buttons and of the pages behind them."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import words
from kehityspolku.web.acts import Act, table
from kehrat.groups import who_heard
from kehrat.projects import circles
from rahoitus.running.forms import milestones, money, reports
from rahoitus.running.forms.moving import MoveForm

BOTH = _("Mail goes to the Kehrä's coordinators and Sukkula's adviser.")
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
        form=MoveForm,
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

heard = who_heard.by_circle({circles.team: who_heard.of_team, circles.desk: who_heard.of_sukkula})

REPORT = table(
    Act(
        verb="send_report",
        path="laheta",
        button=_("Give it to Sukkula"),
        explains=_("Its figures stay as they stand now. Sukkula checks it and answers."),
        done=_("The report is with Sukkula."),
        tells=BOTH,
    ),
    Act(
        verb="accept_report",
        path="hyvaksy",
        button=_("Accept it"),
        explains=_("Accept it when what it tells and its figures are in order."),
        done=_("The report is accepted."),
        tells=BOTH,
    ),
    Act(
        verb="deliver_report",
        path="rahoittajalle",
        button=_("Record as sent to the funder"),
        explains=_("Send it first in the funder's own service, then record here when it went."),
        done=_("The report is recorded as sent."),
        tells=BOTH,
        form=reports.DeliverForm,
    ),
    Act(
        verb="return_report",
        path="palauta",
        button=_("Return for changes"),
        explains=_("Say what to change, how, and by when. The project can then write it again."),
        done=_("The report was returned to the project."),
        tells=BOTH,
        form=words("message", _("What to change")),
    ),
    Act(
        verb="move_report",
        path="siirra",
        button=_("Move the day"),
        explains=_("When the funder has given more time."),
        done=_("The report has a new day."),
        tells=BOTH,
        form=MoveForm,
    ),
    Act(
        verb="drop_report",
        path="pois",
        button=_("It is not needed"),
        explains=_("When the funder does not want it after all."),
        done=_("The report is not waited for any more."),
        tells=BOTH,
        form=words("reason", _("Why")),
        kind="danger",
    ),
    heard=heard,
)

PAYMENT = table(
    Act(
        verb="record_paid",
        path="maksettu",
        button=_("Record as paid"),
        explains=_("When the money is on the account, or has gone back from it."),
        done=_("The payment is recorded."),
        tells=BOTH,
        form=money.PaidForm,
    ),
    Act(
        verb="cancel_payment",
        path="peru",
        button=_("Take the payment back"),
        explains=_(
            "When it does not come or was recorded wrongly. It stays in the list with the reason; "
            "then tell the right one."
        ),
        done=_("The payment is taken back."),
        tells=BOTH,
        form=words("reason", _("Why")),
        kind="danger",
    ),
)

VOUCHER = table(
    Act(
        verb="approve_voucher",
        path="hyvaksy",
        button=_("Approve the voucher"),
        explains=_("You have looked at the file: payee, day, sum and line are right."),
        done=_("The voucher is approved and counts."),
        tells=_("No mail is sent."),
    ),
    Act(
        verb="reject_voucher",
        path="hylkaa",
        button=_("Turn the voucher down"),
        explains=_("It counts no more. Who brought it reads why and can correct it."),
        done=_("The voucher is turned down."),
        tells=_("Mail goes to who brought it."),
        form=words("reason", _("Why")),
        kind="danger",
    ),
)

WORK = table(
    Act(
        verb="reject_work",
        path="hylkaa",
        button=_("Turn the entry down"),
        explains=_("It does not count. Who logged it reads why."),
        done=_("The entry is turned down."),
        tells=_("Mail goes to who logged it."),
        form=words("reason", _("Why")),
        kind="danger",
    ),
)
