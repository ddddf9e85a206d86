"""Atom feeds: public, asked again and again, so answered 304 while nothing is new."""

from datetime import date
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehrat.front import feeds
from kehrat.groups.pieces import of_kehra


@login_not_required
@of_kehra(public=True)
def kehra_feed(request, kehra):
    """What a Kehrä has told everyone."""
    page, begun = kehra.get_absolute_url(), moments.start_of(kehra.formed_on)
    return answer(
        request, title=f"{kehra.name} · Kehityspolku", page=page, begun=begun, kehra=kehra
    )


@login_not_required
def city_feed(request):
    """What all Kehrät have told everyone."""
    title, page = _("Local development in Helsinki · Kehityspolku"), reverse("home")
    return answer(request, title=title, page=page, begun=moments.start_of(FIRST))


FIRST = date(2013, 12, 12)  # when the first Kehrät were announced


def answer(request, **facts):
    content, newest = feeds.atom(feed_url=request.path, **facts)
    response = HttpResponse(content, content_type=feeds.Atom.content_type)
    etag, at = f'"{sha256(content).hexdigest()[:32]}"', int(newest.timestamp())
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(at)
    patch_cache_control(response, public=True, max_age=300)
    return get_conditional_response(request, etag, at, response)
