"""Whom the portal knows around what a survey is about: members, partners, the City's officials.

Each comes with the role, the language and the source of the address that the invitation tells.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from arviointi.surveys.answers import Role
from kehityspolku.models import User
from kehrat.models import Kehra, Membership, OfficialArea, Project
from rahoitus.models import Partner


@dataclass(frozen=True)
class Circle:
    """People of one kind in one role. `key`: how a form names it; `people`: as `Invitations.put`
    takes them."""

    key: str
    label: str
    role: str
    people: list

    def __str__(self):
        return f"{self.label}: {Role(self.role).label} ({len(self.people)})"


def circles(survey):
    """The circles of a survey that have people, in the order members, partners, officials."""
    kehrat = kehrat_of(survey)
    members = list(active().filter(kehra__in=kehrat))
    named = partners(survey, kehrat)
    helpers = [row for row in active() if row.organisation.casefold() in named] if named else []
    yield from by_role("members", _("Members"), members, source_of_member)
    yield from by_role("partners", _("Partners' people"), helpers, source_of_partner)
    officials = [
        (person.email, facts(person, Role.OFFICIAL, source_of_official()))
        for person in officials_of(survey, kehrat)
    ]
    if officials:
        yield Circle("officials", _("The City's officials of the area"), Role.OFFICIAL, officials)


def kehrat_of(survey):
    """The Kehrä it is about, or all that work, of a survey of the whole city."""
    if survey.scope:
        return [kehra] if (kehra := getattr(survey.scope, "kehra", survey.scope)) else []
    return list(Kehra.objects.joinable().select_related("host"))


def active():
    """Memberships of today whose people mail reaches."""
    rows = Membership.objects.active().select_related("user", "kehra")
    return rows.filter(user__in=User.objects.reachable()).order_by("user__email", "pk")


def partners(survey, kehrat):
    """The names, casefolded, of organisations that apply for, host or carry a part of the cards."""
    projects = Project.objects.public()
    about = Q(pk=survey.project_id) if survey.project_id else Q(kehra__in=kehrat)
    cards = list(projects.filter(about).select_related("applicant"))
    names = {name for card in cards for name in card.partners}
    names |= {card.applicant.name for card in cards if card.applicant}
    names |= {kehra.host.name for kehra in kehrat if kehra.host_id}
    carrying = Partner.objects.filter(application__project__in=cards)
    names |= {str(partner) for partner in carrying.select_related("organisation")}
    return {name.casefold() for name in names if name}


def officials_of(survey, kehrat):
    """City officials who answer for a district of the Kehrät; of the whole city for any."""
    areas = OfficialArea.objects.current()
    if survey.scope:
        districts = {district for kehra in kehrat for district in kehra.districts()}
        majors = {district.major_id for district in districts}
        whole = Q(district=None, major=None)
        areas = areas.filter(whole | Q(district__in=districts) | Q(major__in=majors))
    people = User.objects.reachable().filter(pk__in=User.objects.holding("city_official"))
    return people.filter(official_areas__in=areas).distinct().order_by("email")


def by_role(key, label, rows, source):
    """The memberships as circles by role."""
    found = defaultdict(dict)
    for row in rows:
        person = facts(row.user, row.actor_type, source(row))
        found[row.actor_type].setdefault(row.user.email, person)
    for role in Role.values:
        if role in found:
            yield Circle(f"{key}-{role}", label, role, list(found[role].items()))


def facts(person, role, source):
    """How one is invited; `source` is asked in the person's own language."""
    with override(person.language):
        return {"role": role, "language": person.language, "source": source()[:200]}


def source_of_member(row):
    return lambda: gettext("the members of the Kehrä %(kehra)s") % {"kehra": row.kehra.name}


def source_of_partner(row):
    told = {"kehra": row.kehra.name, "organisation": row.organisation}
    return lambda: (
        gettext("the members of the Kehrä %(kehra)s, where you act for %(organisation)s") % told
    )


def source_of_official():
    return lambda: gettext("the officials who answer for the area in this portal")
