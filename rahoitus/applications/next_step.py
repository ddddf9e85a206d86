"""What happens next to an application, and who acts."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from kehityspolku.web.acts import Next
from rahoitus.applications import sending

NEXT = {
    "preparing": Next(
        text=_("The coordinator completes the application and asks Sukkula to check it."),
        short=_("The applicants write the application"),
    ),
    "in_check": Next(
        text=_("Sukkula's adviser checks the application, then marks it or returns it."),
        short=_("Check the application"),
    ),
    "returned": Next(
        text=_("The coordinator corrects the application and asks Sukkula to check it again."),
        short=_("The applicants correct the application"),
    ),
    "checked": Next(
        text=_(
            "Who signs for the applicant approves it. Then Sukkula's adviser sends it in the "
            "funder's own service and records it here."
        ),
        short=_("Record it as sent to the funder"),
    ),
    "sent": Next(
        text=_("The funder decides. Its official or Sukkula's adviser records the decision here."),
        short=_("The funder decides"),
    ),
    "supplement_requested": Next(
        text=_("The coordinator answers the funder; Sukkula forwards the answer."),
        short=_("The applicants supply what was asked"),
    ),
    "granted": Next(
        text=_(
            "The project is under way. Sukkula closes the application when all is reported and "
            "paid."
        ),
        short=_("Follow the work and its claims"),
    ),
    "declined": Next(
        text=_(
            "The application is no longer being handled. "
            "Sukkula looks for the next source that fits."
        ),
        short=_("Nothing: the funder said no"),
    ),
    "closed": Next(
        text=_("Sukkula has closed the application: nothing more is awaited."),
        short=_("Nothing: it is closed"),
    ),
    "withdrawn": Next(
        text=_(
            "The application is no longer being handled. Sukkula can open another for another call."
        ),
        short=_("Nothing: it was withdrawn"),
    ),
    "expired": Next(
        text=_(
            "It was not sent in time. Tell Sukkula if it was, or if the funder agrees to take it "
            "late: a lead then opens it again. Otherwise Sukkula looks for the next call that fits."
        ),
        short=_("Nothing: the call closed"),
    ),
    "turned_down": Next(
        text=_("The grant is not used. Sukkula can open another application for another call."),
        short=_("Nothing: the grant was turned down"),
    ),
    "lapsed": Next(
        text=_("The work was not begun in time. Sukkula looks for the next call that fits."),
        short=_("Nothing: the grant lapsed"),
    ),
}
SUPPLIED = Next(
    text=_("The applicants have answered. Sukkula's adviser forwards the answer to the funder."),
    short=_("Forward the supplement to the funder"),
)
ASKING = Next(
    text=_("Sukkula's adviser takes the change to the funder and records the answer."),
    short=_("Take the change to the funder"),
)
FOR_RECORD = Next(
    text=_("Sukkula records here the decision that the funder made before the portal.")
)


def next_step(application):
    """With the last day to send it, or to answer the funder, until that is done."""
    if application.for_record and application.is_open_text:
        return FOR_RECORD
    if application.is_supplied:
        return replace(SUPPLIED, by=application.answer_by)
    if application.is_asking:
        return ASKING
    unsent = application.state in application.UNSENT
    if not unsent:
        return replace(NEXT[application.state], by=application.answer_by)
    closes = sending.last_moment(application)
    return replace(NEXT[application.state], by=application.deadline, closes=closes)
