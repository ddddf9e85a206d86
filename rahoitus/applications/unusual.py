"""What is unusual about a decision, in words: a slip of the key would be public at once."""

from calendar import monthrange
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehityspolku.second_press import refuse_unexplained
from rahoitus.applications import budget, sending


def refuse(application, amount, decided_on, because):
    """ValidationError when an unusual sum or day comes without the words why it is right."""
    refuse_unexplained(of(application, amount, decided_on), because)


def refuse_change(application, amount, decided_on, because):
    """The same of what changes a grant, or ends it: `amount` is None where no new sum is set."""
    found = [*of(application, amount, decided_on), *before_the_yes(application, decided_on)]
    refuse_unexplained(found, because)


def refuse_alteration(application, ends_on, decided_on, because):
    """The same of another last day for the work."""
    found = [*beyond_the_call(application, ends_on), *of(application, None, decided_on)]
    refuse_unexplained([*found, *before_the_yes(application, decided_on)], because)


def beyond_the_call(application, ends_on):
    """Sentences of a last day that the call's rules do not know."""
    call = application.held_to
    if not ends_on:
        return
    day = moments.day_text(ends_on)
    if call.ends_latest_on and ends_on > call.ends_latest_on:
        most = {"day": day, "most": moments.day_text(call.ends_latest_on)}
        yield _("The last day, %(day)s, is after the call's own, %(most)s.") % most
    first = application.starts_on
    if call.longest_months and first and ends_on > months_later(first, call.longest_months):
        most = {"day": day, "months": call.longest_months}
        yield _("With the last day %(day)s the work takes more than %(months)s months.") % most


def months_later(day, months):
    """The last day of so many months that begin on a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=1)


def refuse_order(application, decided_on):
    """ValidationError for a day of decision that can't be."""
    if found := list(out_of_order(application, decided_on)):
        raise ValidationError({"decided_on": found})


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
    call = application.held_to
    part = budget.scope(application, call)["part"]
    if application.for_record:
        costs = application.project.asked_for()
        yield _("%(sum)s is more than all the costs on the project card, %(most)s."), costs
    else:
        yield _("%(sum)s is more than was asked for, %(most)s."), budget.of(application).asked
    largest = budget.Limits.of(call, part).largest
    yield _("%(sum)s is more than the call's largest grant, %(most)s."), largest
    yield _("%(sum)s is more than the call has to give in all, %(most)s."), call.frame


def outside(application, sent):
    """Sentences of a moment of sending that is not within the call's days."""
    opens = application.call.rules_at(sent).opens_on
    day = sent.astimezone(moments.HELSINKI).date()
    if day < opens:
        days = {"day": moments.day_text(day), "opens": moments.day_text(opens)}
        yield _("The day of sending, %(day)s, is before the call opened, %(opens)s.") % days
    if sending.is_late(application, sent):
        last = moments.moment_text(sending.last_moment(application, sent))
        yield _("It had to be sent by %(last)s.") % {"last": last}


def late_answer(supplement):
    """A sentence of an answer that went to the funder after the day by which it was wanted."""
    asked = supplement.answer_by
    if asked and supplement.forwarded_on > asked:
        days = {"day": supplement.forwarded_on, "asked": asked}
        days = {name: moments.day_text(day) for name, day in days.items()}
        yield _("The answer went on %(day)s, but the funder wanted it by %(asked)s.") % days


def before_the_yes(application, decided_on):
    """Sentences of a day on which nothing had been granted yet."""
    if application.decided_on and decided_on and decided_on < application.decided_on:
        days = {"day": decided_on, "yes": application.decided_on}
        days = {name: moments.day_text(day) for name, day in days.items()}
        yield _("The day of the change, %(day)s, is before the decision, %(yes)s.") % days


def out_of_order(application, decided_on):
    """Sentences of a day of decision, None where it is not known, that does not fit the others."""
    if not decided_on:
        return
    opens = application.held_to.opens_on
    if decided_on < opens:
        days = {"day": moments.day_text(decided_on), "opens": moments.day_text(opens)}
        yield _("The day of the decision, %(day)s, is before the call opened, %(opens)s.") % days
    sent = application.sent_at and application.sent_at.astimezone(moments.HELSINKI).date()
    if sent and decided_on < sent:
        days = {"day": moments.day_text(decided_on), "sent": moments.day_text(sent)}
        yield _("The day of the decision, %(day)s, is before the day it was sent, %(sent)s.") % days
