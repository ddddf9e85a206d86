"""Public pages of the portal itself, and the addresses that watch it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.shortcuts import render

from kehityspolku import health


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
def bad_request(request, exception):
    """What cannot be read: 413 when it is too large, else 400."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)
