"""When an application went to the funder: a deadline is judged by that, not by when it is told."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import moments


def moment(day, clock=None):
    """The moment of a day and a time in Helsinki. Without a time it is now, if the day is today,
    else the day's beginning. ValidationError if it is still to come or never was.
    """
    now = moments.now()
    if clock is None:
        sent = now if day == moments.today() else moments.start_of(day)
    else:
        try:
            sent = moments.at(day, clock)
        except ValueError:
            words = _("There was no such time on that day: the clocks were moved on.")
            raise ValidationError({"sent_time": words}) from None
    moments.refuse_future(day, "sent_on")
    if sent > now:
        raise ValidationError({"sent_time": _("The time cannot be in the future.")})
    return sent


def last_moment(application, sent=None):
    """The last moment to send it; None when the call is open all year.

    `sent`: by the rules that stood when it went. An early end counts from its own day, whenever it
    was written down.
    """
    if application.late_until:
        return moments.end_of(application.late_until)
    call = application.call
    if sent is None:
        return call.closes_at
    early = call.ended_early_on and moments.end_of(call.ended_early_on)
    return min(filter(None, [call.rules_at(sent).closes_at, early]), default=None)


def is_late(application, sent: datetime):
    """Whether it went after the call had closed. 23.59.59,9 is still in time."""
    last = last_moment(application, sent)
    return last is not None and sent.replace(microsecond=0) > last


def refuse_late(application, sent):
    """ValidationError when it did not go in time."""
    if is_late(application, sent):
        last = {"last": moments.moment_text(last_moment(application, sent))}
        raise ValidationError({"sent_on": _("It had to be sent by %(last)s.") % last})
