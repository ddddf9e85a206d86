"""What people do to an application: the words of the buttons and of the pages behind them."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehityspolku.events.steps import open_steps
from kehityspolku.fields import NoWords
from rahoitus.applications import decision_forms
from rahoitus.applications import forms as application_forms

TEAM = _("Mail goes to the Kehrä's coordinators.")
ADVISER = _("Mail goes to Sukkula's adviser.")
BOTH = _("Mail goes to the Kehrä's coordinators and Sukkula's adviser.")
ALL = _("Mail goes to the Kehrä's coordinators, Sukkula's adviser and the funder's official.")


@dataclass(frozen=True)
class Act:
    """A verb of an application. `word`: its Finnish word in the address, "" when a button does."""

    verb: str
    label: str
    told: str  # who gets mail
    done: str
    word: str = ""
    form: type[forms.Form] | None = None
    explains: str = ""
    kind: str = "second"

    def url(self, application):
        if self.word:
            return reverse("rahoitus:worded_step", args=[application.pk, self.word])
        return reverse("rahoitus:step", args=[application.pk, self.verb])


# In the order of a page: the first that can be done is its primary one.
ACTS = [
    Act(
        "ask_check",
        _("Ask Sukkula to check"),
        ADVISER,
        _("You asked Sukkula to check the application."),
    ),
    Act(
        "supply",
        _("Answer the funder's request"),
        ADVISER,
        _("Your answer went to Sukkula, who forwards it to the funder."),
        "taydenna",
        application_forms.MessageForm,
        _("Write what the funder asked for. Sukkula forwards it in the funder's own service."),
    ),
    Act("mark_checked", _("Mark as checked"), TEAM, _("The application is checked.")),
    Act(
        "record_sent",
        _("Record as sent"),
        ALL,
        _("The application is recorded as sent."),
        "lahetetty",
        application_forms.SentForm,
        _("Send it first in the funder's own service, then record here when it went."),
    ),
    Act("forward", _("Record the supplement as sent"), ALL, _("The supplement is recorded.")),
    Act(
        "record_past",
        _("Record a past decision"),
        BOTH,
        _("The decision is recorded afterwards. The project runs."),
        "kirjaa",
        decision_forms.PastForm,
        _("For a yes that the funder gave before the portal. It is marked as recorded afterwards."),
    ),
    Act(
        "grant",
        _("Record a yes"),
        ALL,
        _("The grant is recorded. The project runs."),
        "myonna",
        decision_forms.GrantForm,
        _("The project starts to run and its card shows the sum."),
    ),
    Act(
        "decline",
        _("Record a no"),
        ALL,
        _("The refusal is recorded."),
        "hylkaa",
        decision_forms.DeclineForm,
        _("The applicants read the reason. Sukkula then looks for the next source."),
    ),
    Act(
        "send_back",
        _("Return for changes"),
        TEAM,
        _("The application was returned to the applicants."),
        "palauta",
        application_forms.MessageForm,
        _("Say what to change, how, and by when. The applicants can then write it again."),
    ),
    Act(
        "request_supplement",
        _("Record a request for more"),
        BOTH,
        _("The request went to the applicants."),
        "taydennyspyynto",
        application_forms.MessageForm,
        _("Say what the funder wants to know or to have, and by when."),
    ),
    Act(
        "close",
        _("Close the application"),
        BOTH,
        _("The application is closed."),
        "sulje",
        NoWords,
        _("Close it when all is reported and paid. It stays readable."),
    ),
    Act(
        "reopen",
        _("Let it be sent late"),
        BOTH,
        _("The application is open again."),
        "jatka",
        application_forms.LateForm,
        _("Only when the funder has agreed to take it after the closing time."),
    ),
    Act(
        "withdraw_application",
        _("Withdraw the application"),
        BOTH,
        _("The application is withdrawn."),
        "peru",
        NoWords,
        _("It cannot be continued after this. It stays readable, with its budget."),
        "danger",
    ),
]
WORDED = {act.word: act for act in ACTS if act.word}
PLAIN = {act.verb: act for act in ACTS if not act.word}


def open_acts(application, user):
    """The acts this person can take now, as [(act, url), ...]; the first is the primary one."""
    can = open_steps(application, user)
    if application.is_for_record:
        can &= {"record_past", "withdraw_application", "close"}
    else:
        can -= {"record_past"}
    return [(act, act.url(application)) for act in ACTS if act.verb in can]
