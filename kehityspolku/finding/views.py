"""Files that programs look for by their names: the map of the site, robots.txt, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from kehityspolku import by_name, moments
from kehityspolku.finding import listed, sitemap

HOUR = 3600
EXPIRES_IN = timedelta(days=180)  # the standard wants less than a year

for_an_hour = cache_control(public=True, max_age=HOUR)
xml = {"content_type": "application/xml"}
text = {"content_type": "text/plain; charset=utf-8"}


@login_not_required
@for_an_hour
def sitemap_index(request):
    """The files of the map of the site."""
    files = [sitemap.address_of(*file) for file in sitemap.files()]
    return render(request, "kehityspolku/finding/sitemap_index.xml", {"files": files}, **xml)


@login_not_required
@for_an_hour
def sitemap_file(request, name, part):
    """Public pages of one kind, each in its languages."""
    try:
        entries = sitemap.entries(name, part)
    except LookupError:
        raise Http404 from None
    return render(request, "kehityspolku/finding/sitemap.xml", {"entries": entries}, **xml)


@login_not_required
@for_an_hour
def robots(request):
    """What search engines need not ask for, and where the map is; nothing private hangs on it."""
    told = [listed.page_in_languages(page) for page in by_name.pages("CLOSED_PAGES")]
    closed = [path for addresses in told for path in addresses.values()]
    context = {"closed": closed, "sitemap": settings.SITE_URL + reverse("sitemap")}
    return render(request, "kehityspolku/finding/robots.txt", context, **text)


@login_not_required
@for_an_hour
def security(request):
    """Whom to tell of a hole in the portal's security (RFC 9116)."""
    contact = settings.CONTACT
    expires = moments.now().replace(hour=0, minute=0, second=0, microsecond=0) + EXPIRES_IN
    context = {
        "contact": contact if ":" in contact else f"mailto:{contact}",
        "expires": moments.iso(expires),
        "canonical": settings.SITE_URL + reverse("security"),
    }
    return render(request, "kehityspolku/finding/security.txt", context, **text)
