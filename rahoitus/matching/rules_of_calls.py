"""The rules a call can have, each a function (profile, call, at) -> (ok, sentence) or None.

None: the call has no such rule. `ok` None: the card cannot tell, a person has to check.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments, money
from rahoitus.calls import words
from rahoitus.calls.models import Call


def applicant(profile, call, at):
    kinds = set(call.applicants)
    if not kinds:
        return None, _("The call doesn't tell who may apply. Check it with the funder.")
    who, may = profile.applicant, {"kinds": words.who(call)}
    if kinds.isdisjoint(call.REGISTERED):
        return None, _("Only these may apply: %(kinds)s. Check who applies.") % may
    if not kinds.isdisjoint({"person", "group"}):
        return _free_applicant(who, kinds, may)
    if not who:
        return None, _(
            "The applicant must be registered and the card names none. "
            "Name a registered association as the applicant."
        )
    if who.registered is None:
        return None, _(
            "The applicant must be registered, and it is not known whether %(name)s is. Check it."
        ) % {"name": who}
    if not who.registered:
        return False, _(
            "The applicant must be registered and %(name)s is not. "
            "Ask a registered association to apply on its behalf."
        ) % {"name": who}
    return _registered(who, kinds, may)


def _free_applicant(who, kinds, may):
    """A person or a group may apply too."""
    if who and who.registered:
        return _registered(who, kinds, may)
    if "group" in kinds:
        return True, _("The applicant need not be registered.")
    return None, _("Only these may apply: %(kinds)s. Check who applies.") % may


def _registered(who, kinds, may):
    """A registered applicant, of a kind that is known or not."""
    if kinds.issuperset(Call.REGISTERED):
        return True, _("The applicant, %(name)s, is registered.") % {"name": who}
    if who.kind:
        told = may | {"name": who, "kind": who.get_kind_display()}
        if who.kind in kinds:
            return True, _("The applicant, %(name)s: %(kind)s. Such may apply.") % told
        return False, _(
            "Only these may apply: %(kinds)s. "
            "The applicant, %(name)s, is of another kind: %(kind)s. "
            "Ask one of them to apply on its behalf."
        ) % told
    return None, _(
        "The applicant, %(name)s, is registered. Check that it is one of these: %(kinds)s."
    ) % (may | {"name": who})


def area(profile, call, at):
    wanted = {district.number: district.name for district in call.districts.all()}
    if not wanted:
        return True, _("The call covers the whole of Helsinki.")
    names = ", ".join(wanted.values())
    if profile.whole_city:
        return False, _(
            "The call funds only %(areas)s and the card covers the whole of Helsinki. "
            "Limit the application to these."
        ) % {"areas": names}
    if not profile.districts:
        return None, _("The call funds only %(areas)s. Check the card's areas.") % {"areas": names}
    if outside := [name for number, name in profile.districts.items() if number not in wanted]:
        return False, _(
            "The call funds only %(areas)s and the card also covers %(outside)s. "
            "Limit the application to the first."
        ) % {"areas": names, "outside": ", ".join(outside)}
    return True, _("The call funds the card's areas: %(areas)s.") % {
        "areas": ", ".join(profile.districts.values())
    }


def amount(profile, call, at):
    asked = profile.asked(call)
    if asked is None:
        return None, _("The card states no costs, so the amount cannot be compared. Check it.")
    if not profile.costs_known and not (call.largest and asked > call.largest):
        return None, _(
            "Some of the card's costs have no amount, so what to apply for cannot be compared. "
            "Check it."
        )
    figures = {"asked": money.euros(asked), "limit": money.euros(call.largest)}
    if call.largest and asked > call.largest:
        return False, _(
            "The %(asked)s to apply for is over the largest grant, %(limit)s. "
            "Apply for a smaller part of the project."
        ) % figures
    if call.smallest and asked < call.smallest:
        return False, _(
            "The %(asked)s to apply for is under the smallest grant, %(limit)s. "
            "Join forces with another project or choose a smaller call."
        ) % (figures | {"limit": money.euros(call.smallest)})
    if call.largest and call.smallest:
        between = f"{money.figures(call.smallest)}–{money.euros(call.largest)}"
        return True, _("The %(asked)s to apply for is within %(limits)s.") % {
            "asked": figures["asked"],
            "limits": between,
        }
    if call.largest:
        return True, _("The %(asked)s to apply for is at most %(limit)s.") % figures
    return True, _("The call sets no upper limit for the %(asked)s to apply for.") % figures


def share(profile, call, at):
    if call.highest_share is None:
        return None if profile.costs is None else _no_share(call)
    figures = {"share": money.percent(call.highest_share)}
    if profile.costs is None:
        return True, _("The grant covers at most %(share)s of the costs.") % figures
    figures |= {"asked": money.euros(profile.asked(call)), "costs": money.euros(profile.costs)}
    return True, _(
        "The grant covers at most %(share)s of the costs: %(asked)s of %(costs)s."
    ) % figures


def _no_share(call):
    if call.least_own_share:
        return None
    return True, _("The grant may cover all costs.")


def own_contribution(profile, call, at):
    least = call.least_own_share
    if not least:
        return None
    figures = {"share": money.percent(least)}
    if profile.costs is None:
        return None, _("Own contribution must be at least %(share)s. Agree who pays it.") % figures
    figures["rest"] = money.euros(profile.costs - profile.asked(call))
    return None, _(
        "Own contribution must be at least %(share)s of the costs, here %(rest)s. "
        "Agree who pays it."
    ) % figures


def partners(profile, call, at):
    least = call.partners_least
    if not least:
        return None
    figures = {"least": least, "number": profile.partners}
    if not profile.partners:
        return None, _(
            "The call wants partners, at least %(least)s, and the card names none. "
            "Check who takes part and add them to the card."
        ) % figures
    if profile.partners < least:
        return False, _(
            "The call wants partners, at least %(least)s, and the card names %(number)s. "
            "Agree with more partners and add them to the card."
        ) % figures
    return True, ngettext(
        "The card names %(number)s partner; the call wants at least %(least)s.",
        "The card names %(number)s partners; the call wants at least %(least)s.",
        profile.partners,
    ) % figures


def reach(profile, call, at):
    if call.reach == "regions":
        if not profile.whole_city and profile.districts:
            return False, _(
                "The project must be nationwide or usable in more than one region, "
                "and the card covers only a part of Helsinki. "
                "Widen it with partners elsewhere, or choose a local call."
            )
        return None, _(
            "The project must be nationwide or usable in more than one region. "
            "Check that the card tells how others can use the results."
        )
    if call.reach == "cities":
        cities = {*profile.cities, "Helsinki"}
        if not profile.partners:
            return None, _(
                "At least two of the six largest cities must take part, "
                "and the card names no partners. Check which cities do."
            )
        if len(cities) < 2:
            return False, _(
                "At least two of the six largest cities must take part, "
                "and the card names only Helsinki. Agree with a second city first."
            )
        return True, _("Several of the six largest cities take part: %(cities)s.") % {
            "cities": ", ".join(sorted(cities))
        }
    return None


def cost_model(profile, call, at):
    names = list(map(str, call.models()))
    if not names:
        return None
    if len(names) == 1:
        return True, _("Cost model: %(model)s.") % {"model": names[0]}
    return True, _("Cost model, one of these: %(models)s.") % {"models": "; ".join(names)}


def duration(profile, call, at):
    least, most, months = call.shortest_months, call.longest_months, profile.months
    if not (least or most):
        return None
    if months is None:
        return None, _(
            "The call limits how long the project lasts and the card has no dates. Add them."
        )
    figures = {"longest": most, "shortest": least, "months": months}
    if most and months > most:
        return False, _(
            "The project lasts %(months)s months and the call allows %(longest)s. "
            "Apply for the first phases only."
        ) % figures
    if least and months < least:
        return False, _(
            "The project lasts %(months)s months and the call wants at least %(shortest)s. "
            "Plan it longer or choose another call."
        ) % figures
    if most:
        return True, _(
            "The project lasts %(months)s months; the call allows %(longest)s."
        ) % figures
    return True, _(
        "The project lasts %(months)s months; the call wants at least %(shortest)s."
    ) % figures


def latest_end(profile, call, at):
    if not call.ends_latest_on:
        return None
    days = {"last": moments.day_text(call.ends_latest_on)}
    if not profile.ends:
        return None, _(
            "The project must end on %(last)s at the latest and the card has no dates. Add them."
        ) % days
    days["ends"] = moments.day_text(profile.ends)
    if profile.ends > call.ends_latest_on:
        return False, _(
            "The project ends on %(ends)s and must end on %(last)s at the latest. "
            "Move the dates or choose another call."
        ) % days
    return True, _("The project ends on %(ends)s, by %(last)s as it must.") % days


def costs_from(profile, call, at):
    """Costs before the day from which they count are the applicant's own."""
    if not call.costs_from:
        return None
    day = {"day": call.costs_from_on, "opened": call.opens_on}.get(call.costs_from)
    if not day:
        counted = {"from": call.get_costs_from_display()}
        return None, _("Costs count %(from)s. Check that the project starts after it.") % counted
    days = {"day": moments.day_text(day)}
    if not profile.starts:
        return None, _("Costs count from %(day)s. Check when the project starts.") % days
    if profile.starts < day:
        return None, _(
            "The project starts on %(starts)s and costs count from %(day)s: "
            "what is spent before is your own."
        ) % (days | {"starts": moments.day_text(profile.starts)})
    return True, _("Costs count from %(day)s, before the project starts.") % days


