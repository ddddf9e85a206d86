"""What the register holds: each grant of a public project, once, with what may be told of it."""

import re
from dataclasses import dataclass

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehityspolku.text import finnish_order
from kehrat.models import Project
from rahoitus.applications.models.application import Application
from rahoitus.running.models.report import GrantReport

HOST = "Helka"  # of the cards that belong to no Kehrä
# A sole trader has a business ID, but the name is a person's.
SOLE_TRADER = re.compile(r"(?<!\w)(t:?mi|toiminimi|enskild (firma|näringsidkare))(?!\w)", re.I)


def public():
    """The grants that everyone may read of, with what their rows show."""
    return Application.objects.granted().with_day().filter(project__state__in=Project.PUBLIC)


def with_facts(grants):
    """The same rows ready to be written out: a number of queries that does not grow."""
    return (
        grants.select_related("project__kehra", "project__applicant", "call__source")
        .prefetch_related("project__districts", "project__sub_areas", "partners__organisation")
        .annotate(told_at=Max("decisions__recorded_at"), used=used(), **money_is_for())
    )


def money_is_for():
    """The first and last year that the decisions which stand divide the money into."""
    standing = Q(decisions__corrected_by=None)
    return {
        "first_year": Min("decisions__years__year", filter=standing),
        "last_year": Max("decisions__years__year", filter=standing),
    }


def years(grant):
    """Those years in words, "" where the decisions name none."""
    return moments.years(grant.first_year, grant.last_year)


def used():
    """What of a grant was used, as the use report that Sukkula has accepted tells it."""
    states = [GrantReport.State.ACCEPTED, GrantReport.State.DELIVERED]
    told = GrantReport.objects.filter(application=OuterRef("pk"), kind=GrantReport.Kind.USE)
    told = told.filter(state__in=states).order_by("-due_on", "-pk")
    sums = told.annotate(used=Cast(KeyTextTransform("used", "figures"), money.EurosField()))
    return Subquery(sums.values("used")[:1])


def tellable(grants):
    """Those that the 360Giving standard can tell: it wants a sum and a day."""
    return grants.filter(amount__isnull=False, decided_on__isnull=False)


@dataclass(frozen=True)
class Recipient:
    """Who got the money, as the public may know it."""

    name: str
    business_id: str
    word: str  # tells it from others within the portal


def recipient(project):
    """The applicant if it is an organisation; else the Kehrä, as it might be a private person."""
    applicant = project.applicant
    if is_public(applicant):
        return Recipient(applicant.name, applicant.business_id, f"organisation-{applicant.pk}")
    if project.kehra:
        return Recipient(str(project.kehra), "", f"kehra-{project.kehra.slug}")
    return Recipient(HOST, "", "helka")


def is_public(organisation):
    """Whether its name may be told: it is registered, and its name is no person's."""
    registered = organisation and organisation.registered
    return bool(registered) and not SOLE_TRADER.search(organisation.name)


def partners(grant):
    """The names of the organisations that carry costs beside the applicant; of others none."""
    names = [str(partner) for partner in grant.partners.all() if is_public(partner.organisation)]
    return ", ".join(sorted(names, key=finnish_order))


def areas(project):
    """The places of a project in words."""
    if project.all_districts:
        return _("The whole of Helsinki")
    named = [*project.districts.all(), *project.sub_areas.all()]
    return ", ".join(map(str, named))


@dataclass
class Total:
    """Grants together: how many, the euros of those whose sum is known, how many have none."""

    name: str
    grants: int = 0
    euros: int = 0
    unknown: int = 0

    def add(self, grants, euros, unknown):
        self.grants += grants
        self.euros += euros or 0
        self.unknown += unknown


def totals(grants, sources):
    """(in all, by source in the order of names, by year with the newest first), one query.

    `sources`: {key: name}.
    """
    rows = grants.order_by().annotate(year=ExtractYear("day")).values_list("call__source", "year")
    rows = rows.annotate(
        grants=Count("pk"), euros=Sum("amount"), unknown=Count("pk", filter=Q(amount=None))
    )
    whole, by_source, by_year = Total(_("In all")), {}, {}
    for source, year, *sums in rows:
        name = sources[source]
        for total in (
            whole,
            by_source.setdefault(name, Total(name)),
            by_year.setdefault(year, Total(str(year))),
        ):
            total.add(*sums)
    return (
        whole,
        [by_source[name] for name in sorted(by_source, key=finnish_order)],
        [by_year[year] for year in sorted(by_year, reverse=True)],
    )
