"""The page of open data, its files, and catalogues for machines."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page

from arviointi.open_data import catalogue, files
from arviointi.open_data.tables import TABLES
from rahoitus.register.grants import public, tellable
from rahoitus.register.threesixtygiving import LICENCE

INDENTED = {"ensure_ascii": False, "indent": 1}


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
@conditional_page
def file(request, name, kind):
    """A table as CSV or JSON, with an ETag of what is in it. Public."""
    if name not in TABLES or kind not in files.KINDS:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    content = files.written(TABLES[name], kind)
    return HttpResponse(content, content_type=files.KINDS[kind], headers=headers)


@login_not_required
@conditional_page
def datapackage(request):
    """The tables as a data package of Frictionless Data. Public."""
    return JsonResponse(catalogue.datapackage(), json_dumps_params=INDENTED)


@login_not_required
@conditional_page
def dcat(request):
    """The tables as a DCAT-AP catalogue. Public."""
    kind = "application/ld+json"
    return JsonResponse(catalogue.dcat(), json_dumps_params=INDENTED, content_type=kind)
