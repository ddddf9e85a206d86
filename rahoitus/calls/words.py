"""A call in words: until when, and its rules one by one."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kehityspolku import moments, money


def countdown(call):
    """When the call closes or opens, as "closes on 15.1.2027, 52 days left"."""
    status = call.status
    if status == "coming":
        days = (call.opens_on - moments.today()).days
        return ngettext(
            "opens on %(day)s, in %(days)s day", "opens on %(day)s, in %(days)s days", days
        ) % {"day": moments.day_text(call.opens_on), "days": days}
    if not call.closes_at:
        return _("open all year")
    day = moments.day_text(call.last_day)
    if call.ended_early:
        return _("ended early on %(day)s") % {"day": day}
    if status == "closed" and call.last_day == moments.today():
        return _("closed today at %(time)s") % {"time": clock(call)}
    if status == "closed":
        return _("closed on %(day)s") % {"day": day}
    if not call.days_left:
        return _("closes today, %(day)s, at %(time)s") % {"day": day, "time": clock(call)}
    return ngettext(
        "closes on %(day)s, %(days)s day left",
        "closes on %(day)s, %(days)s days left",
        call.days_left,
    ) % {"day": day, "days": call.days_left}


def clock(call):
    """The time of day at which it closes, "16.00", with seconds only where they are told."""
    here = call.closes_at.astimezone(moments.HELSINKI)
    return f"{here.hour}.{here:%M}" + (f".{here:%S}" if here.second else "")


def days(call):
    """From when to when it is open, which doesn't change from day to day as a countdown does."""
    return _open(call)


def rules(call):
    """The rules as [(name, sentence), ...], in the order of the form; unknown ones left out."""
    pairs = [
        (_("Open"), _open(call)),
        (_("Ended early"), call.ended_early_why if call.ended_early_on else ""),
        (_("Registration"), _until(call.register_by)),
        (_("Second stage"), _until(call.second_stage_on)),
        (_("Who may apply"), who(call)),
        (_("Areas"), ", ".join(d.name for d in call.districts.all()) or _("the whole of Helsinki")),
        (_("Grant"), _grant(call)),
        *((str(part), _part(part)) for part in call.parts.all()),
        (_("Share of the costs"), _share(call)),
        (_("Own contribution"), _own(call)),
        (_("Volunteer work"), _volunteers(call)),
        (_("Duration"), _duration(call)),
        (_("Costs count"), _costs_from(call)),
        (_("Cost model"), _models(call)),
        (_("Partners"), _partners(call)),
        (_("Reach"), call.get_reach_display() if call.reach != "local" else ""),
        (_("The money is paid"), _paid(call)),
        (_("Total to be granted"), money.euros(call.frame)),
        *((capfirst(report.get_kind_display()), _due(report)) for report in call.reports.all()),
        (_("Papers are kept"), _kept(call)),
        (_("De minimis"), _("granted as de minimis aid") if call.de_minimis else ""),
        *((capfirst(c.get_kind_display()), str(c)) for c in call.conditions.all()),
    ]
    return [(name, sentence) for name, sentence in pairs if sentence]


def _open(call):
    if not call.closes_on:
        return _("all year, since %(day)s") % {"day": moments.day_text(call.opens_on)}
    time = call.closes_time or moments.LAST_SECOND
    return _("%(dates)s, closes at %(time)s Helsinki time") % {
        "dates": moments.dates(call.opens_on, call.closes_on),
        "time": f"{time.hour}.{time:%M}" + (f".{time:%S}" if time.second else ""),
    }


def _until(day):
    return _("by %(day)s") % {"day": moments.day_text(day)} if day else ""


def who(call):
    """Those who may apply, as "association, foundation"; "" when nobody has told."""
    labels = dict(call.Applicant.choices)
    return ", ".join(str(labels[kind]) for kind in call.applicants if kind in labels)


def _grant(call):
    if call.smallest and call.largest:
        return _("from %(least)s to %(most)s") % {
            "least": money.euros(call.smallest),
            "most": money.euros(call.largest),
        }
    if call.largest:
        return _("at most %(most)s") % {"most": money.euros(call.largest)}
    if call.smallest:
        return _("at least %(least)s") % {"least": money.euros(call.smallest)}
    return ""


def _part(part):
    words = [_grant(part), _share(part)]
    return "; ".join(word for word in words if word) or _("limits as of the whole call")


def _share(call):
    if call.highest_share is None:
        return ""
    return _("the grant covers at most %(share)s") % {"share": money.percent(call.highest_share)}


def _own(call):
    counts = ", ".join(str(dict(call.Own.choices)[kind]) for kind in call.own_counts)
    least = {"share": money.percent(call.least_own_share), "counts": counts}
    if call.least_own_share and counts:
        return _("at least %(share)s of the costs; what counts: %(counts)s") % least
    if call.least_own_share:
        return _("at least %(share)s of the costs") % least
    return _("what counts: %(counts)s") % least if counts else ""


def _volunteers(call):
    words = []
    if call.hour_value is not None:
        words.append(_("%(sum)s an hour") % {"sum": money.euros(call.hour_value)})
    if call.hours_share is not None:
        share = {"share": money.percent(call.hours_share)}
        words.append(_("at most %(share)s of the costs") % share)
    return ", ".join(words)


def _duration(call):
    words = []
    if call.shortest_months:
        words.append(_months(_("at least %(time)s"), call.shortest_months))
    if call.longest_months:
        words.append(_months(_("at most %(time)s"), call.longest_months))
    if call.ends_latest_on:
        day = {"day": moments.day_text(call.ends_latest_on)}
        words.append(_("ends on %(day)s at the latest") % day)
    return ", ".join(words)


def _months(sentence, number):
    time = ngettext("%(number)s month", "%(number)s months", number) % {"number": number}
    return sentence % {"time": time}


def _costs_from(call):
    if call.costs_from == "day" and call.costs_from_on:
        return _("from %(day)s") % {"day": moments.day_text(call.costs_from_on)}
    return call.get_costs_from_display()


AFTER = {
    "start": gettext_lazy("%(time)s after the project's start"),
    "end": gettext_lazy("%(time)s after the project's end"),
    "decision": gettext_lazy("%(time)s after the decision"),
}


def _due(report):
    """When a report is due, as "6 months after the project's start, then every 6 months"."""
    due = _months(AFTER[report.after], report.months)
    if not report.every_months:
        return due
    again = ngettext(
        "%(due)s, then every month", "%(due)s, then every %(number)s months", report.every_months
    )
    return again % {"due": due, "number": report.every_months}


def _paid(call):
    """How it is paid, and how much of it before the work is done."""
    words = [str(call.get_payment_display())]
    if call.advance_share is not None:
        share = {"share": money.percent(call.advance_share)}
        words.append(_("at most %(share)s of the grant in advance") % share)
    return ", ".join(filter(None, words))


def _kept(call):
    if not call.retention_years:
        return ""
    return ngettext("%(years)s year", "%(years)s years", call.retention_years) % {
        "years": call.retention_years
    }


def _models(call):
    return "; ".join(map(str, call.models()))


def _partners(call):
    if not call.partners_least:
        return ""
    return _("at least %(least)s") % {"least": call.partners_least}
