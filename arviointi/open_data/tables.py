"""The tables of open data: whose rows they are, and how each column is read off a row.

Each stands on what everyone may see. A column is one line here: the file, the page and the
catalogues tell of it by this line alone. Codes and numbers are not translated, so a file is the
same in every language.
"""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from arviointi.open_data.columns import ANYONE, Column, Kind, Table, address
from arviointi.open_data.indicators import INDICATORS
from arviointi.open_data.survey_results import RESULTS
from kehityspolku import moments
from kehrat.models import District, Kehra, Project
from rahoitus.calls.models import Call
from rahoitus.register.grants import partners, public, recipient, with_facts


def numbers_of(districts):
    return sorted(district.number for district in districts)


def codes_of(sub_areas):
    return sorted(sub_area.code for sub_area in sub_areas)


def districts():
    standing = Q(sub_areas__kehrat__state__in=Kehra.STANDING)
    slugs = ArrayAgg("sub_areas__kehrat__slug", distinct=True, filter=standing, default=[])
    return District.objects.annotate(slugs=slugs).order_by("number")


def kehrat():
    rows = Kehra.objects.visible_to(ANYONE).with_figures()
    return rows.prefetch_related("sub_areas").order_by("slug")


def projects():
    rows = Project.objects.visible_to(ANYONE).select_related("kehra")
    return rows.prefetch_related("districts", "sub_areas").order_by("pk")


def grants():
    return with_facts(public()).order_by("pk").iterator(chunk_size=500)


def calls():
    rows = Call.objects.visible_to(ANYONE).select_related("source")
    return rows.order_by("opens_on", "slug")


