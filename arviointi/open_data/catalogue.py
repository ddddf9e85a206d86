"""Catalogues of the tables for machines: a data package of Frictionless Data, and DCAT-AP.

DCAT-AP 3 (semiceu.github.io/DCAT-AP) as JSON-LD, with what Helsinki Region Infoshare asks of a
catalogue that it reads: title and description in Finnish, slugs of a–z, 0–9, - and _.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from arviointi.open_data.columns import Kind
from arviointi.open_data.files import KINDS
from arviointi.open_data.tables import GRANTS, TABLES
from rahoitus.register.grants import HOST, public, tellable
from rahoitus.register.threesixtygiving import LICENCE

EU = "http://publications.europa.eu/resource/authority"
CC_BY = f"{EU}/licence/CC_BY_4_0"
REGIONS = f"{EU}/data-theme/REGI"
CONTINUOUS = f"{EU}/frequency/UPDATE_CONT"
EU_LANGUAGES = {"fi": f"{EU}/language/FIN", "sv": f"{EU}/language/SWE", "en": f"{EU}/language/ENG"}
TITLE = _("Open data on the local development of Helsinki's neighbourhoods")
ABOUT = _(
    "Local development groups, their projects, grants and funding calls, indicators by month and "
    "results of surveys."
)
HELSINKI = "http://sws.geonames.org/658225/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def datapackage():
    """Each table as a resource with the schema of its columns (datapackage.org, version 1)."""
    with override("en"):
        return {
            "profile": "tabular-data-package",
            "name": "helsinki-local-development",
            "title": str(TITLE),
            "description": str(ABOUT),
            "homepage": _absolute("arviointi:open_data"),
            "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
            "contributors": [{"title": HOST, "role": "publisher"}],
            "resources": [_resource(table) for table in TABLES.values()],
        }


def _resource(table):
    return {
        "profile": "tabular-data-resource",
        "name": table.slug,
        "path": f"{table.name}.csv",
        "title": str(table.title),
        "description": str(table.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": table.keys,
            "missingValues": [""],
        },
    }


def _field(column):
    kind = Kind.TEXT if column.kind == Kind.CODES else column.kind
    return {"name": column.name, "type": kind, "description": str(column.about)}


def dcat():
    """The catalogue with each table as a dataset, its files as distributions."""
    return {
        "@context": CONTEXT,
        "@id": _absolute("arviointi:open_data"),
        "@type": "dcat:Catalog",
        "dct:title": _in_each(TITLE),
        "dct:description": _in_each(ABOUT),
        "dct:publisher": _publisher(),
        "dct:license": _node(CC_BY),
        "dct:language": [_node(language) for language in EU_LANGUAGES.values()],
        "dct:spatial": _node(HELSINKI),
        "dcat:dataset": [_dataset(table) for table in TABLES.values()],
    }


def _dataset(table):
    files = [_distribution(_absolute("arviointi:open_data_file", table.name, k), k) for k in KINDS]
    if table is GRANTS and tellable(public()).exists():
        files.append(_distribution(_absolute("rahoitus:register_json"), "json", "360Giving"))
    return {
        "@id": f"{_absolute('arviointi:open_data')}#{table.slug}",
        "@type": "dcat:Dataset",
        "dct:identifier": table.slug,
        "dct:title": _in_each(table.title),
        "dct:description": _in_each(table.about),
        "dct:publisher": _publisher(),
        "dct:accrualPeriodicity": _node(CONTINUOUS),
        "dct:spatial": _node(HELSINKI),
        "dcat:theme": _node(REGIONS),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": HOST,
            "vcard:hasURL": _node(_absolute("kehrat:write_sukkula")),
        },
        "dcat:distribution": files,
    }


def _distribution(url, kind, standard=""):
    return {
        "@type": "dcat:Distribution",
        "dct:title": " ".join(filter(None, (kind.upper(), standard))),
        "dcat:accessURL": _node(url),
        "dcat:downloadURL": _node(url),
        "dct:format": _node(f"{EU}/file-type/{kind.upper()}"),
        "dct:license": _node(CC_BY),
    }


def _publisher():
    return {"@type": "foaf:Agent", "foaf:name": HOST}


def _node(address):
    return {"@id": address}


def _in_each(words):
    """The (lazy) words in each language of the portal, tagged."""
    told = []
    for code, _language in settings.LANGUAGES:
        with override(code):
            told.append({"@language": code, "@value": str(words)})
    return told


def _absolute(name, *args):
    with override("fi"):
        return f"{settings.SITE_URL}{reverse(name, args=args)}"
