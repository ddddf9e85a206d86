"""A project's card as parts in Helka's order: what its page and its PDF show."""

from types import SimpleNamespace

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
        for field, value in _values(project, team)
        if value or writes or field not in BESIDES
    ]


def _sums(rows):
    """What rows make together, and whether any tells what it pays, in euros or per cent."""
    told = ((row.amount, getattr(row, "share", None)) for row in rows)
    return {"total": total(rows), "pays": any(sums != (None, None) for sums in told)}


def _values(project, team):
    return [(field, _value(project, field, team)) for field in HEADINGS if field not in APART]


def _value(project, field, team):
    if field == "applicant_name":
        return applicant(project, team)
    if field == "legacy":
        names = [name for name in ("legacy_least", "legacy_best") if getattr(project, name)]
        return [(heading(name), nested(getattr(project, name))) for name in names]
    if field == "target_areas":
        return areas(project)
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


def areas(project):
    """[(name, url)]: the areas as written; those that are one district or within one lead there."""
    numbers = {name: found.district for name in project.target_areas if (found := meaning(name))}
    districts = District.objects.in_bulk([number for number in numbers.values() if number])
    pages = {number: district.get_absolute_url() for number, district in districts.items()}
    return [(name, pages.get(numbers.get(name), "")) for name in project.target_areas]
