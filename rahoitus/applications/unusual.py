"""What is unusual about a decision's sum, in words: a slip of the key would be public at once."""

from django.utils.translation import gettext as _

from kehityspolku import money
from rahoitus.applications import budget


def of(application, amount):
    """A sentence for each measure that the sum is beyond; none of one that was not stated."""
    if amount is None:
        return []
    return [
        words % {"sum": money.euros(amount), "most": money.euros(most)}
        for words, most in measures(application)
        if most and amount > most
    ]


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
