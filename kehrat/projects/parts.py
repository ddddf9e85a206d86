"""A project's card as parts in Helka's order: what its page and its PDF show."""

from types import SimpleNamespace

from django.utils.translation import get_language

from kehrat.cards.card import LISTS, PERSONAL, nested
from kehrat.cards.headings import HEADINGS, heading
from kehrat.cards.totals import total
from kehrat.places.models import District
from kehrat.places.names import meaning

KINDS = {
    **dict.fromkeys(LISTS, "list"),
    "phases": "phases",
    "legacy": "legacy",
    "lessons_good": "lesson",
    "lessons_improve": "lesson",
    "target_areas": "areas",
    "partners": "list",
    "applicant_name": "applicant",
    "funders": "funders",
    "budget": "budget",
}
APART = {"legacy_least", "legacy_best", "title_line", "card", "remainder"}
APART |= {"business_id", *PERSONAL}  # beside the applicant
UNSTATED = {"benefits": "benefits_unstated", "legacy": "legacy_unstated"}
APART |= set(UNSTATED.values())
LEARNT = ("lessons_good", "lessons_improve", "legacy")
TOLD_FIRST = ("description", "target_areas", "actors", "partners", "applicant_name")
TOLD_FIRST += ("funders", "budget", "phases", "goals")
BESIDES = {"need", "target_group", "measures", "risks"}  # not on Helka's card: shown once written


def parts(project, language=None, team=False, writes=False):
    """Every heading of the card but the remainder: field, heading, kind and value; of rows with
    sums their `total`, where nothing is said the reason why (`unstated`).

    `team`: the reader is a member or Sukkula's, and reads who signs for the applicant too.
    `writes`: the reader sees what may still be written, too.
    """
    return [
        SimpleNamespace(
            field=field,
            heading=heading(field, language),
            kind=KINDS.get(field, "text"),
            value=value,
            unstated=getattr(project, UNSTATED.get(field, ""), ""),
            **(_sums(value) if field in ("funders", "budget") else {}),
        )
        for field, value in _values(project, team, language)
        if value or writes or field not in BESIDES
    ]


def as_read(shown, project, *, team):
    """The parts of a public project in the order in which people read of one: what it is, where,
    who, how much, when, what for; once it has ended, first what was learnt and what lives on.

    Others than its people (`team`) see nothing that waits to be written.
    """
    first = (*LEARNT, *TOLD_FIRST) if project.has_ended else TOLD_FIRST
    order = {field: place for place, field in enumerate(first)}
    if not team:
        shown = [part for part in shown if _says_something(part, project)]
    return sorted(shown, key=lambda part: order.get(part.field, len(order)))


def _says_something(part, project):
    everywhere = part.kind == "areas" and project.all_districts
    return bool(part.value or part.unstated or everywhere)


def _sums(rows):
    """What rows make together, and whether any tells what it pays, in euros or per cent."""
    told = ((row.amount, getattr(row, "share", None)) for row in rows)
    return {"total": total(rows), "pays": any(sums != (None, None) for sums in told)}


def _values(project, team, language):
    fields = [field for field in HEADINGS if field not in APART]
    return [(field, _value(project, field, team, language)) for field in fields]


def _value(project, field, team, language):
    if field == "applicant_name":
        return applicant(project, team)
    if field == "legacy":
        names = [name for name in ("legacy_least", "legacy_best") if getattr(project, name)]
        return [(heading(name), nested(getattr(project, name))) for name in names]
    if field == "target_areas":
        return areas(project, language)
    value = getattr(project, field)
    if KINDS.get(field) == "list":
        return nested(value)
    return list(value.all()) if field in ("phases", "funders", "budget") else value


def applicant(project, team=False):
    """{name, business_id, host (the Kehrä's host stands in), signatory, role}, {} if none."""
    host = project.kehra.host if getattr(project, "kehra", None) else None
    own = bool(project.applicant_name or project.business_id)
    told = {"name": project.applicant_name, "business_id": project.business_id, "host": False}
    if not own and host:
        told = {"name": host.name, "business_id": host.business_id, "host": True}
    if team:
        told |= {"signatory": project.signatory, "role": project.signatory_role}
    return told if any(told.values()) else {}


def areas(project, language=None):
    """[(name, url, whether it is known)]: known areas by their official names in the reader's
    language, others as written; those that are one district or within one lead there."""
    found = {name: meaning(name) for name in project.target_areas}
    numbers = {each.district for each in found.values() if each and each.district}
    districts = District.objects.in_bulk(numbers)
    pages = {number: district.get_absolute_url() for number, district in districts.items()}
    language = language or get_language()
    told = [
        (each.name(language), pages.get(each.district, ""), True) if each else (name, "", False)
        for name, each in found.items()
    ]
    return list(dict.fromkeys(told))
