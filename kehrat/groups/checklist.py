"""What a Kehrä that is being founded has and lacks, told from facts. Imports no models."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments

ORGANISATIONS = 3  # at least so many stand behind a Kehrä


@dataclass(frozen=True)
class Item:
    """A line of the checklist. `told`: how it is now; `url` and `action`: where it is done."""

    key: str
    label: str
    done: bool
    told: str
    url: str
    action: str


def checklist(kehra):
    """The items in the order they are usually done."""
    return [areas(kehra), organisations(kehra), coordinator(kehra), meeting(kehra), plan(kehra)]


def gaps(kehra):
    """The items that are not done."""
    return [item for item in checklist(kehra) if not item.done]


def supporters(kehra):
    """Names of the organisations behind it, listed or their members', each once."""
    listed = kehra.organisations.values_list("name", flat=True)
    active = (
        kehra.memberships.active().present().exclude(organisation="").exclude(actor_type="resident")
    )
    names = [*listed, *active.values_list("organisation", flat=True)]
    return list({" ".join(name.casefold().split()): name for name in names}.values())


def areas(kehra):
    number = kehra.sub_areas.count()
    told = ngettext("%(n)s sub-area", "%(n)s sub-areas", number) % {"n": number}
    url = reverse("kehrat:edit", args=[kehra.slug])
    return Item("areas", _("Areas"), number > 0, told, url, _("Choose the areas"))


def organisations(kehra):
    number = len(supporters(kehra))
    told = ngettext("%(n)s organisation", "%(n)s organisations", number) % {"n": number}
    url = reverse("kehrat:checklist", args=[kehra.slug]) + "#organisations"
    label = _("At least three organisations")
    return Item("organisations", label, number >= ORGANISATIONS, told, url, _("List organisations"))


def coordinator(kehra):
    named = kehra.memberships.active().coordinators().select_related("user")
    told = ", ".join(str(membership.user) for membership in named) or _("No one yet")
    url = reverse("kehrat:members", args=[kehra.slug])
    return Item(
        "coordinator", _("A named coordinator"), bool(named), told, url, _("See the members")
    )


def meeting(kehra):
    """The first meeting: held, or called for a day to come."""
    called = kehra.meetings.exclude(state="cancelled").order_by("starts").first()
    label = _("First meeting held or called")
    if called:
        told = moments.day_text(called.starts.astimezone(moments.HELSINKI))
        return Item("meeting", label, True, told, called.get_absolute_url(), _("See the meeting"))
    url = reverse("kehrat:meeting_new", args=[kehra.slug]) if kehra.is_joinable else ""
    return Item("meeting", label, False, later(kehra), url, _("Call a meeting"))


def plan(kehra):
    """A development plan that is in force; a draft is not yet one."""
    label, url = _("Development plan"), reverse("kehrat:plan", args=[kehra.slug])
    adopted = kehra.plans.in_force().first()
    if adopted:
        return Item("plan", label, True, adopted.years, url, _("See the plan"))
    told = _("A draft") if kehra.plans.drafts().exists() else later(kehra)
    return Item("plan", label, False, told, url if kehra.is_joinable else "", _("Write the plan"))


def later(kehra):
    """When what is not there can be done; "" when it can be now."""
    return "" if kehra.is_joinable else _("When Sukkula has accepted the group")