def registration(profile, call, at):
    if not call.register_by:
        return None
    days = {"day": moments.day_text(call.register_by)}
    if moments.end_of(call.register_by) < at:
        return None, _("One had to register with the funder by %(day)s. Check that you did.") % days
    return None, _("Register with the funder by %(day)s, before the application.") % days


def stages(profile, call, at):
    if not call.second_stage_on:
        return None
    return None, _(
        "The call has two stages: those chosen send a full application by %(day)s. "
        "Check that you can."
    ) % {"day": moments.day_text(call.second_stage_on)}


def parts(profile, call, at):
    names = [str(part) for part in call.parts.all()]
    if not names:
        return None
    return None, _("Choose the part of the call that you apply to: %(names)s.") % {
        "names": "; ".join(names)
    }


def checked(profile, call, at):
    """Rules that nobody has looked at for a year may have changed."""
    if not call.needs_check:
        return None
    if not call.checked_on:
        return None, _("Nobody has checked these rules with the funder. Check them.")
    return None, _("These rules were checked on %(day)s. Check that they still hold.") % {
        "day": moments.day_text(call.checked_on)
    }


def conditions(call):
    """What only a person can judge, a sentence each."""
    for found in call.conditions.all():
        yield _("Check, %(about)s: %(text)s") % {
            "about": found.get_kind_display(),
            "text": found,
        }


