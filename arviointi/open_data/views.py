"""The page of open data, its files, and catalogues for machines."""

import json
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render

from arviointi.open_data import catalogue, files
from arviointi.open_data.tables import TABLES
from kehityspolku.web import downloads
from rahoitus.register.grants import public, tellable
from rahoitus.register.threesixtygiving import LICENCE


@login_not_required
def open_data(request):
    """What there is, column by column, and how to take it along. Public."""
    context = {
        "tables": TABLES.values(),
        "kinds": files.KINDS,
        "licence": LICENCE,
        "register_is_told": tellable(public()).exists(),
    }
    return render(request, "arviointi/open_data/page.html", context)


@login_not_required
def file(request, name, kind):
    """A table as CSV or JSON, with an ETag of what is in it. Public."""
    if name not in TABLES or kind not in files.KINDS:
        raise Http404
    table = TABLES[name]
    write, state = partial(files.written, table, kind), table.state()
    return download(request, write, f"{name}.{kind}", files.KINDS[kind], state)


@login_not_required
def datapackage(request):
    """The tables as a data package of Frictionless Data. Public."""
    return download(request, as_json(catalogue.datapackage), "datapackage.json")


@login_not_required
def dcat(request):
    """The tables as a DCAT-AP catalogue. Public."""
    return download(request, as_json(catalogue.dcat), "dcat.jsonld", "application/ld+json")


def as_json(make):
    return lambda: json.dumps(make(), ensure_ascii=False, indent=1)


def download(request, write, name, kind="application/json", state=None):
    of = f"open data {name}"
    return downloads.table(request, write, of=of, kind=kind, name=name, state=state)
