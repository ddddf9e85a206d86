"""Public pages of the portal itself, and the addresses that watch it."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.defaults import server_error
from django_htmx.middleware import HtmxDetails

from kehityspolku import away, by_name
from kehityspolku.events.steps import NotYours
from kehityspolku.web import drafts, health, pieces
from kehityspolku.web.middleware import what_was_typed

RETRY_AFTER = 10  # seconds


@login_not_required
def accessibility(request):
    return render(request, "kehityspolku/web/accessibility.html")


@login_not_required
def privacy(request):
    told = by_name.found("portal", "PRIVACY").values()
    return render(request, "kehityspolku/web/privacy.html", {"told": told})


@require_POST
def draft(request):
    """Keep what is being typed in a form that says where it belongs. It answers a page that is left
    open, in words."""
    try:
        kept = drafts.keep(request, *drafts.placed(request))
    except ValidationError as problem:
        return drafts.told(request, "portal:unsaved", 422, refused=problem.message)
    return drafts.told(request, "portal:saved", draft=kept)


@login_not_required
def alive(request):
    """The process answers."""
    return JsonResponse({"alive": True})


@login_not_required
def ready(request):
    """Every part the portal needs answers; 503 names the one that does not."""
    parts = health.parts()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


@login_not_required
def bad_request(request, exception=None):
    """What the portal cannot read (400) or is too much to read (413), as a page."""
    too_many = isinstance(exception, TooManyFieldsSent | TooManyFilesSent)
    status = 413 if too_many or isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", {"too_many": too_many}, status=status)


# Django's own handlers of these read the form again, which fails again on one that is unreadable.
@login_not_required
def forbidden(request, exception=None):
    why = exception if isinstance(exception, NotYours) else ""
    return render(request, "403.html", {"told": why, **typed(request)}, status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", typed(request), status=404)


def typed(request):
    """What a person wrote into the form that is refused, for the page that says so."""
    return {"typed": what_was_typed(request)} if request.method == "POST" else {}


@login_not_required
def csrf_failed(request, reason=""):
    """A form whose token is not this browser's: told with what was written into it."""
    return render(request, "403_csrf.html", {"typed": what_was_typed(request)}, status=403)


@login_not_required
def failed(request):
    """What no view expected: 503 where a part of the portal is away, else 500.

    Django asks for this page whatever failed, middleware too.
    """
    problem = sys.exception()
    if part := away.part_of(problem):
        away.note(part, problem)
        return unavailable(request, part)
    return server_error(request)


def unavailable(request, part):
    """That a part is away, with what was typed: made without the reader, database or cache."""
    context = {"database": part == away.DATABASE, "method": request.method}
    request.htmx = HtmxDetails(request)  # its middleware may not have come to it
    if pieces.wanted(request):  # portal.js shows the sentence
        told = [
            render_to_string("503.html", context | {"piece": True}).strip(),
            _("What you typed is still here."),
        ]
        answer = HttpResponse(" ".join(told), content_type="text/plain; charset=utf-8")
    else:
        again = request.get_full_path() if request.method == "GET" else ""
        context |= {"typed": what_was_typed(request), "again": again}
        answer = HttpResponse(render_to_string("503.html", context))
    answer.status_code = 503
    answer.headers["Retry-After"] = RETRY_AFTER
    add_never_cache_headers(answer)
    return answer
