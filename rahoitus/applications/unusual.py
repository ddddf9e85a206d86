"""What is unusual about a decision, in words: a slip of the key would be public at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from rahoitus.applications import budget


def refuse(application, amount, decided_on, because):
    """ValidationError when an unusual sum or day comes without the words why it is right."""
    if (found := of(application, amount, decided_on)) and not because.strip():
        then = _("Check it. If it is right, write why and press again.")
        raise ValidationError({"because": f"{' '.join(found)} {then}"})


def of(application, amount, decided_on):
    """A sentence for each thing that is unusual; a sum that was not stated is beyond nothing."""
    beyond = [
        words % {"sum": money.euros(amount), "most": money.euros(most)}
        for words, most in measures(application)
        if amount is not None and most and amount > most
    ]
    return [*beyond, *out_of_order(application, decided_on)]


def measures(application):
    """The most that could be expected, each with its words: (words, euros or None)."""
    call = application.call
    if application.is_for_record:
        costs = application.project.asked_for()
        yield _("%(sum)s is more than all the costs on the project card, %(most)s."), costs
    else:
        yield _("%(sum)s is more than was asked for, %(most)s."), budget.of(application).asked
    yield _("%(sum)s is more than the call's largest grant, %(most)s."), call.largest
    yield _("%(sum)s is more than the call has to give in all, %(most)s."), call.frame


def out_of_order(application, decided_on):
    sent = application.sent_at and application.sent_at.astimezone(moments.HELSINKI).date()
    if sent and decided_on < sent:
        days = {"day": moments.day_text(decided_on), "sent": moments.day_text(sent)}
        yield _("The day of the decision, %(day)s, is before the day it was sent, %(sent)s.") % days