DISTRICTS = Table(
    "kaupunginosat",
    "helsingin-kaupunginosat-ja-kehrat",
    _("Districts of Helsinki and their local development groups"),
    _("Each district of the city, with the groups that are forming or active in it now."),
    districts,
    (
        Column(
            "number", Kind.WHOLE, _("The district's number, the city's own"), lambda d: d.number
        ),
        Column("name_fi", Kind.TEXT, _("Name in Finnish"), lambda d: d.name_fi),
        Column("name_sv", Kind.TEXT, _("Name in Swedish"), lambda d: d.name_sv),
        Column("major_district", Kind.TEXT, _("Code of the major district"), lambda d: d.major_id),
        Column("latitude", Kind.NUMBER, _("Latitude of its middle, WGS 84"), lambda d: d.latitude),
        Column(
            "longitude", Kind.NUMBER, _("Longitude of its middle, WGS 84"), lambda d: d.longitude
        ),
        Column("kehrat", Kind.CODES, _("Groups that cover a part of it"), lambda d: d.slugs),
        Column("url", Kind.TEXT, _("Address of its page"), address),
    ),
)
KEHRAT = Table(
    "kehrat",
    "helsingin-paikalliset-kehittamisryhmat",
    _("Local development groups of Helsinki's neighbourhoods"),
    _("Each Kehrä that has been formed, the ended ones too, with its areas and size."),
    kehrat,
    (
        Column("id", Kind.TEXT, _("The group's word in addresses"), lambda k: k.slug),
        Column("name_fi", Kind.TEXT, _("Name in Finnish"), lambda k: k.name_fi),
        Column("name_sv", Kind.TEXT, _("Name in Swedish"), lambda k: k.name_sv),
        Column("name_en", Kind.TEXT, _("Name in English"), lambda k: k.name_en),
        Column(
            "state",
            Kind.TEXT,
            _("forming, active (confirmed by Sukkula), dormant or ended"),
            lambda k: k.state,
        ),
        Column("formed_on", Kind.DAY, _("Forming since"), lambda k: k.formed_on),
        Column("active_since", Kind.DAY, _("Confirmed as active on"), lambda k: k.confirmed_on),
        Column("ended_on", Kind.DAY, _("Ended on"), lambda k: k.ended_on),
        Column(
            "sub_areas", Kind.CODES, _("Codes of its areas"), lambda k: codes_of(k.sub_areas.all())
        ),
        Column("members", Kind.WHOLE, _("Members now"), lambda k: k.member_count),
        Column("projects", Kind.WHOLE, _("Its public projects"), lambda k: k.project_count),
        Column("url", Kind.TEXT, _("Address of its page"), address),
    ),
)
PROJECTS = Table(
    "hankkeet",
    "helsingin-kaupunginosien-kehittamishankkeet",
    _("Local development projects in Helsinki"),
    _("Each project whose card has been approved, with its areas."),
    projects,
    (
        Column("id", Kind.WHOLE, _("The project's number in the portal"), lambda p: p.pk),
        Column("title", Kind.TEXT, _("Title, as its people wrote it"), lambda p: p.title),
        Column("language", Kind.TEXT, _("Language of its texts"), lambda p: p.language),
        Column("kehra", Kind.TEXT, _("Its group"), lambda p: p.kehra.slug if p.kehra else None),
        Column("state", Kind.TEXT, _("approved, running or ended"), lambda p: p.state),
        Column("state_since", Kind.DAY, _("Since when"), lambda p: moments.day_of(p.state_since)),
        Column(
            "description", Kind.TEXT, _("Description, as written"), lambda p: p.description or None
        ),
        Column(
            "whole_city", Kind.YES_NO, _("Meant for all of Helsinki"), lambda p: p.all_districts
        ),
        Column(
            "districts",
            Kind.CODES,
            _("Numbers of its districts"),
            lambda p: numbers_of(p.districts.all()),
        ),
        Column(
            "sub_areas", Kind.CODES, _("Codes of its areas"), lambda p: codes_of(p.sub_areas.all())
        ),
        Column("url", Kind.TEXT, _("Address of its page"), address),
    ),
)
GRANTS = Table(
    "rahoitus",
    "helsingin-kehittamishankkeiden-rahoitus",
    _("Grants to local development projects in Helsinki"),
    _("What public projects were granted, by whom. A sum that nobody stated is left empty."),
    grants,
    (
        Column("id", Kind.WHOLE, _("The grant's number in the portal"), lambda g: g.pk),
        Column("project", Kind.WHOLE, _("The project's number"), lambda g: g.project_id),
        Column("recipient", Kind.TEXT, _("Who got it"), lambda g: recipient(g.project).name),
        Column(
            "business_id",
            Kind.TEXT,
            _("The recipient's business ID"),
            lambda g: recipient(g.project).business_id or None,
        ),
        Column("partners", Kind.TEXT, _("Who carries costs too"), lambda g: partners(g) or None),
        Column(
            "source", Kind.TEXT, _("The source's word in addresses"), lambda g: g.call.source.slug
        ),
        Column("call", Kind.TEXT, _("The call's word in addresses"), lambda g: g.call.slug),
        Column("decided_on", Kind.DAY, _("Day of the decision"), lambda g: g.decided_on),
        Column("year", Kind.WHOLE, _("The year it counts in"), lambda g: g.day and g.day.year),
        Column("granted_eur", Kind.NUMBER, _("Granted, euros"), lambda g: g.amount),
        Column("used_eur", Kind.NUMBER, _("Used of it, euros"), lambda g: g.used),
        Column("state", Kind.TEXT, _("granted, or closed once reported"), lambda g: g.state),
    ),
)
CALLS = Table(
    "haut",
    "kehittamishankkeiden-rahoitushaut-helsingissa",
    _("Funding calls for local development projects in Helsinki"),
    _("Each call that has been published, the closed ones too."),
    calls,
    (
        Column("id", Kind.TEXT, _("The call's word in addresses"), lambda c: c.slug),
        Column("name_fi", Kind.TEXT, _("Name in Finnish"), lambda c: c.name_fi or None),
        Column("name_sv", Kind.TEXT, _("Name in Swedish"), lambda c: c.name_sv or None),
        Column("name_en", Kind.TEXT, _("Name in English"), lambda c: c.name_en or None),
        Column("source", Kind.TEXT, _("The source's word in addresses"), lambda c: c.source.slug),
        Column("status", Kind.TEXT, _("open, coming or closed"), lambda c: c.status),
        Column("opens_on", Kind.DAY, _("Opens on"), lambda c: c.opens_on),
        Column("closes_at", Kind.MOMENT, _("Last moment to send"), lambda c: c.closes_at),
        Column("applicants", Kind.CODES, _("Who may apply"), lambda c: c.applicants),
        Column("smallest_eur", Kind.NUMBER, _("Smallest grant, euros"), lambda c: c.smallest),
        Column("largest_eur", Kind.NUMBER, _("Largest grant, euros"), lambda c: c.largest),
        Column(
            "highest_share", Kind.NUMBER, _("Highest share of costs, %"), lambda c: c.highest_share
        ),
        Column("is_example", Kind.YES_NO, _("Written as an example only"), lambda c: c.from_memory),
        Column("url", Kind.TEXT, _("Address of its page"), address),
    ),
)
TABLES = {
    table.name: table for table in (DISTRICTS, KEHRAT, PROJECTS, GRANTS, CALLS, INDICATORS, RESULTS)
}
