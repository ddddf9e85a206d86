"""Public pages of the portal itself, and the addresses that watch it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import JsonResponse
from django.shortcuts import render

from kehityspolku import health
from kehityspolku.middleware import typed


@login_not_required
def accessibility(request):
    return render(request, "kehityspolku/accessibility.html")


@login_not_required
def privacy(request):
    return render(request, "kehityspolku/privacy.html")


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
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    status = 413 if too_much else 400
    return render(request, f"{status}.html", status=status)


# Django's own handlers of these read the form again, which fails again on one that is unreadable.
@login_not_required
def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def csrf_failed(request, reason=""):
    """A form whose token is not this browser's: told with what was written into it."""
    return render(request, "403_csrf.html", {"typed": typed(request)}, status=403)
