"""A call in words: until when, and its rules one by one."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments, money


def countdown(call):
    """When the call closes or opens, as "closes on 15.1.2027, 52 days left"."""
    status = call.status
    if status == "coming":
        days = (call.opens_on - moments.today()).days
        return ngettext(
            "opens on %(day)s, in %(days)s day", "opens on %(day)s, in %(days)s days", days
        ) % {"day": moments.day_text(call.opens_on), "days": days}
    if not call.closes_on:
        return _("open all year")
    day = moments.day_text(call.closes_on)
    if status == "closed":
        return _("closed on %(day)s") % {"day": day}
    if not call.days_left:
        return _("closes today, %(day)s, at 23.59") % {"day": day}
    return ngettext(
        "closes on %(day)s, %(days)s day left",
        "closes on %(day)s, %(days)s days left",
        call.days_left,
    ) % {"day": day, "days": call.days_left}


def rules(call):
    """The rules as [(name, sentence), ...], in the order of the form; unknown ones left out."""
    pairs = [
        (_("Open"), _open(call)),
        (_("Who may apply"), _who(call)),
        (_("Areas"), ", ".join(d.name for d in call.districts.all()) or _("the whole of Helsinki")),
        (_("Grant"), _grant(call)),
        (_("Share of the costs"), _share(call)),
        (_("Own contribution"), _own(call)),
        (_("Duration"), _duration(call)),
        (_("Cost model"), _models(call)),
        (_("Partners"), _partners(call)),
        (_("Reach"), call.get_reach_display() if call.reach != "local" else ""),
        (_("Frame of the call"), money.euros(call.frame)),
    ]
    return [(name, sentence) for name, sentence in pairs if sentence]


def _open(call):
    if not call.closes_on:
        return _("all year, since %(day)s") % {"day": moments.day_text(call.opens_on)}
    return _("%(dates)s, closes at 23.59.59 Helsinki time") % {
        "dates": moments.dates(call.opens_on, call.closes_on)
    }


def _who(call):
    if call.registered_only:
        return _("registered associations and other legal persons")
    return _("registered associations and unregistered groups")


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


def _share(call):
    if call.highest_share is None:
        return ""
    return _("the grant covers at most %(share)s") % {"share": money.percent(call.highest_share)}


def _own(call):
    if not call.least_own_share:
        return ""
    return _("at least %(share)s of the costs, as money or as work in kind") % {
        "share": money.percent(call.least_own_share)
    }


def _duration(call):
    if not call.longest_months:
        return ""
    return ngettext(
        "at most %(months)s month", "at most %(months)s months", call.longest_months
    ) % {"months": call.longest_months}


def _models(call):
    labels = dict(call.CostModel.choices)
    return "; ".join(str(labels[model]) for model in call.cost_models if model in labels)


def _partners(call):
    if not call.partners_least:
        return ""
    return _("at least %(least)s") % {"least": call.partners_least}
