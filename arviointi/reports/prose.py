"""A period told in sentences whose words agree in number, for the first page of a report."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.documents.charts import percent
from kehityspolku.money import euros


def summary(told, reached=()):
    """The sentences of a `Progress` and of the outcomes of its goals, in the active language, in
    paragraphs."""
    kehrat, ideas, projects, granted, rate = told.figures
    return [
        " ".join([working(kehrat.value), suggested(ideas.value), compared(ideas)]),
        " ".join([belonging(projects.value), money(granted.value, told.city_money)]),
        " ".join([volunteered(told.hours), looked_at(told.risks)]),
        " ".join([answered(rate.value), learnt(len(told.lessons))]),
        *([met(reached)] if reached else []),
    ]


def working(number):
    if number is None:
        return _("It was not recorded how many Kehrät were working on the last day of the period.")
    if number == 0:
        return _("No Kehrä was working on the last day of the period.")
    told = ngettext(
        "On the last day of the period %(n)s Kehrä was working.",
        "On the last day of the period %(n)s Kehrät were working.",
        number,
    )
    return told % {"n": number}


def suggested(number):
    if number == 0:
        return _("No new ideas were suggested.")
    told = ngettext("%(n)s new idea was suggested.", "%(n)s new ideas were suggested.", number)
    return told % {"n": number}


def compared(figure):
    """How a number is to that of the period before."""
    facts = {"n": figure.before}
    if figure.before == 0:
        return _("In the period before there were none.")
    if figure.value == figure.before:
        return _("In the period before there were as many.")
    told = ngettext(
        "In the period before there was %(n)s.",
        "In the period before there were %(n)s.",
        figure.before,
    )
    return told % facts


def belonging(number):
    if number == 0:
        return _("No project belonged to the period.")
    told = ngettext(
        "%(n)s project belonged to the period.", "%(n)s projects belonged to the period.", number
    )
    return told % {"n": number}


def money(granted, city):
    if granted == 0:
        return _("No money was granted within it.")
    if granted < 0:
        facts = {"sum": euros(-granted)}
        return _("What had been granted was reduced by %(sum)s within it.") % facts
    facts = {"sum": euros(granted), "city": euros(city)}
    return _("Within it %(sum)s was granted, of which %(city)s by the City.") % facts


def volunteered(hours):
    """How much volunteer work was done; hours may be halves."""
    if hours.value == 0:
        return _("No volunteer work was recorded within it.")
    told = ngettext(
        "Volunteers worked for %(n)s hour.", "Volunteers worked for %(n)s hours.", ceil(hours.value)
    )
    return told % {"n": hours.text}


def met(reached):
    """How many of the goals were met by the last day."""
    number = sum(outcome.is_met is True for outcome in reached)
    told = ngettext(
        "Of the %(n)s goal set for the area %(met)s was met by the last day.",
        "Of the %(n)s goals set for the area %(met)s were met by the last day.",
        len(reached),
    )
    return told % {"n": len(reached), "met": number}


def looked_at(risks):
    """How many kinds of risk there were on the last day."""
    number = sum(bool(risk.names) for risk in risks)
    if number == 0:
        return _("Nothing that is looked at as a risk was seen on its last day.")
    told = ngettext(
        "Of the %(of)s things that are looked at as risks %(n)s was seen on its last day.",
        "Of the %(of)s things that are looked at as risks %(n)s were seen on its last day.",
        number,
    )
    return told % {"n": number, "of": len(risks)}


def answered(rate):
    if rate is None:
        return _("No survey of invited people closed in the period.")
    return _("Of the people invited to surveys %(share)s answered.") % {"share": percent(rate)}


def learnt(number):
    if number == 0:
        return _("No project told its lessons.")
    told = ngettext("%(n)s project told its lessons.", "%(n)s projects told their lessons.", number)
    return told % {"n": number}
