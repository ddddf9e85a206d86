"""Public pages of the register, and its files."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy

from kehityspolku.documents.names import file_name
from kehityspolku.web import downloads, paging
from rahoitus.register import threesixtygiving
from rahoitus.register.forms import RegisterFilter
from rahoitus.register.grants import (
    partners,
    public,
    recipient,
    tellable,
    totals,
    with_facts,
    years,
)
from rahoitus.register.table import table

CSV = "text/csv; charset=utf-8"
REGISTER = pgettext_lazy("file name", "register of grants")


def narrowed(request):
    """The form in the address and the grants that it leaves."""
    grants = public()
    form = RegisterFilter(request.GET, grants=grants, user=request.user)
    return form, form.narrow(grants)


@login_not_required
def register(request):
    """What public projects were granted, by whom, and how much in all. Public."""
    form, grants = narrowed(request)
    rows, newer_url, older_url = paging.page(with_facts(grants), request, key="day")
    for grant in rows:
        grant.recipient, grant.others = recipient(grant.project).name, partners(grant)
        grant.years = years(grant)
    sources = {source.pk: source.name for source in form.fields["source"].queryset.all()}
    whole, by_source, by_year = totals(grants, sources)
    context = {
        "form": form,
        "grants": rows,
        "newer_url": newer_url,
        "older_url": older_url,
        "narrowed": form.is_narrowing,
        "query": request.GET.urlencode(),
        "total": whole,
        "tables": [("source", by_source), ("year", by_year)],
        "told": tellable(grants).count(),
    }
    return render(request, "rahoitus/register/list.html", context)


@login_not_required
def register_csv(request):
    """The same grants as CSV. Public."""
    form, grants = narrowed(request)
    rows = with_facts(grants).order_by("-day", "-pk").iterator(chunk_size=500)
    return download(request, form, lambda: table(rows), file_name("csv", REGISTER), CSV)


@login_not_required
def register_json(request):
    """The same grants in the 360Giving standard; 404 when none has a sum. Public."""
    form, grants = narrowed(request)
    rows = with_facts(tellable(grants)).order_by("-decided_on", "-pk")
    if not rows.exists():
        raise Http404
    name = file_name("json", REGISTER, "360giving")
    written = partial(threesixtygiving.package, rows.iterator(chunk_size=500))
    return download(request, form, written, name, "application/json")


def download(request, form, make, name, kind):
    """A file of what the form leaves, in the page's language."""
    of = f"{name} {get_language()} {form.told}"
    return downloads.table(request, make, of=of, kind=kind, name=name)
