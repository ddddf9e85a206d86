"""What happens next to an application: who acts, and by when."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kehityspolku import moments

NEXT = {
    "preparing": _("The coordinator completes the application and asks Sukkula to check it."),
    "in_check": _("Sukkula's adviser checks the application, then marks it or returns it."),
    "returned": _("The coordinator mends the application and asks Sukkula to check it again."),
    "checked": _("Sukkula's adviser sends it in the funder's own service and records it here."),
    "sent": _("The funder decides. Its official or Sukkula's adviser records the decision here."),
    "supplement_requested": _("The coordinator answers the funder; Sukkula forwards the answer."),
    "granted": _("The Kehrä works. Sukkula closes the application when all is reported and paid."),
    "declined": _("This application rests. Sukkula looks for the next source that fits."),
    "closed": _("All is done: the money is reported and paid."),
    "withdrawn": _("This application rests. Sukkula can open another for another call."),
    "expired": _("It was not sent in time. Sukkula looks for the next call that fits."),
}
FOR_RECORD = _("Sukkula records here the decision that the funder made before the portal.")


@dataclass(frozen=True)
class Next:
    text: str
    by: date | None = None  # the last day, when there is one
    days: int | None = None

    @property
    def is_late(self):
        return self.days is not None and self.days < 7


def next_step(application):
    """The sentence for the application now, with the day by which it has to be sent."""
    if application.is_for_record and application.is_open_text:
        return Next(FOR_RECORD)
    by = application.deadline if application.state in application.UNSENT else None
    return Next(NEXT[application.state], by, (by - moments.today()).days if by else None)
