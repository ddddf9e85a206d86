"""The register in the 360Giving Data Standard, version 1.4 (standard.threesixtygiving.org)."""

import json

from django.conf import settings
from django.urls import reverse

from kehityspolku import moments
from rahoitus.register.grants import recipient

VERSION = "1.4"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PREFIX = "360G-kehityspolku"  # to be registered with 360Giving before the file is announced there
TRADE_REGISTER = "FI-PRO"  # org-id.guide: the Finnish Patent and Registration Office
SUB_AREA, DISTRICT, CITY = "Helsinki osa-alue", "Helsinki kaupunginosa", "Kunta"
HELSINKI = {"name": "Helsinki", "countryCode": "FI", "geoCode": "091", "geoCodeType": CITY}


def package(grants):
    """The grants as the bytes of a JSON file. Those without a sum the standard can't hold: they
    are left out here, and counted on the page."""
    register = f"{settings.SITE_URL}{reverse('rahoitus:register')}"
    whole = {
        "version": VERSION,
        "title": "Kehityspolku: grants to local development projects in Helsinki",
        "issued": moments.today().isoformat(),
        "publisher": {"name": "Helka", "website": settings.SITE_URL},
        "license": LICENCE,
        "grants": [written(grant, register) for grant in grants if grant.amount is not None],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def written(grant, register):
    """One grant as the standard has it."""
    project, call = grant.project, grant.call
    told = {
        "id": f"{PREFIX}-{grant.pk}",
        "title": project.title,
        "description": project.description or project.title,
        "currency": "EUR",
        "amountAwarded": number(grant.amount),
        "awardDate": grant.decided_on.isoformat(),
        "url": f"{settings.SITE_URL}{project.get_absolute_url()}",
        "recipientOrganization": [organisation(recipient(project))],
        "fundingOrganization": [funder(call.source)],
        "grantProgramme": [
            {
                "code": call.slug,
                "title": call.name,
                "url": f"{settings.SITE_URL}{call.get_absolute_url()}",
            }
        ],
        "dataSource": register,
    }
    if places := locations(project):
        told["beneficiaryLocation"] = places
    if grant.starts_on and grant.ends_on:
        days = {"startDate": grant.starts_on.isoformat(), "endDate": grant.ends_on.isoformat()}
        told["plannedDates"] = [days]
    if grant.told_at:
        told["dateModified"] = grant.told_at.isoformat()
    return told


def number(amount):
    """Euros as a number of JSON, whole ones without decimals."""
    return int(amount) if amount == int(amount) else float(amount)


def identifier(business_id, word):
    return f"{TRADE_REGISTER}-{business_id}" if business_id else f"{PREFIX}-ORG:{word}"


def organisation(found):
    return {"id": identifier(found.business_id, found.word), "name": found.name}


def funder(source):
    return {"id": identifier(source.business_id, source.slug), "name": source.name}


def locations(project):
    """Sub-areas and districts by the city's own codes; the city itself for all of it."""
    if project.all_districts:
        return [HELSINKI]
    sub_areas = [
        {"name": s.name, "countryCode": "FI", "geoCode": s.code, "geoCodeType": SUB_AREA}
        for s in project.sub_areas.all()
    ]
    districts = [
        {
            "name": d.name,
            "countryCode": "FI",
            "latitude": d.latitude,
            "longitude": d.longitude,
            "geoCode": f"{d.number:02}",
            "geoCodeType": DISTRICT,
        }
        for d in project.districts.all()
    ]
    return sub_areas + districts