def dates(profile, call, at):
    status = call.status_at(at)
    if status == "closed" and call.ended_early_on and call.ended_early:
        return False, _(
            "The call ended early on %(day)s. Wait for the next one, "
            "or record a decision that was made before the portal."
        ) % {"day": moments.day_text(call.last_day)}
    if status == "closed":
        return False, _(
            "The call closed on %(day)s. Wait for the next one, "
            "or record a decision that was made before the portal."
        ) % {"day": moments.day_text(call.last_day)}
    if status == "coming":
        return True, _("The call opens on %(day)s: prepare the application in good time.") % {
            "day": moments.day_text(call.opens_on)
        }
    return _while_open(profile, call, call.last_day or moments.day_of(at))


def _while_open(profile, call, last):
    if profile.ends and profile.ends <= last:
        return False, _(
            "The project ends on %(ends)s, before the funder can decide. "
            "Move the dates or choose another call."
        ) % {"ends": moments.day_text(profile.ends)}
    if not call.closes_at:
        return True, _("The call is open all year.")
    closes = {"closes": moments.day_text(last)}
    if profile.starts and profile.starts <= last:
        return None, _(
            "The project starts on %(starts)s, before the call closes on %(closes)s. "
            "Check from what day the funder accepts costs."
        ) % (closes | {"starts": moments.day_text(profile.starts)})
    if profile.starts:
        return True, _("The call closes on %(closes)s, before the project starts.") % closes
    return True, _("The call closes on %(closes)s.") % closes


ALL = [
    applicant,
    area,
    amount,
    share,
    parts,
    own_contribution,
    partners,
    reach,
    cost_model,
    duration,
    latest_end,
    costs_from,
    registration,
    stages,
    checked,
    dates,
]
